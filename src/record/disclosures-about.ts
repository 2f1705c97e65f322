/**
 * Who has asked about a member, for those entitled: the auditor sees all of it; a Caldicott guardian what concerned
 * their own agency's data, internal reasons included; a manager of the case's owner the public part. It answers for one
 * case: what is asked elsewhere about the same person would tell that there is an elsewhere.
 */
import { noticeOf } from "../audit/disclosure";
import type { DisclosureCodec, RecordedDisclosure as Recorded } from "../audit/disclosure-codec";
import type { DisclosureRepository } from "../audit/disclosure.repository";
import { RequestError } from "../gateway/errors";
import { NOBODY, type OpaqueIds } from "../gateway/opaque-ids";
import { isTheirs, type EvidenceOnFile, type RecordContext } from "../governance/evidence.repository";
import { openMember } from "../governance/member-id";
import type { RequestContext } from "../identity/request-context";
import type { Purpose, Role } from "../sharing/vocabulary";
import type { RecordedDecision, RecordedDisclosure } from "./disclosures-about.type";

type View = "AUDITOR" | "SOURCE" | "MANAGER";

const VIEWS: Partial<Record<Role, View>> = {
  CASE_AUDITOR: "AUDITOR",
  CALDICOTT_GUARDIAN: "SOURCE",
  MASH_MANAGER: "MANAGER",
  CSC_MANAGER: "MANAGER",
  SF_MANAGER: "MANAGER",
};
const MOST = 200;

export class DisclosuresAbout {
  constructor(
    private readonly disclosures: DisclosureRepository,
    private readonly codec: DisclosureCodec,
    private readonly evidence: EvidenceOnFile,
    private readonly ids: OpaqueIds,
  ) {}

  /** Null alike for a member who is unknown, not the caller's or barred, and for a role that is not entitled. */
  async get(memberId: string, first: number, request: RequestContext): Promise<RecordedDisclosure[] | null> {
    if (first < 1 || first > MOST) {
      throw new RequestError("disclosuresAbout: bad page.", [
        { path: "first", code: "OUT_OF_RANGE", message: `first takes 1 to ${MOST}` },
      ]);
    }
    const member = openMember(this.ids, request.viewer.agencyId, memberId);
    const context = await this.evidence.ofCase(request.viewer, member?.caseId || NOBODY, request.at);
    const view = viewOf(context, request);
    const person = context.members.find((it) => it.id === member?.personId && !it.barred);
    const looked = view && person ? [person.disclosureKey] : [];
    request.disclosures.push(noticeOf("DISCLOSURES", request, context.case?.id ?? null, looked));
    if (!view || !person || !context.case) return null;
    const found = await this.disclosures.about(person.disclosureKey, context.case.id, first);
    return found.map((it) => this.shown(it, person.disclosureKey, view, request));
  }

  private shown(it: Recorded, disclosureKey: string, view: View, { viewer }: RequestContext): RecordedDisclosure {
    const subject = it.subjects.indexOf(this.codec.pseudonym(disclosureKey));
    const sealed = view === "MANAGER" ? [] : this.codec.unseal(it.id, it.sealed);
    const decisions = it.decisions.flatMap((decision, i): RecordedDecision[] => {
      if (decision.subject !== subject) return [];
      if (view === "SOURCE" && decision.source !== viewer.agencyId) return [];
      const internal = sealed.find((s) => s.decision === i);
      return [
        {
          id: `${it.id}.${i}`,
          source: decision.source,
          category: decision.category as RecordedDecision["category"],
          outcome: decision.outcome,
          reason: decision.reason,
          protocol: decision.protocol,
          itemsReleased: decision.items.length,
          internalReason: internal?.internalReason ?? null,
          itemsSuppressed: view === "MANAGER" ? null : (internal?.suppressed ?? 0),
        },
      ];
    });
    return {
      id: it.id,
      at: new Date(it.at),
      agency: it.agency,
      role: it.role as Role,
      userId: view === "AUDITOR" ? it.user : null,
      purpose: it.purpose as Purpose | null,
      level: it.level,
      rulebookVersion: it.rulebookVersion,
      decisions,
    };
  }
}

/** Managers see what was asked about their own agency's cases; the other two need to work on the case like anybody. */
function viewOf(context: RecordContext, request: RequestContext): View | undefined {
  const view = VIEWS[request.viewer.role];
  if (!view || !context.viewerActive || !isTheirs(context, request)) return undefined;
  return view === "MANAGER" && context.case?.owner !== request.viewer.agencyId ? undefined : view;
}
