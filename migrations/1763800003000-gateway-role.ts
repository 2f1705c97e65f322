import type { MigrationInterface, QueryRunner } from "typeorm";
import { LAW } from "../src/governance/law";

/** What the gateway itself may do in the database: read, write its own tables, and never change a disclosure. */
export class GatewayRole1763800003000 implements MigrationInterface {
  name = "GatewayRole1763800003000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      DO $$ BEGIN
        CREATE ROLE family_record_gateway NOLOGIN NOSUPERUSER NOBYPASSRLS;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- roles belong to the whole server; another database was migrated before, or at this moment
      END $$;
      DO $$ BEGIN
        -- the session user must be able to become the role; a superuser always is
        IF NOT pg_has_role(current_user, 'family_record_gateway', 'MEMBER') THEN
          EXECUTE format('GRANT family_record_gateway TO %I', current_user);
        END IF;
      END $$;
      GRANT USAGE ON SCHEMA public TO family_record_gateway;
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO family_record_gateway;
      GRANT INSERT, UPDATE ON person, person_identifier, relationship, case_file, case_member, case_agency,
        case_assignment, consent, service_agreement, contribution_item, load_progress TO family_record_gateway;
      GRANT INSERT ON disclosure_record, case_change TO family_record_gateway;
      GRANT EXECUTE ON FUNCTION append_disclosures(text[], text[]) TO family_record_gateway;
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    `);
    for (const row of LAW) {
      await query.query(
        `INSERT INTO law (reason, valid_from, valid_to, statute, article6, article9_and_10, confidentiality, source)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [row.reason, row.from, row.to, row.statute, row.article6, row.article9And10, row.confidentiality, row.source],
      );
    }
  }

  public async down(): Promise<void> {
    throw new Error("The gateway's role is never taken down by a migration.");
  }
}
