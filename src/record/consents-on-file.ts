import { agencyScope, type OpaqueIds } from "../gateway/opaque-ids";
import type { MemberOnFile } from "../governance/evidence.repository";
import { includes, type Consent } from "../sharing/evidence";
import type { ConsentOnFile } from "./consent-on-file.type";
import type { Inquiry } from "./inquiry";

/** The consents about a member that name the caller's agency, newest first; others are between others. */
export function consentsOnFile(
  member: MemberOnFile,
  { agency, request }: Inquiry,
  ids: OpaqueIds,
  memberId: (personId: string) => string | null,
): ConsentOnFile[] {
  return member.evidence.consents
    .filter((it) => it.from <= request.at && includes(it.recipients, agency.id))
    .sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1))
    .map((it) => ({
      id: ids.seal("consent", agencyScope(agency.id), it.id),
      standing: standingOf(it, request.at),
      givenBy: isNamed(it) ? "PR_HOLDER" : it.givenBy,
      giver: isNamed(it) ? memberId(it.givenBy) : null,
      categories: it.categories,
      excludedCategories: it.excludedCategories,
      purposes: it.purposes,
      from: new Date(it.from),
      to: new Date(it.to),
    }));
}

const isNamed = ({ givenBy }: Consent): boolean => !["SELF", "LA", "DEPUTY", "NOBODY"].includes(givenBy);

function standingOf(it: Consent, at: number): ConsentOnFile["standing"] {
  if (it.withdrawnAt <= at) return "WITHDRAWN";
  return it.to <= at ? "EXPIRED" : it.decision;
}
