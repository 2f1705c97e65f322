/** Reads the disclosure record back. */
import type { Pool } from "pg";
import type { DisclosureCodec, RecordedDisclosure } from "./disclosure-codec";

export class DisclosureRepository {
  constructor(
    private readonly pool: Pool,
    private readonly codec: DisclosureCodec,
  ) {}

  async byId(id: string): Promise<RecordedDisclosure | null> {
    const { rows } = await this.pool.query<{ body: string }>("SELECT body FROM disclosure_record WHERE id = $1", [id]);
    return rows[0] ? this.codec.decode(rows[0].body) : null;
  }

  /** On one case, newest first. */
  async about(disclosureKey: string, caseId: string, first: number): Promise<RecordedDisclosure[]> {
    const { rows } = await this.pool.query<{ body: string }>(
      `SELECT body FROM disclosure_record
       WHERE subjects @> ARRAY[$1] AND body::jsonb ->> 'case' = $2 ORDER BY seq DESC LIMIT $3`,
      [this.codec.pseudonym(disclosureKey), caseId, first],
    );
    return rows.map((it) => this.codec.decode(it.body));
  }
}
