/**
 * Who may read how a decision was made. The auditor on the case and the source's own governance read all of it; whoever
 * asked, and the governance and managers of their agency, read what the caller was told.
 */
import type { DisclosureCodec, RecordedDisclosure } from "../../audit/disclosure-codec";
import type { DisclosureRepository } from "../../audit/disclosure.repository";
import { NOBODY } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import type { Role } from "../../sharing/vocabulary";
import { anyCovers, isTheirs, type EvidenceOnFile } from "../evidence.repository";

/** FULL: with what is sealed. TOLD: no more than the caller was told. */
export type View = "FULL" | "TOLD";

export interface ReadableDecision {
  readonly disclosure: RecordedDisclosure;
  readonly position: number;
  readonly view: View;
}

const GOVERNANCE: ReadonlySet<Role> = new Set(["CALDICOTT_GUARDIAN", "INFORMATION_GOVERNANCE_LEAD"]);
const MANAGERS: ReadonlySet<Role> = new Set(["MASH_MANAGER", "CSC_MANAGER", "SF_MANAGER"]);

/** The disclosure's UUID and the decision's place in it. */
const DECISION_ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,6})$/;

export class DecisionReader {
  constructor(
    private readonly disclosures: DisclosureRepository,
    private readonly evidence: EvidenceOnFile,
    private readonly codec: DisclosureCodec,
  ) {}

  /** Null alike for a decision that is unknown and one that is not the caller's to read. */
  async find(decisionId: string, request: RequestContext): Promise<ReadableDecision | null> {
    const [, id, place] = DECISION_ID.exec(decisionId) ?? [];
    const disclosure = await this.disclosures.byId(id ?? NOBODY);
    // the caller's standing is read of whatever was asked, so that it costs the same
    const context = await this.evidence.ofCase(request.viewer, disclosure?.caseId ?? NOBODY, request.at);
    const decision = disclosure?.decisions[Number(place)];
    if (!disclosure || !decision || !context.viewerActive) return null;
    if (context.case && anyCovers(context.case.conflicts, request.at)) return null;
    // who is protected by now is nobody, whatever was on record before
    const subject = disclosure.subjects[decision.subject];
    if (context.members.some((it) => it.barred && this.codec.pseudonym(it.disclosureKey) === subject)) return null;
    const { viewer } = request;
    const found = { disclosure, position: Number(place) };
    if (viewer.role === "CASE_AUDITOR" && isTheirs(context, request)) return { ...found, view: "FULL" };
    if (GOVERNANCE.has(viewer.role) && decision.source === viewer.agencyId) return { ...found, view: "FULL" };
    if (disclosure.agency !== viewer.agencyId) return null;
    const theirOwn = disclosure.user === viewer.userId && isTheirs(context, request);
    const managed = MANAGERS.has(viewer.role) && isTheirs(context, request);
    return theirOwn || managed || GOVERNANCE.has(viewer.role) ? { ...found, view: "TOLD" } : null;
  }
}
