/**
 * "What would open if…": the rules asked twice, as things are and as they would be. It touches no data, so it cannot
 * tell whether any is held; and it goes the record's own way to the case, so it opens nobody's door.
 */
import { noticeOf } from "../../audit/disclosure";
import type { Catalogue, SharedField } from "../../gateway/catalogue";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import { isTheirs, type EvidenceOnFile, type MemberOnFile } from "../../governance/evidence.repository";
import type { HubAgency, HubRepository } from "../../governance/hub.repository";
import { openMember } from "../../governance/member-id";
import type { RequestContext } from "../../identity/request-context";
import { londonDate } from "../../people/london-time";
import type { Ask, Evidence } from "../../sharing/evidence";
import { NO_PERSONS_RECORD } from "../../sharing/vocabulary";
import type { Decider } from "../cell";
import { askedAgencies, inquiryOf, type Inquiry } from "../inquiry";
import { decidedTogether } from "../plan";
import { toAgency } from "../released-contribution";
import type { SimulateArgs, SimulatedAnswer, SimulatedDecision, Simulation } from "./simulation.type";
import { presentEvidence, supposedAsk, supposedEvidence } from "./suppose";

export class Simulations {
  constructor(
    private readonly evidence: EvidenceOnFile,
    private readonly hub: HubRepository,
    private readonly catalogue: Catalogue,
    private readonly ids: OpaqueIds,
    private readonly decider: Decider,
  ) {}

  /** Null alike for a case or member that is unknown, not the caller's, or covertly barred. */
  async simulate(args: SimulateArgs, request: RequestContext): Promise<Simulation | null> {
    const { viewer, at } = request;
    const caseId = this.ids.open("case", agencyScope(viewer.agencyId), args.caseId) ?? NOBODY;
    const member = openMember(this.ids, viewer.agencyId, args.memberId);
    const context = await this.evidence.ofCase(viewer, caseId, at);
    const hub = await this.hub.at(context.rulebookVersion);
    const agency = hub.agencies.get(viewer.agencyId);
    const person = context.members.find((it) => it.id === member?.personId && member.caseId === caseId && !it.barred);
    const may = context.viewerActive && isTheirs(context, request) && !NO_PERSONS_RECORD.has(viewer.role);
    const found = may && agency !== undefined && person !== undefined;
    request.disclosures.push(
      noticeOf("SIMULATION", request, context.case?.id ?? null, found ? [person.disclosureKey] : []),
    );
    if (!found) return null;
    const { purpose } = args;
    const today = londonDate(at);
    const inquiry = inquiryOf({
      id: "",
      kind: "RECORD",
      context,
      hub,
      agency,
      purpose,
      publicTask: null,
      today,
      request,
    });
    return sorted(askedAgencies(inquiry).flatMap((source) => this.ofSource(source, person, inquiry, args)));
  }

  private ofSource(source: HubAgency, member: MemberOnFile, inquiry: Inquiry, { changes }: SimulateArgs) {
    const { rulebook } = inquiry.hub;
    return this.groupsOf(source).map((fields): SimulatedDecision => {
      const { category, mode, minimumLevel, manual } = fields[0]!;
      const { subject } = member;
      const ask: Ask = { ...inquiry.facts, subject, source, category, mode, minimumLevel, manual };
      const then = supposedAsk(ask, changes);
      return {
        agency: toAgency(source),
        category,
        fields: fields.map((it) => it.name),
        now: this.answer(ask, presentEvidence(member.evidence), rulebook),
        then: this.answer(then, supposedEvidence(member.evidence, then, changes), rulebook),
      };
    });
  }

  private groupsOf(source: HubAgency): SharedField[][] {
    const fields = [...(this.catalogue.ofKind(source.kind)?.fields.values() ?? [])];
    return decidedTogether(fields.filter((it) => source.categories.has(it.category)));
  }

  /** A covert flag acts after the fetch, and nothing is fetched here. Rules that fail open nothing. */
  private answer(ask: Ask, evidence: Evidence, rulebook: Inquiry["hub"]["rulebook"]): SimulatedAnswer {
    try {
      const { permitted, reason } = this.decider(ask, evidence, rulebook);
      return { opens: permitted, reason };
    } catch {
      return { opens: false, reason: "E-SOURCE" };
    }
  }
}

const sorted = (decisions: readonly SimulatedDecision[]): Simulation => ({
  opens: decisions.filter(({ now, then }) => !now.opens && then.opens),
  closes: decisions.filter(({ now, then }) => now.opens && !then.opens),
  stays: decisions.filter(({ now, then }) => now.opens === then.opens),
});
