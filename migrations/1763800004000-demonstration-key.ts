import type { MigrationInterface, QueryRunner } from "typeorm";

/** Where a demonstration keeps the key that signs its callers' tokens. Empty in a real gateway, and unreadable to it. */
export class DemonstrationKey1763800004000 implements MigrationInterface {
  name = "DemonstrationKey1763800004000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(
      `CREATE TABLE demonstration_key (one boolean PRIMARY KEY DEFAULT true CHECK (one), jwk jsonb NOT NULL,
         clock_offset_ms bigint NOT NULL)`,
    );
  }

  public async down(query: QueryRunner): Promise<void> {
    await query.query("DROP TABLE demonstration_key");
  }
}
