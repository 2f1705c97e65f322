import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Partners with systems of their own. A version is written once: what it says of where, as whom and for what the partner
 * is called cannot be changed by the gateway afterwards, only its standing can. At most one version an agency is in force.
 */
export class Partners1763800020000 implements MigrationInterface {
  name = "Partners1763800020000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      CREATE TABLE partner (
        id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        agency_id       text NOT NULL REFERENCES agency,
        version         int NOT NULL,
        name            text NOT NULL,
        kind            text NOT NULL CHECK (kind IN ('SUBGRAPH', 'FHIR', 'REST')),
        url             text NOT NULL,
        test_url        text,                         -- where the same software answers for invented people
        auth            jsonb NOT NULL,               -- names of secrets, never a secret
        key_system      text NOT NULL,                -- the identifier that the partner knows people by
        sdl             text NOT NULL,
        openapi         text,                         -- of a JSON interface: how it is asked, and what it answers
        sdl_sha256      text NOT NULL,                -- of both
        categories      text[] NOT NULL,              -- what its fields hold
        batch_mode      text NOT NULL CHECK (batch_mode IN ('RECORD', 'GROUP', 'PERSON')),
        timeout_ms      int NOT NULL CHECK (timeout_ms BETWEEN 50 AND 60000),
        max_bytes       int NOT NULL CHECK (max_bytes BETWEEN 1000 AND 50000000),
        registered_by   text NOT NULL REFERENCES app_user,
        registered_at   timestamptz NOT NULL,
        status          text NOT NULL CHECK (status IN ('CHECKED', 'APPROVED', 'ACTIVE', 'OFF', 'REPLACED')),
        approved_by     text REFERENCES app_user,
        approved_at     timestamptz,
        approved_sha256 text,
        activated_by    text REFERENCES app_user,
        activated_at    timestamptz,
        off_by          text REFERENCES app_user,     -- null where the gateway switched it off itself
        off_at          timestamptz,
        off_reason      text,
        UNIQUE (agency_id, version),
        CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (approved_by IS NULL) = (approved_sha256 IS NULL)),
        CHECK (approved_by IS DISTINCT FROM registered_by),
        CHECK (status IN ('CHECKED', 'REPLACED') OR approved_sha256 = sdl_sha256),
        CHECK ((kind = 'REST') = (openapi IS NOT NULL)),
        CHECK (status <> 'OFF' OR off_reason IS NOT NULL)
      );
      CREATE UNIQUE INDEX partner_in_force ON partner (agency_id) WHERE status IN ('ACTIVE', 'OFF');

      -- what a partner's own endpoint said of itself when it was last looked at; moves nothing
      CREATE TABLE partner_seen (
        partner_id uuid PRIMARY KEY REFERENCES partner,
        seen_at    timestamptz NOT NULL,
        sha256     text,                              -- null where it gave no SDL
        failure    text
      );

      -- what the contract's checks found at its endpoint; never whom they asked for
      CREATE TABLE partner_contract_test (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        tested_at  timestamptz NOT NULL,
        tested_by  text NOT NULL REFERENCES app_user,
        passed     boolean NOT NULL,
        checks     jsonb NOT NULL
      );
      CREATE INDEX partner_contract_test_newest ON partner_contract_test (partner_id, id DESC);

      -- the schema that an instance serves is of the partners in force: their changes move the rulebook's version, so
      -- that the next record's own evidence tells an instance that it serves yesterday's
      CREATE TRIGGER move_rulebook AFTER INSERT OR DELETE OR UPDATE OF status ON partner
        FOR EACH STATEMENT EXECUTE FUNCTION move_rulebook();

      GRANT SELECT, INSERT ON partner TO family_record_gateway;
      GRANT UPDATE (status, approved_by, approved_at, approved_sha256, activated_by, activated_at, off_by, off_at,
        off_reason) ON partner TO family_record_gateway;
      GRANT SELECT, INSERT ON partner_contract_test TO family_record_gateway;
      GRANT SELECT, INSERT, UPDATE ON partner_seen TO family_record_gateway;
    `);
  }

  public async down(): Promise<void> {
    throw new Error("Partners are never taken down by a migration.");
  }
}
