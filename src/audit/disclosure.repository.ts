/** Reads the disclosure record back. */
import type { Pool } from "pg";
import type { DisclosureCodec, RecordedDisclosure } from "./disclosure-codec";

export class DisclosureRepository {
  constructor(
    private readonly pool: Pool,
    private readonly codec: DisclosureCodec,
  ) {}

  /** Newest first. */
  async about(personId: string, first: number): Promise<RecordedDisclosure[]> {
    const { rows } = await this.pool.query<{ body: string }>(
      "SELECT body FROM disclosure_record WHERE subjects @> ARRAY[$1] ORDER BY seq DESC LIMIT $2",
      [this.codec.pseudonym(personId), first],
    );
    return rows.map((it) => this.codec.decode(it.body));
  }
}
