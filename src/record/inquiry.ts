/** One question to the record: who asks for what, and everything that is on file about it. */
import { anyCovers, type RecordContext } from "../governance/evidence.repository";
import type { Hub, HubAgency } from "../governance/hub.repository";
import type { RequestContext } from "../identity/request-context";
import { covers, type CaseFacts, type Viewer } from "../sharing/evidence";
import type { Purpose } from "../sharing/vocabulary";
import type { CommonFacts } from "./cell";

export interface Inquiry {
  /** The id of its disclosure. */
  readonly id: string;
  readonly kind: "RECORD" | "PERSON";
  readonly context: RecordContext;
  readonly hub: Hub;
  /** The caller's own. */
  readonly agency: HubAgency;
  readonly purpose: Purpose;
  readonly publicTask: string | null;
  /** In London, `yyyy-mm-dd`. */
  readonly today: string;
  readonly request: RequestContext;
  /** All this as the rules see it. */
  readonly facts: CommonFacts;
}

type Question = Omit<Inquiry, "facts">;

export const inquiryOf = (question: Question): Inquiry => ({
  ...question,
  facts: {
    at: question.request.at,
    viewer: viewerOf(question),
    purpose: question.purpose,
    publicTaskStated: question.publicTask !== null,
    case: caseFacts(question),
  },
});

const viewerOf = ({ context, agency, request }: Question): Viewer => ({
  agency,
  userId: request.viewer.userId,
  role: request.viewer.role,
  onCase: context.case !== null && anyCovers(context.case.assignments, request.at),
  conflict: context.case !== null && anyCovers(context.case.conflicts, request.at),
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

function caseFacts({ context, request }: Question): CaseFacts {
  const file = context.case;
  if (!file) return NO_CASE;
  return {
    id: file.id,
    open: file.openedAt <= request.at && (file.closedAt === null || request.at < file.closedAt),
    level: file.level,
    statutoryBasis: file.statutoryBasis,
    significantHarm:
      file.harmDecidedBy !== null && file.harmDecidedAt !== null
        ? { decidedBy: file.harmDecidedBy, decidedAt: file.harmDecidedAt }
        : null,
    highRisk: file.highRisk,
    agencies: new Set([file.owner, ...file.agencies.filter((it) => covers(it, request.at)).map((it) => it.id)]),
  };
}

/** The agencies of the case's area, in a fixed order; without a case, the caller's own. Never a matter of the person. */
export function askedAgencies({ context, hub, agency }: Inquiry): HubAgency[] {
  const file = context.case;
  const serves = (it: HubAgency) =>
    it.id === agency.id || (file !== null && (it.authority === null || file.authorities.includes(it.authority)));
  return [...hub.agencies.values()]
    .filter((it) => it.active && it.categories.size > 0 && serves(it))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
