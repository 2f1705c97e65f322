import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Hosted contributions: items, not tables per agency. The person is part of the primary key and comes first in the index
 * that a record reads by: the key to distribute by when one machine is not enough (docs/adr/0015).
 */
export class Contributions1763800001000 implements MigrationInterface {
  name = "Contributions1763800001000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      CREATE TABLE contribution_item (
        id            uuid NOT NULL DEFAULT gen_random_uuid(),
        person_id     uuid NOT NULL,
        agency_id     text NOT NULL,
        category      text NOT NULL,
        field         text NOT NULL,
        body          jsonb NOT NULL,
        occurred_on   date,
        recorded_at   timestamptz NOT NULL,
        nature        text NOT NULL CHECK (nature IN ('FACT', 'OPINION', 'ALLEGATION')),
        author_role   text,
        restrictions  jsonb NOT NULL DEFAULT '[]',
        source_ref    text NOT NULL,
        received_at   timestamptz NOT NULL,
        received_from text,                           -- the user who sent it; null in bulk
        superseded_at timestamptz,                    -- a correction supersedes; nothing is overwritten
        PRIMARY KEY (id, person_id)
      );
      -- what a record reads by: one descent to each agency's permitted fields of a person, and nothing beside them
      CREATE UNIQUE INDEX contribution_item_current ON contribution_item (person_id, agency_id, field, source_ref)
        WHERE superseded_at IS NULL;
      -- the source's own reference, for idempotent writing; without the agency, by which no record may be read whole
      CREATE INDEX contribution_item_reference ON contribution_item (source_ref) WHERE superseded_at IS NULL;

      -- how far a bulk load has come: moved in the transaction of its batch, so a restart neither loses nor repeats
      CREATE TABLE load_progress (
        run        text PRIMARY KEY,
        next_byte  bigint NOT NULL,
        line       bigint NOT NULL,
        accepted   bigint NOT NULL,
        unchanged  bigint NOT NULL,
        refused    bigint NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  public async down(): Promise<void> {
    throw new Error("Contributions are never taken down by a migration.");
  }
}
