/** Looks for traces of what is denied: in one answer, in what the process wrote, in what was recorded. */
import type { Pool } from "pg";
import { DisclosureCodec } from "../../../src/audit/disclosure-codec";
import { AUDIT_KEY, type RawAnswer } from "./gateway-process";
import type { Marker, Markers } from "./markers";
import type { Oracle } from "./may-be-seen";
import type { Operation } from "./operations";

export interface Recorded {
  readonly seq: number;
  /** Ids of the items that it says were released. */
  readonly released: ReadonlySet<string>;
  /** Everything in it, the sealed part opened. */
  readonly text: string;
}

/** What one caller's requests are recorded as; others may be asking at the same time. */
export class Disclosures {
  private readonly codec = new DisclosureCodec(AUDIT_KEY);

  private constructor(
    private readonly caller: string,
    private readonly owner: Pool,
    private last: number,
  ) {}

  static async by(caller: string, owner: Pool): Promise<Disclosures> {
    const { rows } = await owner.query<{ seq: string | null }>("SELECT max(seq) AS seq FROM disclosure_record");
    return new Disclosures(caller, owner, Number(rows[0]!.seq ?? 0));
  }

  /** What was recorded since the last call. */
  async take(): Promise<Recorded[]> {
    const { rows } = await this.owner.query<{ seq: string; body: string; subjects: string[] }>({
      name: "recorded",
      text: "SELECT seq, body, subjects FROM disclosure_record WHERE seq > $1 AND body::json ->> 'user' = $2 ORDER BY seq",
      values: [this.last, this.caller],
    });
    return rows.map(({ seq, body, subjects }) => {
      this.last = Number(seq);
      const it = this.codec.decode(body);
      return {
        seq: this.last,
        released: new Set(it.decisions.filter((d) => d.outcome === "RELEASED").flatMap((d) => d.items)),
        text: `${body} ${subjects.join(" ")} ${JSON.stringify(this.codec.unseal(it.id, it.sealed))}`,
      };
    });
  }
}

export interface Trace {
  readonly where: "answer" | "headers" | "output" | "record";
  readonly value: string;
  readonly marker: Marker;
  readonly why: "denied to this caller" | "not in this request's record" | "no value belongs here";
}

/** What the record of a request may name beside ids: the case, by its id; nothing of ours that is marked. */
export function tracesIn(
  operation: Operation,
  answer: RawAnswer,
  output: string,
  recorded: readonly Recorded[],
  markers: Markers,
  oracle: Oracle,
): Trace[] {
  const traces: Trace[] = [];
  const released = new Set(recorded.flatMap((it) => [...it.released]));
  for (const [value, marker] of markers.in(answer.body)) {
    if (!oracle.maySee(operation.caller, operation.asked, marker)) {
      traces.push({ where: "answer", value, marker, why: "denied to this caller" });
    } else if (marker.kind === "item" && !released.has(marker.of)) {
      traces.push({ where: "answer", value, marker, why: "not in this request's record" });
    }
  }
  // a length may be any number, and is a function of the body
  const headers = answer.headers.replace(/^Content-Length: \d+$/im, "");
  const elsewhere = [["headers", headers] as const, ["output", output] as const, ["record", texts(recorded)] as const];
  for (const [where, text] of elsewhere) {
    for (const [value, marker] of markers.in(text)) traces.push({ where, value, marker, why: "no value belongs here" });
  }
  return traces;
}

const texts = (recorded: readonly Recorded[]): string => recorded.map((it) => it.text).join("\n");
