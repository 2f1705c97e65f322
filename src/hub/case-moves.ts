/** Whose decision it is to move a case, and which moves step it down: what may be shared follows at once. */
import type { Fault } from "../gateway/faults";
import type { CaseStanding } from "../governance/case-standing";
import type { RequestContext } from "../identity/request-context";
import type { Role } from "../sharing/vocabulary";
import type { ChangeLevelInput, OpenCaseInput } from "./case.inputs";

/** Who may decide that significant harm is suspected, by name. */
export const DECISION_MAKERS: readonly Role[] = ["MASH_MANAGER", "CSC_MANAGER"];
/** Who may put a case on the MARAC's high-risk list. */
const HIGH_RISK_DECIDERS: readonly Role[] = [...DECISION_MAKERS, "MARAC_REP"];
/** Who may move a case to another level. */
export const LEVEL_SETTERS: readonly Role[] = [
  "MASH_ADVANCED_PRACTITIONER",
  "MASH_MANAGER",
  "CSC_MANAGER",
  "SF_MANAGER",
];

/** A level of need, as the authority's own word for it is mapped. */
export interface LevelRow {
  readonly common_level: number;
  readonly statutory: boolean;
}

type Basis = Pick<CaseStanding, "statutoryBasis" | "highRisk">;
export const NO_BASIS: Basis = { statutoryBasis: null, highRisk: false };

/** What opens a record without consent is a named decision-maker's to say (docs/adr/0008); what stands may be said again. */
export function basisFaults(
  { statutoryBasis, highRisk }: Pick<OpenCaseInput, "statutoryBasis" | "highRisk">,
  { viewer }: RequestContext,
  before: Basis,
): Fault[] {
  const faults: Fault[] = [];
  if (statutoryBasis === "S47" && before.statutoryBasis !== "S47" && !DECISION_MAKERS.includes(viewer.role)) {
    const message = `a s.47 enquiry takes one of: ${DECISION_MAKERS.join(", ")}`;
    faults.push({ path: "statutoryBasis", code: "NOT_YOUR_ROLE", message });
  }
  if (highRisk === true && !before.highRisk && !HIGH_RISK_DECIDERS.includes(viewer.role)) {
    const message = `the high-risk list takes one of: ${HIGH_RISK_DECIDERS.join(", ")}`;
    faults.push({ path: "highRisk", code: "NOT_YOUR_ROLE", message });
  }
  return faults;
}

/** Does this step the case down: its level, or a basis or mark that falls away? */
export const lowers = (
  before: CaseStanding,
  level: LevelRow,
  { statutoryBasis, highRisk }: ChangeLevelInput,
): boolean =>
  level.common_level < before.level ||
  (level.common_level === before.level && before.statutory && !level.statutory) ||
  (before.statutoryBasis === "S47" && statutoryBasis !== undefined && statutoryBasis !== "S47") ||
  (before.highRisk && highRisk === false);
