import type { MigrationInterface, QueryRunner } from "typeorm";

/** People, cases, evidence and protocols. Windows are half-open; an open end is null. */
export class FamilyRecord1763800000000 implements MigrationInterface {
  name = "FamilyRecord1763800000000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      CREATE TABLE agency (
        id                   text PRIMARY KEY,
        name                 text NOT NULL,
        kind                 text NOT NULL,
        authority            text,                    -- DfE local authority code; null serves every area
        active               boolean NOT NULL DEFAULT true,
        categories           text[] NOT NULL DEFAULT '{}',
        listed_in_16la       boolean NOT NULL DEFAULT true,
        public_authority     boolean NOT NULL DEFAULT true,
        safeguarding_contact text
      );

      CREATE TABLE app_user (
        id           text PRIMARY KEY,
        agency_id    text NOT NULL REFERENCES agency,
        display_name text NOT NULL,
        roles        text[] NOT NULL,
        active       boolean NOT NULL DEFAULT true
      );

      CREATE TABLE person (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name       text NOT NULL,
        birth_date date,                              -- unknown: decided as for a child
        named_by   text NOT NULL DEFAULT 'CONTRIBUTION' CHECK (named_by IN ('CONTRIBUTION', 'LINK'))
      );

      -- an identifier points at one person; below 0.95 it is a potential match and finds nobody (DfE matcher)
      CREATE TABLE person_identifier (
        system     text NOT NULL,
        value      text NOT NULL,
        person_id  uuid NOT NULL REFERENCES person,
        confidence numeric(4,3) NOT NULL DEFAULT 1,
        PRIMARY KEY (system, value)
      );
      CREATE INDEX person_identifier_person ON person_identifier (person_id);

      CREATE TABLE relationship (
        person_id  uuid NOT NULL REFERENCES person,
        related_id uuid NOT NULL REFERENCES person,
        kind       text NOT NULL,
        PRIMARY KEY (person_id, related_id)
      );

      CREATE TABLE parental_responsibility (
        child_id        uuid NOT NULL REFERENCES person,
        holder_id       uuid NOT NULL REFERENCES person,
        valid_from      timestamptz NOT NULL,
        valid_to        timestamptz,
        restricted_from timestamptz,
        PRIMARY KEY (child_id, holder_id, valid_from)
      );

      CREATE TABLE legal_status (
        person_id  uuid NOT NULL REFERENCES person,
        code       text NOT NULL,                     -- SSDA903
        valid_from timestamptz NOT NULL,
        valid_to   timestamptz,
        PRIMARY KEY (person_id, valid_from)
      );

      CREATE TABLE competence_assessment (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id   uuid NOT NULL REFERENCES person,
        outcome     text NOT NULL CHECK (outcome IN ('COMPETENT', 'NOT_COMPETENT')),
        assessed_at timestamptz NOT NULL,
        assessed_by text NOT NULL
      );
      CREATE INDEX competence_assessment_person ON competence_assessment (person_id, assessed_at DESC);

      CREATE TABLE level_mapping (
        authority      text NOT NULL,
        local_tier     text NOT NULL,
        common_level   int NOT NULL CHECK (common_level BETWEEN 1 AND 4),
        statutory      boolean NOT NULL,
        effective_from date NOT NULL,
        PRIMARY KEY (authority, local_tier, effective_from)
      );

      CREATE TABLE case_file (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        reference        text NOT NULL,
        owner_id         text NOT NULL REFERENCES agency,
        authorities      text[] NOT NULL,             -- whose agencies the record asks
        opened_at        timestamptz NOT NULL,
        opened_by        text NOT NULL,
        closed_at        timestamptz,
        local_tier       text NOT NULL,
        common_level     int NOT NULL CHECK (common_level BETWEEN 1 AND 4),
        statutory        boolean NOT NULL,
        statutory_basis  text CHECK (statutory_basis IN ('S17', 'S47', 'S20', 'S31')),
        rag              text CHECK (rag IN ('RED', 'AMBER', 'GREEN')),
        harm_decided_by  text,
        harm_decided_at  timestamptz,
        high_risk        boolean NOT NULL DEFAULT false,
        UNIQUE (owner_id, reference),
        CHECK ((harm_decided_by IS NULL) = (harm_decided_at IS NULL))
      );

      -- who moved a case, when and to what: rights follow these moves, so they stay
      CREATE TABLE case_change (
        case_id    uuid NOT NULL REFERENCES case_file,
        changed_at timestamptz NOT NULL,
        changed_by text NOT NULL,
        change     text NOT NULL CHECK (change IN ('OPENED', 'LEVEL', 'SIGNIFICANT_HARM', 'CLOSED')),
        detail     jsonb NOT NULL
      );
      CREATE INDEX case_change_case ON case_change (case_id, changed_at);

      CREATE TABLE case_member (
        case_id            uuid NOT NULL REFERENCES case_file,
        person_id          uuid NOT NULL REFERENCES person,
        relationship       text NOT NULL,
        is_child           boolean NOT NULL,
        lives_with_child   boolean NOT NULL,
        contact_with_child boolean NOT NULL,
        reason             text NOT NULL,
        linked_by          text NOT NULL,
        linked_at          timestamptz NOT NULL,
        PRIMARY KEY (case_id, person_id)
      );
      CREATE INDEX case_member_person ON case_member (person_id);

      CREATE TABLE case_agency (
        case_id    uuid NOT NULL REFERENCES case_file,
        agency_id  text NOT NULL REFERENCES agency,
        valid_from timestamptz NOT NULL,
        valid_to   timestamptz,
        PRIMARY KEY (case_id, agency_id)
      );

      CREATE TABLE case_assignment (
        case_id     uuid NOT NULL REFERENCES case_file,
        user_id     text NOT NULL REFERENCES app_user,
        valid_from  timestamptz NOT NULL,
        valid_to    timestamptz,
        assigned_by text NOT NULL,
        PRIMARY KEY (case_id, user_id)
      );
      CREATE INDEX case_assignment_user ON case_assignment (user_id);

      CREATE TABLE conflict_of_interest (
        user_id    text NOT NULL REFERENCES app_user,
        person_id  uuid NOT NULL REFERENCES person,
        valid_from timestamptz NOT NULL,
        valid_to   timestamptz,
        PRIMARY KEY (user_id, person_id)
      );

      CREATE TABLE consent (
        id                       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        subject_id               uuid NOT NULL REFERENCES person,
        given_by                 uuid REFERENCES person,   -- null with LA_WITH_PR
        capacity                 text NOT NULL CHECK (capacity IN ('SELF', 'PR_HOLDER', 'LA_WITH_PR', 'DEPUTY')),
        decision                 text NOT NULL CHECK (decision IN ('GRANTED', 'REFUSED')),
        categories               text[] NOT NULL,
        excluded_categories      text[] NOT NULL DEFAULT '{}',
        recipients               text[] NOT NULL,
        excluded_recipients      text[] NOT NULL DEFAULT '{}',
        purposes                 text[] NOT NULL,
        valid_from               timestamptz NOT NULL,
        valid_to                 timestamptz NOT NULL,
        withdrawn_at             timestamptz,
        withdrawn_recorded_by    text,
        method                   text NOT NULL,
        evidence_ref             text,
        competence_assessment_id uuid REFERENCES competence_assessment,
        sought_safely            boolean NOT NULL,
        recorded_by              text NOT NULL,
        recorded_at              timestamptz NOT NULL,
        CHECK (valid_from < valid_to)
      );
      CREATE INDEX consent_subject ON consent (subject_id);

      -- agreement to receive a service is not permission to share; no rule reads this table
      CREATE TABLE service_agreement (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        case_id     uuid NOT NULL REFERENCES case_file,
        person_id   uuid NOT NULL REFERENCES person,
        service     text NOT NULL,
        decision    text NOT NULL CHECK (decision IN ('AGREED', 'DECLINED', 'WITHDRAWN')),
        decided_at  timestamptz NOT NULL,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL
      );

      CREATE TABLE dispensation (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        case_id          uuid NOT NULL REFERENCES case_file,
        subject_id       uuid NOT NULL REFERENCES person,
        reason           text NOT NULL CHECK (reason IN ('CANNOT_BE_GIVEN', 'CANNOT_REASONABLY_OBTAIN', 'WOULD_PREJUDICE_PROTECTION')),
        categories       text[] NOT NULL,
        facts            text NOT NULL,
        requested_by     text NOT NULL,
        authorised_by    text,
        valid_from       timestamptz NOT NULL,
        valid_to         timestamptz NOT NULL,
        tell_family_when text NOT NULL
      );
      CREATE INDEX dispensation_subject ON dispensation (subject_id, case_id);

      CREATE TABLE holder_determination (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        subject_id uuid NOT NULL REFERENCES person,
        source_id  text NOT NULL REFERENCES agency,
        category   text NOT NULL,
        view       text NOT NULL CHECK (view IN ('SHARE', 'MORE_DETRIMENTAL')),
        purpose    text,
        covert     boolean NOT NULL DEFAULT false,
        valid_from timestamptz NOT NULL,
        valid_to   timestamptz
      );
      CREATE INDEX holder_determination_subject ON holder_determination (subject_id);

      CREATE TABLE court_order (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        subject_id uuid NOT NULL REFERENCES person,
        recipients text[] NOT NULL,
        categories text[] NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_to   timestamptz
      );
      CREATE INDEX court_order_subject ON court_order (subject_id);

      CREATE TABLE break_glass_grant (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        case_id    uuid NOT NULL REFERENCES case_file,
        subject_id uuid NOT NULL REFERENCES person,
        user_id    text NOT NULL REFERENCES app_user,
        reason     text NOT NULL CHECK (reason IN ('IMMEDIATE_DANGER', 'CHILD_MISSING_HIGH_RISK', 'LIFE_THREATENING_HEALTH')),
        narrative  text NOT NULL,
        categories text[] NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_to   timestamptz NOT NULL
      );
      CREATE INDEX break_glass_grant_subject ON break_glass_grant (subject_id, case_id);

      -- never shown to anybody but its source; see release-decision B5
      CREATE TABLE restriction (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        subject_id uuid NOT NULL REFERENCES person,
        set_by     text NOT NULL REFERENCES agency,
        code       text NOT NULL,
        categories text[] NOT NULL DEFAULT '{*}',
        exempt     text[] NOT NULL DEFAULT '{}',
        valid_from timestamptz NOT NULL,
        valid_to   timestamptz
      );
      CREATE INDEX restriction_subject ON restriction (subject_id);
      CREATE INDEX restriction_protected ON restriction (subject_id) WHERE code = 'X-PROTECTED';

      -- may this user know of this person at all? Protection, and a conflict of interest, make them nobody
      CREATE FUNCTION is_barred(person uuid, for_user text, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT FROM restriction r WHERE r.subject_id = person AND r.code = 'X-PROTECTED'
                       AND r.valid_from <= at AND (r.valid_to IS NULL OR r.valid_to > at))
            OR EXISTS (SELECT FROM conflict_of_interest k WHERE k.person_id = person AND k.user_id = for_user
                       AND k.valid_from <= at AND (k.valid_to IS NULL OR k.valid_to > at))
      $$;

      CREATE TABLE protocol (
        id       text NOT NULL,
        version  int NOT NULL,
        status   text NOT NULL CHECK (status IN ('DRAFT', 'ACTIVE', 'SUSPENDED', 'TERMINATED')),
        document jsonb NOT NULL,                      -- the exchange shape of governance/protocols/protocol-file.ts
        PRIMARY KEY (id, version)
      );

      CREATE TABLE protocol_signature (
        protocol_id      text NOT NULL,
        protocol_version int NOT NULL,
        agency_id        text NOT NULL,
        signed_at        timestamptz NOT NULL,
        PRIMARY KEY (protocol_id, protocol_version, agency_id),
        FOREIGN KEY (protocol_id, protocol_version) REFERENCES protocol
      );

      CREATE TABLE law (
        reason          text NOT NULL,
        valid_from      date NOT NULL,
        valid_to        date,
        statute         text NOT NULL,
        article6        text NOT NULL,
        article9_and_10 text NOT NULL,
        confidentiality text NOT NULL,
        source          text NOT NULL,
        PRIMARY KEY (reason, valid_from)
      );

      -- the rulebook is compiled in memory; every change that it depends on moves this number in the same transaction
      CREATE TABLE rulebook_head (one boolean PRIMARY KEY DEFAULT true CHECK (one), version bigint NOT NULL);
      INSERT INTO rulebook_head (version) VALUES (1);
      CREATE FUNCTION move_rulebook() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        UPDATE rulebook_head SET version = version + 1;
        RETURN NULL;
      END $$;
    `);
    for (const table of ["agency", "protocol", "protocol_signature", "law"]) {
      await query.query(`
        CREATE TRIGGER move_rulebook AFTER INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION move_rulebook();
      `);
    }
  }

  public async down(): Promise<void> {
    throw new Error("A family record is never taken down by a migration.");
  }
}
