/** One question to the record: who asks for what, and everything that is on file about it. */
import { askedFacts, type AskedFacts } from "../governance/asked-facts";
import type { RecordContext } from "../governance/evidence.repository";
import type { Hub, HubAgency } from "../governance/hub.repository";
import type { RequestContext } from "../identity/request-context";
import type { Purpose } from "../sharing/vocabulary";

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
  readonly facts: AskedFacts;
}

type Question = Omit<Inquiry, "facts">;

export const inquiryOf = (question: Question): Inquiry => {
  const { viewer, at } = question.request;
  return { ...question, facts: askedFacts({ ...question, viewer, at }) };
};

/** The agencies of the case's area, in a fixed order; without a case, the caller's own. Never a matter of the person. */
export function askedAgencies({ context, hub, agency }: Inquiry): HubAgency[] {
  const file = context.case;
  const serves = (it: HubAgency) =>
    it.id === agency.id || (file !== null && (it.authority === null || file.authorities.includes(it.authority)));
  return [...hub.agencies.values()]
    .filter((it) => it.active && it.categories.size > 0 && serves(it))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
