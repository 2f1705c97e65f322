/** What is on file about a question as the rules are told it: who asks, for what, on which case. */
import { covers, type Ask, type CaseFacts } from "../sharing/evidence";
import type { Purpose } from "../sharing/vocabulary";
import { anyCovers, type Asker, type RecordContext } from "./evidence.repository";
import type { HubAgency } from "./hub.repository";

/** What every ask of one record has in common. */
export type AskedFacts = Pick<Ask, "at" | "viewer" | "purpose" | "publicTaskStated" | "case">;

export interface Asked {
  readonly context: RecordContext;
  readonly viewer: Asker;
  /** The viewer's own. */
  readonly agency: HubAgency;
  readonly purpose: Purpose;
  readonly publicTask: string | null;
  readonly at: number;
}

export const askedFacts = ({ context, viewer, agency, purpose, publicTask, at }: Asked): AskedFacts => ({
  at,
  viewer: {
    agency,
    userId: viewer.userId,
    // Words nobody knows are let through to the rules, which withhold.
    role: viewer.role as Ask["viewer"]["role"],
    onCase: context.case !== null && anyCovers(context.case.assignments, at),
    conflict: context.case !== null && anyCovers(context.case.conflicts, at),
  },
  purpose,
  publicTaskStated: publicTask !== null,
  case: caseFacts(context, at),
});

/** Outside any case there is no relationship: a closed case of nobody's. */
const NO_CASE: CaseFacts = {
  id: "",
  open: false,
  level: { common: 1, statutory: false },
  statutoryBasis: null,
  significantHarm: null,
  highRisk: false,
  agencies: new Set(),
};

function caseFacts({ case: file }: RecordContext, at: number): CaseFacts {
  if (!file) return NO_CASE;
  return {
    id: file.id,
    open: file.openedAt <= at && (file.closedAt === null || at < file.closedAt),
    level: file.level,
    statutoryBasis: file.statutoryBasis,
    significantHarm:
      file.harmDecidedBy !== null && file.harmDecidedAt !== null
        ? { decidedBy: file.harmDecidedBy, decidedAt: file.harmDecidedAt }
        : null,
    highRisk: file.highRisk,
    agencies: new Set([file.owner, ...file.agencies.filter((it) => covers(it, at)).map((it) => it.id)]),
  };
}
