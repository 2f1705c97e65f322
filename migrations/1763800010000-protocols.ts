import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Protocols as governance leads make them: drafted, signed by key, activated, suspended by either side, and every step
 * of it on a log that only grows.
 */
export class Protocols1763800010000 implements MigrationInterface {
  name = "Protocols1763800010000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- the text as its lead wrote it; what is signed is the document (table protocol)
      CREATE TABLE protocol_draft (
        protocol_id      text NOT NULL,
        protocol_version int NOT NULL,
        text             text NOT NULL,
        drafted_by       text NOT NULL REFERENCES app_user,
        drafted_agency   text NOT NULL REFERENCES agency,
        drafted_at       timestamptz NOT NULL,
        PRIMARY KEY (protocol_id, protocol_version),
        FOREIGN KEY (protocol_id, protocol_version) REFERENCES protocol ON DELETE CASCADE
      );

      -- who may sign for an agency, and by which key; a key belongs to one signatory, for good
      CREATE TABLE signatory (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        agency_id    text NOT NULL REFERENCES agency,
        user_id      text REFERENCES app_user,
        name         text NOT NULL,
        position     text NOT NULL,
        kid          text NOT NULL UNIQUE,            -- RFC 7638 thumbprint
        public_jwk   jsonb NOT NULL CHECK (NOT public_jwk ? 'd'),
        valid_from   timestamptz NOT NULL,
        valid_to     timestamptz NOT NULL,
        appointed_by text NOT NULL REFERENCES app_user,
        appointed_at timestamptz NOT NULL,
        dismissed_by text REFERENCES app_user,
        dismissed_at timestamptz,
        CHECK (valid_from < valid_to),
        CHECK (user_id IS DISTINCT FROM appointed_by),
        CHECK ((dismissed_by IS NULL) = (dismissed_at IS NULL))
      );
      CREATE INDEX signatory_agency ON signatory (agency_id);

      -- a signature carries its own proof; one without was made on paper, before this hub kept keys
      ALTER TABLE protocol_signature
        ADD COLUMN jws          text,
        ADD COLUMN public_jwk   jsonb,
        ADD COLUMN signatory_id uuid REFERENCES signatory,
        ADD COLUMN handed_in_by text REFERENCES app_user,
        ADD CHECK (num_nulls(jws, public_jwk, signatory_id, handed_in_by) IN (0, 4));

      -- either side may suspend, and a protocol is in force again when each who did has lifted their own
      CREATE TABLE protocol_suspension (
        protocol_id      text NOT NULL,
        protocol_version int NOT NULL,
        agency_id        text NOT NULL REFERENCES agency,
        suspended_at     timestamptz NOT NULL,
        lifted_at        timestamptz,
        FOREIGN KEY (protocol_id, protocol_version) REFERENCES protocol ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX protocol_suspension_once ON protocol_suspension (protocol_id, protocol_version, agency_id)
        WHERE lifted_at IS NULL;

      CREATE TABLE protocol_event (
        seq              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id               uuid NOT NULL UNIQUE,        -- what notifications refer to
        protocol_id      text NOT NULL,
        protocol_version int NOT NULL,
        event            text NOT NULL CHECK (event IN ('DRAFTED', 'SIGNED', 'ACTIVATED', 'SUPERSEDED', 'SUSPENDED',
                                                        'RESUMED', 'TERMINATED', 'REVIEW_DUE')),
        at               timestamptz NOT NULL,
        agency_id        text REFERENCES agency,      -- null where the hub itself did it
        user_id          text REFERENCES app_user,
        reason           text
      );
      CREATE INDEX protocol_event_protocol ON protocol_event (protocol_id, protocol_version);
      -- a review is called for once
      CREATE UNIQUE INDEX protocol_event_review ON protocol_event (protocol_id, protocol_version)
        WHERE event = 'REVIEW_DUE';
      CREATE FUNCTION refuse_protocol_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the log of a protocol is append-only';
      END $$;
      CREATE TRIGGER protocol_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON protocol_event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_protocol_event_change();

      -- what was drafted is what is signed: a change is a new version, and what has ended does not come back
      CREATE FUNCTION keep_protocol() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.id, NEW.version, NEW.document) IS DISTINCT FROM (OLD.id, OLD.version, OLD.document) THEN
          RAISE EXCEPTION 'the document of a protocol never changes; draft a new version';
        END IF;
        IF OLD.status = 'TERMINATED' AND NEW.status <> 'TERMINATED' OR NEW.status = 'DRAFT' AND OLD.status <> 'DRAFT' THEN
          RAISE EXCEPTION 'a protocol does not go back';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_protocol BEFORE UPDATE ON protocol FOR EACH ROW EXECUTE FUNCTION keep_protocol();

      GRANT INSERT ON protocol, protocol_draft, protocol_signature, signatory, protocol_suspension, protocol_event
        TO family_record_gateway;
      GRANT UPDATE (status) ON protocol TO family_record_gateway;
      GRANT UPDATE (dismissed_by, dismissed_at) ON signatory TO family_record_gateway;
      GRANT UPDATE (lifted_at) ON protocol_suspension TO family_record_gateway;
      GRANT SELECT ON protocol_draft, signatory, protocol_suspension, protocol_event TO family_record_gateway;
    `);
  }

  public async down(): Promise<void> {
    throw new Error("What was agreed, and when, is never taken down.");
  }
}
