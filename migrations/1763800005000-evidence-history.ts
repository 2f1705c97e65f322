import type { MigrationInterface, QueryRunner } from "typeorm";
import { keepHistory, type KeptTable } from "./keep-history";

const PERSON = "person_id";
const SUBJECT = "subject_id";
const CASE = "case_id";

const KEPT: readonly KeptTable[] = [
  { table: "agency" },
  { table: "protocol" },
  { table: "protocol_signature" },
  { table: "law" },
  { table: "app_user", about: "id", aboutType: "text", without: ["display_name"] },
  { table: "person", about: "id", without: ["name", "disclosure_key"] },
  { table: "parental_responsibility", about: "child_id" },
  { table: "legal_status", about: PERSON },
  { table: "competence_assessment", about: PERSON },
  { table: "case_file", about: "id" },
  { table: "case_member", about: CASE },
  { table: "case_agency", about: CASE },
  { table: "case_assignment", about: CASE },
  { table: "conflict_of_interest", about: PERSON },
  { table: "consent", about: SUBJECT },
  { table: "dispensation", about: SUBJECT, without: ["facts"] },
  { table: "holder_determination", about: SUBJECT },
  { table: "court_order", about: SUBJECT },
  { table: "break_glass_grant", about: SUBJECT },
  { table: "restriction", about: SUBJECT },
];

/** Evidence as it stood, so that a decision can be made again; and a key a person, by which the record names them. */
export class EvidenceHistory1763800005000 implements MigrationInterface {
  name = "EvidenceHistory1763800005000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- the disclosure record names a person by this key, and only through the gateway's own; replace it and nobody can
      -- tell any more whom the record was about, while the chain stays whole
      ALTER TABLE person ADD COLUMN disclosure_key uuid NOT NULL DEFAULT gen_random_uuid();

      CREATE TABLE evidence_history (
        of_table    text NOT NULL,
        about       text NOT NULL,
        known_from  xid8 NOT NULL,
        known_until xid8 NOT NULL,
        was         jsonb NOT NULL
      );
      CREATE INDEX evidence_history_about ON evidence_history (of_table, about);

      CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        was jsonb := to_jsonb(OLD) - TG_ARGV[1:];
        now_known xid8 := pg_current_xact_id();
      BEGIN
        -- what nobody else ever saw has no history
        IF OLD.known_from <> now_known THEN
          INSERT INTO evidence_history (of_table, about, known_from, known_until, was)
          VALUES (TG_TABLE_NAME, coalesce(was ->> TG_ARGV[0], ''), OLD.known_from, now_known, was);
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        NEW.known_from := now_known;
        RETURN NEW;
      END $$;
    `);
    for (const table of KEPT) await keepHistory(query, table);
    await query.query("GRANT SELECT ON evidence_history TO family_record_gateway");
  }

  public async down(): Promise<void> {
    throw new Error("What a decision was made from is never taken down.");
  }
}
