import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Extracts that partners send as files: how far each has come, and what waits until somebody has confirmed whom it is
 * about (docs/adr/0025).
 */
export class Extracts1763800024000 implements MigrationInterface {
  name = "Extracts1763800024000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- how far the load of an extract has come, and what became of its rows: moved in the transaction of each batch
      CREATE TABLE extract_run (
        run        text PRIMARY KEY,
        agency_id  text NOT NULL REFERENCES agency,
        mapping    text NOT NULL,                     -- its name
        rows       bigint NOT NULL,                   -- that are dealt with
        line       bigint NOT NULL,                   -- on which the last of them begins
        finished   boolean NOT NULL,
        counts     jsonb NOT NULL,
        updated_at timestamptz NOT NULL
      );

      -- an item whose person a match is waiting for; no record is ever read from here. It leaves when the match is decided:
      -- into the store, or away, for what is about people whom the hub does not know is not kept
      CREATE TABLE held_item (
        agency_id  text NOT NULL REFERENCES agency,
        source_ref text NOT NULL,
        system     text NOT NULL,
        value      text NOT NULL,
        person     jsonb NOT NULL,                    -- as the sender describes them, for matching again
        input      jsonb NOT NULL,                    -- what contribute takes, checked again when its time comes
        held_at    timestamptz NOT NULL,
        PRIMARY KEY (agency_id, source_ref)
      );
      CREATE INDEX held_item_number ON held_item (agency_id, system, value);

      GRANT SELECT, INSERT, UPDATE ON extract_run TO family_record_gateway;
      GRANT SELECT, INSERT, UPDATE, DELETE ON held_item TO family_record_gateway;
    `);
  }

  public async down(): Promise<void> {
    throw new Error("What waits for a person's decision is not thrown away by a migration.");
  }
}
