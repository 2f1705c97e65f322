/** What is kept from the family's page, on file. */
import type { EntityManager } from "typeorm";
import type { Withholding } from "./withheld-from-family";

export interface WithholdingOnFile extends Withholding {
  readonly id: string;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

const COLUMNS = `
  id, set_by AS "setBy", case_id AS "caseId", source_id AS source, category, disclosure_id AS "disclosureId", reason,
  recorded_by AS "recordedBy", recorded_at AS "recordedAt"`;

export class WithholdingRepository {
  constructor(readonly manager: EntityManager) {}

  /** Whoever set them: that there are any is for the page's making alone. */
  of(personId: string): Promise<Withholding[]> {
    return this.manager.query(`SELECT ${COLUMNS} FROM family_withholding WHERE person_id = $1 AND lifted_at IS NULL`, [
      personId,
    ]);
  }

  /** An agency's own, newest first. */
  setBy(agency: string, personId: string): Promise<WithholdingOnFile[]> {
    return this.manager.query(
      `SELECT ${COLUMNS} FROM family_withholding WHERE person_id = $1 AND set_by = $2 AND lifted_at IS NULL
       ORDER BY recorded_at DESC, id`,
      [personId, agency],
    );
  }

  async ownersOfCasesOf(personId: string): Promise<Map<string, string>> {
    const rows = await this.manager.query<{ id: string; owner: string }[]>(
      `SELECT c.id, c.owner_id AS owner FROM case_member m JOIN case_file c ON c.id = m.case_id WHERE m.person_id = $1`,
      [personId],
    );
    return new Map(rows.map((it) => [it.id, it.owner]));
  }
}
