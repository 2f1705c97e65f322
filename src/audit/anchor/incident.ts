/** What those who govern have to hear of the record itself; once each, whichever instance notices first. */
import { createHash } from "node:crypto";

export interface Incident {
  readonly topic: "CHECKPOINT_OVERDUE" | "RECORD_REWRITTEN";
  /** A UUID; the same for every instance that notices, and the id of nothing else. */
  readonly reference: string;
  /** When releasing stops, in milliseconds since the epoch; null where it has. */
  readonly dueAt: number | null;
}

export function incidentId(topic: Incident["topic"], what: string): string {
  const hex = createHash("sha256").update(`${topic}\n${what}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}
