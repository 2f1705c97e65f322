import type { MigrationInterface, QueryRunner } from "typeorm";
import { keepHistory } from "./keep-history";

/**
 * Who broke the glass, who reviews it, and what became of it; what was asked of a source, and what it released by hand.
 * Whatever two people could do at once is decided here, by a unique key or by an update of a row still open.
 */
export class BreakGlassAndSourceDecisions1763800012000 implements MigrationInterface {
  name = "BreakGlassAndSourceDecisions1763800012000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- one breaking of the glass: one user, one case, one incident; its grants name the subjects, and the rules read those
      CREATE TABLE break_glass_use (
        id                  uuid PRIMARY KEY,
        case_id             uuid NOT NULL REFERENCES case_file,
        user_id             text NOT NULL REFERENCES app_user,
        agency_id           text NOT NULL REFERENCES agency,
        role                text NOT NULL,
        reason              text NOT NULL,
        narrative           text NOT NULL,
        categories          text[] NOT NULL,
        incident_ref        text NOT NULL,
        granted_at          timestamptz NOT NULL,
        ends_at             timestamptz NOT NULL,
        told                text[] NOT NULL,          -- the source agencies that were told at once
        renews              uuid UNIQUE REFERENCES break_glass_use,
        renewal_approved_by text REFERENCES app_user,
        renewal_approved_at timestamptz,
        CHECK (granted_at < ends_at AND ends_at <= granted_at + interval '4 hours'),
        CHECK ((renewal_approved_by IS NULL) = (renewal_approved_at IS NULL))
      );
      -- once a user and case; every further one renews the one before it, and each is renewed once
      CREATE UNIQUE INDEX break_glass_use_first ON break_glass_use (case_id, user_id) WHERE renews IS NULL;
      CREATE INDEX break_glass_use_user ON break_glass_use (user_id);
      CREATE INDEX break_glass_use_agency ON break_glass_use (agency_id, granted_at);
      ALTER TABLE break_glass_grant ADD COLUMN use_id uuid REFERENCES break_glass_use;
      CREATE INDEX break_glass_grant_use ON break_glass_grant (use_id);

      -- what was done of a review; that it is due follows from the use and from the disclosure record
      CREATE TABLE break_glass_review (
        use_id     uuid NOT NULL REFERENCES break_glass_use,
        agency_id  text NOT NULL REFERENCES agency,
        opened_by  text NOT NULL REFERENCES app_user,
        opened_at  timestamptz NOT NULL,
        outcome    text CHECK (outcome IN ('JUSTIFIED', 'NOT_JUSTIFIED', 'MORE_INFO')),
        decided_by text REFERENCES app_user,
        decided_at timestamptz,
        rationale  text,
        PRIMARY KEY (use_id, agency_id),
        CHECK ((outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)
           AND (outcome IS NULL) = (rationale IS NULL))
      );

      CREATE TABLE breach (
        id            uuid PRIMARY KEY,
        use_id        uuid NOT NULL UNIQUE REFERENCES break_glass_use,
        agency_id     text NOT NULL REFERENCES agency,
        status        text NOT NULL CHECK (status IN ('OPEN', 'CONTAINED', 'REPORTED', 'NOT_REPORTABLE', 'CLOSED')),
        opened_at     timestamptz NOT NULL,
        report_due_at timestamptz NOT NULL            -- UK GDPR Art 33(1): within 72 hours of becoming aware
      );
      CREATE TABLE breach_step (
        breach_id     uuid NOT NULL REFERENCES breach,
        status        text NOT NULL,
        taken_at      timestamptz NOT NULL,
        taken_by      text NOT NULL REFERENCES app_user,
        note          text NOT NULL,
        ico_reference text,
        PRIMARY KEY (breach_id, status)
      );

      CREATE TABLE disclosure_request (
        id           uuid PRIMARY KEY,
        case_id      uuid NOT NULL REFERENCES case_file,
        subject_id   uuid NOT NULL REFERENCES person,
        source_id    text NOT NULL REFERENCES agency,
        recipient_id text NOT NULL REFERENCES agency,
        category     text NOT NULL,
        purpose      text NOT NULL,
        decision     text NOT NULL,                   -- the decision that said so, in the disclosure record
        requested_by text NOT NULL REFERENCES app_user,
        role         text NOT NULL,
        reason       text NOT NULL,
        level        text NOT NULL,                   -- of need, when it was asked: 1 to 4, or 3s
        rag          text NOT NULL CHECK (rag IN ('RED', 'AMBER', 'GREEN')),
        needed_by    timestamptz,
        requested_at timestamptz NOT NULL,
        due_at       timestamptz NOT NULL,
        status       text NOT NULL CHECK (status IN ('OPEN', 'RELEASED', 'REFUSED', 'MORE_DETRIMENTAL')),
        covert       boolean NOT NULL DEFAULT false,  -- a requester is never told
        answered_by  text REFERENCES app_user,
        answered_at  timestamptz,
        answer       text,                            -- why it was refused, for the requester
        CHECK ((status = 'OPEN') = (answered_at IS NULL))
      );
      CREATE UNIQUE INDEX disclosure_request_open
        ON disclosure_request (case_id, subject_id, source_id, recipient_id, category, purpose) WHERE status = 'OPEN';
      CREATE INDEX disclosure_request_source ON disclosure_request (source_id, status, due_at);
      CREATE INDEX disclosure_request_case ON disclosure_request (case_id, recipient_id);

      CREATE TABLE source_release (
        id           uuid PRIMARY KEY,
        request_id   uuid UNIQUE REFERENCES disclosure_request,
        case_id      uuid NOT NULL REFERENCES case_file,
        subject_id   uuid NOT NULL REFERENCES person,
        source_id    text NOT NULL REFERENCES agency,
        recipient_id text NOT NULL REFERENCES agency,
        category     text NOT NULL,
        purpose      text NOT NULL,
        items        uuid[],                          -- null is all
        valid_from   timestamptz NOT NULL,
        valid_to     timestamptz NOT NULL,
        CHECK (valid_from <= valid_to AND valid_to <= valid_from + interval '3 months 1 day')
      );
      CREATE INDEX source_release_subject ON source_release (subject_id, case_id);
      -- apart from the evidence, and without a history: no rule reads it, and it can be erased by itself
      CREATE TABLE source_release_words (
        release_id uuid PRIMARY KEY REFERENCES source_release,
        statement  text,
        conditions text
      );

      GRANT SELECT ON break_glass_use, break_glass_review, breach, breach_step, disclosure_request, source_release,
        source_release_words TO family_record_gateway;
      GRANT INSERT ON break_glass_use, break_glass_grant, break_glass_review, breach, breach_step, disclosure_request,
        source_release, source_release_words, holder_determination TO family_record_gateway;
      GRANT UPDATE (renewal_approved_by, renewal_approved_at) ON break_glass_use TO family_record_gateway;
      GRANT UPDATE (outcome, decided_by, decided_at, rationale) ON break_glass_review TO family_record_gateway;
      GRANT UPDATE (status) ON breach TO family_record_gateway;
      GRANT UPDATE (status, covert, answered_by, answered_at, answer) ON disclosure_request TO family_record_gateway;
      GRANT UPDATE (valid_to) ON source_release TO family_record_gateway;
    `);
    await keepHistory(query, { table: "source_release", about: "subject_id" });
  }

  public async down(): Promise<void> {
    throw new Error("What was decided about people is never taken down.");
  }
}
