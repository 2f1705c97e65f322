import type { MigrationInterface, QueryRunner } from "typeorm";

/** What the nightly replay looked at and where it disagreed: ids of decisions and words about reasons, nobody's data. */
export class ReplayRuns1763800015000 implements MigrationInterface {
  name = "ReplayRuns1763800015000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      CREATE TABLE replay_run (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        at            timestamptz NOT NULL,
        up_to         bigint NOT NULL,                -- the last record that it could choose; the next run begins after it
        disclosures   int NOT NULL,
        decisions     int NOT NULL,
        disagreements jsonb NOT NULL
      );
      GRANT SELECT, INSERT ON replay_run TO family_record_gateway;
    `);
  }

  public async down(): Promise<void> {
    throw new Error("What was replayed stays on record.");
  }
}
