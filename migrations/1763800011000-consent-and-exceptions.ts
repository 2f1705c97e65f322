import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What is recorded beside consent: how competence was assessed, who asked and who decided on a dispensation, which
 * restrictions an agency has set and on what, which conflicts of interest were declared by whom.
 */
export class ConsentAndExceptions1763800011000 implements MigrationInterface {
  name = "ConsentAndExceptions1763800011000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      ALTER TABLE competence_assessment
        ADD COLUMN framework   text NOT NULL DEFAULT 'GILLICK',
        ADD COLUMN recorded_by text,
        ADD COLUMN recorded_at timestamptz;
      GRANT INSERT ON competence_assessment TO family_record_gateway;
      GRANT INSERT, UPDATE, DELETE ON parental_responsibility, legal_status TO family_record_gateway;

      -- a consent that came in as FHIR comes in once, whoever sends it again
      ALTER TABLE consent ADD COLUMN imported_from text;
      CREATE UNIQUE INDEX consent_imported_from ON consent (imported_from) WHERE imported_from IS NOT NULL;
      CREATE INDEX consent_valid_to ON consent (valid_to) WHERE withdrawn_at IS NULL AND decision = 'GRANTED';

      ALTER TABLE dispensation
        ADD COLUMN requested_agency text REFERENCES agency,
        ADD COLUMN requested_at     timestamptz,
        ADD COLUMN refused_by       text,
        ADD COLUMN refused_because  text,
        ADD COLUMN decided_at       timestamptz,
        ADD CONSTRAINT dispensation_is_never_ones_own
          CHECK (authorised_by <> requested_by AND refused_by <> requested_by),
        ADD CONSTRAINT dispensation_decided_one_way CHECK (authorised_by IS NULL OR refused_by IS NULL);
      CREATE INDEX dispensation_case ON dispensation (case_id);
      GRANT INSERT, UPDATE ON dispensation TO family_record_gateway;

      -- what an agency has set, in its own words; what follows stands in restriction, and on items
      CREATE TABLE restriction_register (
        id         uuid PRIMARY KEY,
        set_by     text NOT NULL REFERENCES agency,
        code       text NOT NULL,
        categories text[] NOT NULL,
        exempt     text[] NOT NULL,
        system     text,                              -- a person by the agency's own identifier of them
        value      text,
        person_id  uuid REFERENCES person,            -- or as a member of a case
        case_id    uuid REFERENCES case_file,
        source_ref text,                              -- or an item of the agency's own
        valid_from timestamptz NOT NULL,
        valid_to   timestamptz,
        set_by_user text NOT NULL,
        set_at     timestamptz NOT NULL,
        lifted_by_user text,
        CHECK (num_nonnulls(value, person_id, source_ref) = 1)
      );
      -- said twice it stands once, and one lifting lifts it
      CREATE UNIQUE INDEX restriction_register_once ON restriction_register
        (set_by, code, categories, exempt, system, value, person_id, source_ref) NULLS NOT DISTINCT WHERE valid_to IS NULL;
      CREATE INDEX restriction_register_item ON restriction_register (set_by, source_ref)
        WHERE source_ref IS NOT NULL AND valid_to IS NULL;
      ALTER TABLE restriction ADD COLUMN register_id uuid REFERENCES restriction_register;
      CREATE INDEX restriction_register_id ON restriction (register_id) WHERE register_id IS NOT NULL;
      GRANT SELECT, INSERT, UPDATE ON restriction_register TO family_record_gateway;
      GRANT INSERT, UPDATE ON restriction TO family_record_gateway;

      CREATE TABLE conflict_declaration (
        id          uuid PRIMARY KEY,
        user_id     text NOT NULL REFERENCES app_user,
        declared_by text NOT NULL,
        declared_at timestamptz NOT NULL,
        ended_by    text,
        ended_at    timestamptz,
        CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
        CHECK (ended_by <> user_id)
      );
      CREATE INDEX conflict_declaration_user ON conflict_declaration (user_id);
      -- one person can be barred to one user by several declarations, and ending one ends no other
      ALTER TABLE conflict_of_interest DROP CONSTRAINT conflict_of_interest_pkey;
      ALTER TABLE conflict_of_interest
        ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        ADD COLUMN declaration_id uuid REFERENCES conflict_declaration;
      CREATE INDEX conflict_of_interest_person ON conflict_of_interest (person_id, user_id);
      CREATE INDEX conflict_of_interest_user ON conflict_of_interest (user_id);
      CREATE INDEX conflict_of_interest_declaration ON conflict_of_interest (declaration_id);
      GRANT SELECT, INSERT, UPDATE ON conflict_declaration TO family_record_gateway;
      GRANT INSERT, UPDATE ON conflict_of_interest TO family_record_gateway;
    `);
  }

  public async down(): Promise<void> {
    throw new Error("What a decision was made from is never taken down.");
  }
}
