/**
 * The sharing indicators (hub-workflow D7), for programme monitoring: aggregates and nothing else. Only of months that
 * are over, for the difference of two looks at a running month is a single decision; and always whole months, for the
 * difference of two windows is a window of its own.
 */
import type { Pool } from "pg";
import { FEW_FAMILIES, type DisclosureIndex } from "../../audit/disclosure-index";
import { noticeOf } from "../../audit/disclosure";
import { RequestError } from "../../gateway/errors";
import type { RequestContext } from "../../identity/request-context";
import { londonDate, londonInstant } from "../../people/london-time";
import { REASON_CODES } from "../../sharing/vocabulary";
import { scopeOf, type Scope } from "./auditor";
import type { BreakGlassIndicators } from "./break-glass-indicators";
import { NOT_KNOWN } from "./not-known";
import { publishable, shareOf, SMALL, type Cell, type PublishedTable } from "./publishable";
import type { DecisionTables, IndicatorShare, SharingIndicators } from "./sharing-indicators.type";
import { CONSENTS_EXPIRING, FAMILIES_TOLD, FINDINGS_OF, SOURCE_DECISIONS, TALLIES } from "./sharing-indicators.sql";

interface TallyRow {
  readonly measure: string;
  readonly agency: string;
  readonly source: string;
  readonly protocol: string;
  readonly reason: string;
  readonly count: string;
  readonly families: readonly string[];
}
type Dimension = "reason" | "protocol" | "agency" | "source";

export class Indicators {
  constructor(
    private readonly pool: Pool,
    private readonly index: DisclosureIndex,
    private readonly breakGlass: BreakGlassIndicators,
  ) {}

  /** @throws RequestError for who is not entitled, and for a month that is none or not over */
  async of(month: string, request: RequestContext): Promise<SharingIndicators> {
    const scope = await scopeOf(this.pool, request, ["CASE_AUDITOR", "INFORMATION_GOVERNANCE_LEAD"]);
    const window = windowOf(month, request.at);
    if (!(await this.index.catchUp(BATCHES))) {
      throw new RequestError("The index of the disclosure record is being made. Try again in a while.");
    }
    request.disclosures.push({ ...noticeOf("DISCLOSURES", request, null, []), purpose: "PROGRAMME_MONITORING" });
    const rows = (await this.pool.query<TallyRow>(TALLIES, [month, scope.agency])).rows;
    const decided = rows.filter((it) => it.measure === "DECISIONS");
    const withheld = decided.filter((it) => it.reason.startsWith("W-"));
    const answered = decided.filter((it) => !it.reason.startsWith("W-"));
    return {
      month,
      agency: scope.agency,
      withheldRate: share("WITHHELD", [sumOf("ANSWERED", answered), sumOf("WITHHELD", withheld)], familiesOf(decided)),
      withheld: tablesOf(withheld),
      answered: tablesOf(answered),
      releasedAfterWithheld: tableOf(
        rows.filter((it) => it.measure === "RELEASED_AFTER_WITHHELD"),
        "reason",
      ),
      ...(await this.counted(window, scope)),
      ...(await this.breakGlass.of(window, scope)),
      notKnown: NOT_KNOWN,
    };
  }

  private async counted({ from, to }: Window, { agency }: Scope) {
    const values = [from, to, agency];
    const findings = await this.pool.query<Cell>(FINDINGS_OF, values);
    const told = await this.pool.query<Cell>(FAMILIES_TOLD, values);
    const expiring = (await this.pool.query<OneCount>(CONSENTS_EXPIRING, [to, agency])).rows[0]!;
    const asked = (await this.pool.query<OneCount & { medianHours: number }>(SOURCE_DECISIONS, values)).rows[0]!;
    return {
      findings: publishable(findings.rows, total(findings.rows)),
      familyTold: share("TOLD", told.rows, total(told.rows)),
      consentsExpiring: isTold(expiring) ? expiring.count : null,
      sourceDecisions: {
        answered: isTold(asked) ? asked.count : null,
        // of nothing there is no middle; and to the minute it would be somebody's
        medianHours: asked.count > 0 && isTold(asked) ? Math.round(asked.medianHours * 2) / 2 : null,
      },
    };
  }
}

/** How far the index is brought up by a request; the job does the rest. */
const BATCHES = 8;

interface OneCount {
  readonly count: number;
  readonly families: number;
}
const isTold = ({ count, families }: OneCount): boolean => count === 0 || (count >= SMALL && families >= SMALL);

const total = (cells: readonly Cell[]): number => cells.reduce((sum, it) => sum + it.families, 0);
const familiesOf = (rows: readonly TallyRow[]): number =>
  Math.min(new Set(rows.flatMap((it) => it.families)).size, FEW_FAMILIES);
const sumOf = (label: string, rows: readonly TallyRow[]): Cell => ({
  label,
  count: rows.reduce((sum, it) => sum + Number(it.count), 0),
  families: familiesOf(rows),
});

function share(label: string, cells: readonly Cell[], families: number): IndicatorShare {
  const table = publishable(cells, families);
  return { percent: shareOf(table, label), of: table };
}

const tablesOf = (rows: readonly TallyRow[]): DecisionTables => ({
  byReason: tableOf(rows, "reason"),
  byProtocol: tableOf(rows, "protocol"),
  byAgency: tableOf(rows, "agency"),
  bySource: tableOf(rows, "source"),
});

function tableOf(rows: readonly TallyRow[], by: Dimension): PublishedTable {
  const labels = [...new Set(rows.map((it) => it[by]))].sort(by === "reason" ? asListed : undefined);
  const cells = labels.map((label) =>
    sumOf(
      label === "" ? "NONE" : label,
      rows.filter((it) => it[by] === label),
    ),
  );
  return publishable(cells, familiesOf(rows));
}

const asListed = (a: string, b: string): number =>
  (REASON_CODES as readonly string[]).indexOf(a) - (REASON_CODES as readonly string[]).indexOf(b);

interface Window {
  readonly from: Date;
  readonly to: Date;
}

function windowOf(month: string, at: number): Window {
  const isMonth = /^(20\d\d)-(0[1-9]|1[0-2])$/.test(month);
  if (!isMonth || month >= londonDate(at).slice(0, 7)) {
    throw new RequestError("sharingIndicators: not to be answered.", [
      { path: "month", code: "NOT_OVER", message: "a month that is over, as yyyy-mm" },
    ]);
  }
  const [year, number] = month.split("-").map(Number) as [number, number];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return { from: new Date(londonInstant(`${month}-01`)), to: new Date(londonInstant(`${next}-01`)) };
}
