/** One line → an item that may be written, or every fault of it. What the sender wrote is never repeated. */
import type { Catalogue } from "../gateway/catalogue";
import type { Fault } from "../gateway/faults";
import type { HubAgency } from "../governance/hub.repository";
import { checkContribution, isChecked, type CheckedItem } from "../record/check-contribution";
import type { Line } from "./lines";
import { readLine } from "./read-line";

export interface CheckedLine {
  readonly line: number;
  readonly item: CheckedItem;
}
export interface RefusedLine {
  readonly line: number;
  readonly faults: readonly Fault[];
  /** How many more faults there are than are listed. */
  readonly further: number;
}

/** A line may have a hundred thousand faults; nobody reads them, and a batch of such lines would fill the memory. */
const MOST_FAULTS = 100;

export const refusedLine = (line: number, faults: readonly Fault[]): RefusedLine => ({
  line,
  faults: faults.slice(0, MOST_FAULTS),
  further: Math.max(0, faults.length - MOST_FAULTS),
});

/** What lines are checked against: the agencies as they stand, and the moment. */
export interface Standing {
  readonly agencies: ReadonlyMap<string, HubAgency>;
  /** Milliseconds since the epoch: nothing may be recorded later. */
  readonly at: number;
}

export class LineCheck {
  /** @param only the one agency that the load is for; its lines need not name it. Null: every line names its own. */
  constructor(
    private readonly catalogue: Catalogue,
    private readonly only: string | null,
  ) {}

  /** @returns null for a blank line */
  check(line: Line, standing: Standing): CheckedLine | RefusedLine | null {
    const read = readLine(line);
    if (read === null) return null;
    if ("fault" in read) return refusedLine(line.number, [read.fault]);
    const { agency: named, ...input } = read.sent;
    const agency = this.agencyOf(named, standing.agencies);
    if ("code" in agency) return refusedLine(line.number, [agency]);
    const checked = checkContribution(input, agency, this.catalogue, standing.at);
    return isChecked(checked)
      ? { line: line.number, item: checked }
      : refusedLine(line.number, checked.map(withoutSendersKey));
  }

  private agencyOf(named: unknown, agencies: Standing["agencies"]): HubAgency | Fault {
    const fault = (code: string, message: string): Fault => ({ path: "agency", code, message });
    const id = named ?? this.only;
    if (id === null) return fault("MISSING", "expected the code of the agency, here or as --agency");
    if (typeof id !== "string") return fault("WRONG_TYPE", "expected the code of an agency");
    if (this.only !== null && id !== this.only) return fault("OTHER_AGENCY", `this load is for ${this.only} alone`);
    const agency = agencies.get(id);
    if (!agency) return fault("UNKNOWN_AGENCY", "not an agency of this hub");
    return agency.active ? agency : fault("NOT_ACTIVE", `${id} is not active`);
  }
}

/** A key that nobody expects may be anything, a name for instance, so its path ends above it. */
function withoutSendersKey(fault: Fault): Fault {
  if (fault.code !== "UNKNOWN_KEY" || fault.message !== "unknown key") return fault;
  return { ...fault, path: /^restrictions\.\d+(?=\.)/.exec(fault.path)?.[0] ?? "" };
}
