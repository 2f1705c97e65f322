/** Whoever governs is told once that a protocol's review is due. Nothing closes: a review is late, not an agreement over. */
import type { DataSource } from "typeorm";
import { londonInstant } from "../../people/london-time";
import { GOVERNORS } from "./governors";
import { logAndTell } from "./protocol-log";
import { inFullWords } from "./stored-protocol";
import { toVersion, type VersionOnFile } from "./version-on-file";

type Row = Pick<VersionOnFile, "version" | "status" | "document"> & { readonly id: string };

export class ProtocolReviews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly newId: () => string,
  ) {}

  /**
   * For a nightly job; run twice, or on two instances at once, it tells once.
   *
   * @returns the protocols whose review was called for now
   */
  async remindOfReviews(at: number): Promise<readonly { readonly id: string; readonly version: number }[]> {
    const rows = await this.dataSource.query<Row[]>(
      "SELECT id, version, status, document FROM protocol WHERE status IN ('ACTIVE', 'SUSPENDED') ORDER BY id, version",
    );
    const told: { id: string; version: number }[] = [];
    for (const row of rows) {
      const { reviewDue } = inFullWords(row.document);
      const { protocol, parties } = toVersion(row);
      const dueAt = reviewDue === undefined ? Infinity : londonInstant(reviewDue);
      if (dueAt > at || protocol.to <= at) continue;
      const { id, version } = row;
      const telling = { topic: "PROTOCOL_REVIEW_DUE", agencies: parties, roles: GOVERNORS, dueAt } as const;
      const isNew = await this.dataSource.transaction((manager) =>
        logAndTell(manager, { id, version, event: "REVIEW_DUE" }, telling, null, { at, newId: this.newId }),
      );
      if (isNew) told.push({ id, version });
    }
    return told;
  }
}
