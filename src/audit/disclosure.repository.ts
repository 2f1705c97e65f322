/** Reads the disclosure record back. */
import type { Pool } from "pg";
import type { DisclosureCodec, RecordedDisclosure } from "./disclosure-codec";

const AT_ONCE = 200;

export class DisclosureRepository {
  constructor(
    private readonly pool: Pool,
    private readonly codec: DisclosureCodec,
  ) {}

  async byId(id: string): Promise<RecordedDisclosure | null> {
    const { rows } = await this.pool.query<{ body: string }>("SELECT body FROM disclosure_record WHERE id = $1", [id]);
    return rows[0] ? this.codec.decode(rows[0].body) : null;
  }

  /** At random from those after a place in the chain, and the last place that there was to choose. */
  async sample(after: number, size: number): Promise<{ disclosures: RecordedDisclosure[]; upTo: number }> {
    const { rows: heads } = await this.pool.query<{ seq: string | null }>(
      "SELECT max(seq) AS seq FROM disclosure_record",
    );
    const upTo = Math.max(after, Number(heads[0]!.seq ?? 0));
    const { rows } = await this.pool.query<{ body: string }>(
      `SELECT body FROM disclosure_record WHERE seq IN (
         SELECT seq FROM disclosure_record WHERE seq > $1 AND seq <= $2 ORDER BY random() LIMIT $3)`,
      [after, upTo, size],
    );
    return { disclosures: rows.map((it) => this.codec.decode(it.body)), upTo };
  }

  /** Of records that agencies asked for, newest first. */
  async askedBy(agencies: readonly string[], first: number): Promise<RecordedDisclosure[]> {
    const { rows } = await this.pool.query<{ body: string }>(
      `SELECT body FROM disclosure_record
       WHERE body::jsonb ->> 'agency' = ANY ($1) AND body::jsonb ->> 'kind' IN ('RECORD', 'PERSON')
       ORDER BY seq DESC LIMIT $2`,
      [agencies, first],
    );
    return rows.map((it) => this.codec.decode(it.body));
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

  /** On every case, oldest first; a few at a time, for somebody may have been asked about thousands of times. */
  async *ofPerson(disclosureKey: string): AsyncGenerator<RecordedDisclosure> {
    const { rows } = await this.pool.query<{ seq: string }>(
      "SELECT seq FROM disclosure_record WHERE subjects @> ARRAY[$1] ORDER BY seq",
      [this.codec.pseudonym(disclosureKey)],
    );
    for (let i = 0; i < rows.length; i += AT_ONCE) {
      const seqs = rows.slice(i, i + AT_ONCE).map((it) => it.seq);
      const page = await this.pool.query<{ body: string }>(
        "SELECT body FROM disclosure_record WHERE seq = ANY ($1) ORDER BY seq",
        [seqs],
      );
      for (const { body } of page.rows) yield this.codec.decode(body);
    }
  }
}
