import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Delivery of notifications, the jobs that run beside requests, what is kept from the family's own page, whether the
 * family was told, and an index of the disclosure record for auditors. No decision to release is made from any of these.
 */
export class DeliveryAndSeen1763800014000 implements MigrationInterface {
  name = "DeliveryAndSeen1763800014000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- taken away it stays, for deliveries name it; set again it is the same
      ALTER TABLE contact_point ADD COLUMN removed_at timestamptz;
      ALTER TABLE notification ADD COLUMN fanned_out_at timestamptz;
      CREATE INDEX notification_waiting ON notification (created_at) WHERE fanned_out_at IS NULL;
      CREATE INDEX notification_agency ON notification (agency_id, created_at DESC);

      -- one row a notification and contact point; its id is the idempotency key that receivers see
      CREATE TABLE notification_delivery (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        notification_id  uuid NOT NULL REFERENCES notification,
        contact_point_id uuid NOT NULL REFERENCES contact_point,
        created_at       timestamptz NOT NULL,
        attempts         int NOT NULL DEFAULT 0,
        -- when it is due, or, while an instance is sending it, when another may take it over
        next_attempt_at  timestamptz NOT NULL,
        delivered_at     timestamptz,
        given_up_at      timestamptz,
        last_fault       text,                        -- a word of ours, never what a receiver answered
        UNIQUE (notification_id, contact_point_id)
      );
      CREATE INDEX notification_delivery_due ON notification_delivery (next_attempt_at)
        WHERE delivered_at IS NULL AND given_up_at IS NULL;

      CREATE TABLE notification_seen (
        notification_id uuid NOT NULL REFERENCES notification,
        user_id         text NOT NULL REFERENCES app_user,
        seen_at         timestamptz NOT NULL,
        PRIMARY KEY (notification_id, user_id)
      );

      -- when a job last began, whichever instance ran it
      CREATE TABLE job_run (name text PRIMARY KEY, began_at timestamptz NOT NULL);

      -- what the family's page leaves out, where telling would put somebody at risk; shown to nobody but who set it
      CREATE TABLE family_withholding (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id     uuid NOT NULL REFERENCES person,
        set_by        text NOT NULL REFERENCES agency,
        case_id       uuid REFERENCES case_file,      -- null: wherever it was
        source_id     text,                           -- null: of any source; and so on
        category      text,
        disclosure_id text,
        reason        text NOT NULL,
        recorded_by   text NOT NULL REFERENCES app_user,
        recorded_at   timestamptz NOT NULL,
        lifted_at     timestamptz,
        lifted_by     text REFERENCES app_user
      );
      CREATE INDEX family_withholding_person ON family_withholding (person_id);

      CREATE TABLE family_told (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        case_id     uuid NOT NULL REFERENCES case_file,
        how         text NOT NULL,
        told_at     timestamptz NOT NULL,
        recorded_by text NOT NULL REFERENCES app_user,
        recorded_at timestamptz NOT NULL,
        UNIQUE (case_id, told_at)
      );

      -- An index of the disclosure record, made from it by a job and made again whenever it is lost: no evidence of its own.
      CREATE TABLE disclosure_fact (
        seq         bigint PRIMARY KEY REFERENCES disclosure_record,
        id          text NOT NULL UNIQUE,
        at          timestamptz NOT NULL,
        kind        text NOT NULL,
        agency      text NOT NULL,
        user_id     text NOT NULL,
        role        text NOT NULL,
        purpose     text,
        case_id     text,
        tell_family boolean NOT NULL,
        sources     text[] NOT NULL,
        words       text[] NOT NULL                   -- categories, outcomes and reasons that occur in it
      );
      CREATE INDEX disclosure_fact_at ON disclosure_fact (at);
      CREATE INDEX disclosure_fact_agency ON disclosure_fact (agency, seq);
      CREATE INDEX disclosure_fact_user ON disclosure_fact (user_id, seq);
      CREATE INDEX disclosure_fact_case ON disclosure_fact (case_id, seq);
      CREATE INDEX disclosure_fact_words ON disclosure_fact USING gin (words, sources);

      -- how many decisions a London month had of each kind, and the first five families behind them
      CREATE TABLE disclosure_tally (
        month       text NOT NULL,                    -- yyyy-mm
        measure     text NOT NULL CHECK (measure IN ('DECISIONS', 'RELEASED_AFTER_WITHHELD')),
        agency      text NOT NULL,
        source      text NOT NULL,
        protocol    text NOT NULL,                    -- '' where none was in force
        reason      text NOT NULL,
        count       bigint NOT NULL,
        families    text[] NOT NULL,
        PRIMARY KEY (month, measure, agency, source, protocol, reason)
      );
      -- what was last withheld on a case, so that its release soon after is noticed
      CREATE TABLE disclosure_withheld (
        case_id text PRIMARY KEY,
        cells   jsonb NOT NULL
      );
      CREATE TABLE disclosure_indexed (one boolean PRIMARY KEY DEFAULT true CHECK (one), seq bigint NOT NULL);
      INSERT INTO disclosure_indexed (seq) VALUES (0);

      CREATE TABLE audit_finding (
        disclosure_id text NOT NULL,
        finding       text NOT NULL CHECK (finding IN ('APPROPRIATE', 'OVER_SHARED', 'UNDER_SHARED')),
        note          text NOT NULL,
        found_by      text NOT NULL REFERENCES app_user,
        agency_id     text NOT NULL REFERENCES agency,
        found_at      timestamptz NOT NULL,
        PRIMARY KEY (disclosure_id, found_by)
      );

      GRANT SELECT ON notification_delivery, notification_seen, job_run, family_withholding, family_told, disclosure_fact,
        disclosure_tally, disclosure_withheld, disclosure_indexed, audit_finding TO family_record_gateway;
      GRANT INSERT, UPDATE ON contact_point, notification_delivery, job_run, family_withholding, disclosure_tally,
        disclosure_withheld TO family_record_gateway;
      GRANT INSERT ON notification_seen, family_told, disclosure_fact, audit_finding TO family_record_gateway;
      GRANT UPDATE ON disclosure_indexed TO family_record_gateway;
      GRANT UPDATE (fanned_out_at) ON notification TO family_record_gateway;
    `);
  }

  public async down(): Promise<void> {
    throw new Error("What was delivered, and what a family was told, is never taken down.");
  }
}
