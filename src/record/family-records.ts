/**
 * The way of one record: evidence → decisions → permitted fetch → filter → plain objects, and what is to be recorded
 * of it. Two statements whatever the family, the agencies and the fields; the disclosure record makes the third.
 */
import type { GraphQLResolveInfo } from "graphql";
import type { Catalogue } from "../gateway/catalogue";
import { RequestError } from "../gateway/errors";
import { agencyScope, NOBODY, type OpaqueIds } from "../gateway/opaque-ids";
import { isTheirs, type EvidenceOnFile, type RecordContext } from "../governance/evidence.repository";
import type { HubRepository } from "../governance/hub.repository";
import type { RequestContext } from "../identity/request-context";
import { londonDate } from "../people/london-time";
import { NO_PERSONS_RECORD, type Purpose } from "../sharing/vocabulary";
import type { Source } from "../sources/source";
import { assemble, toFamilyRecord } from "./assemble";
import type { Decider } from "./cell";
import { toDisclosure } from "./disclose";
import type { FamilyMember } from "./family-member.type";
import type { IdentifierInput } from "./family-record.inputs";
import type { FamilyRecord } from "./family-record.type";
import { inquiryOf, type Inquiry } from "./inquiry";
import { planPerson, planRecord, type Plan } from "./plan";
import { cellsOf, decideAll, fetchPermitted } from "./release";

export class FamilyRecords {
  constructor(
    private readonly evidence: EvidenceOnFile,
    private readonly hub: HubRepository,
    private readonly source: Source,
    private readonly catalogue: Catalogue,
    private readonly ids: OpaqueIds,
    private readonly decider: Decider,
  ) {}

  /** Null alike for a case that is unknown, not the caller's, or covertly barred. */
  async ofCase(
    caseId: string,
    purpose: Purpose,
    publicTask: string | null,
    request: RequestContext,
    info: GraphQLResolveInfo,
  ): Promise<FamilyRecord | null> {
    onlyOnce(request);
    const opened = this.ids.open("case", agencyScope(request.viewer.agencyId), caseId) ?? NOBODY;
    const context = await this.evidence.ofCase(request.viewer, opened, request.at);
    const inquiry = await this.inquire(context, "RECORD", purpose, publicTask, request);
    if (!isTheirs(context, request)) return this.notFound(inquiry);
    const record = await this.release(inquiry, planRecord(info, this.catalogue));
    return record && toFamilyRecord(record);
  }

  /**
   * The caller's own data about one person and, where the caller works on an open case of their own agency that the
   * person is linked to, the others'. Null alike for unknown, not yours and barred.
   */
  async ofPerson(
    identifier: IdentifierInput,
    purpose: Purpose,
    publicTask: string | null,
    request: RequestContext,
    info: GraphQLResolveInfo,
  ): Promise<FamilyMember | null> {
    onlyOnce(request);
    const context = await this.evidence.ofPerson(request.viewer, identifier.system, identifier.value, request.at);
    const inquiry = await this.inquire(context, "PERSON", purpose, publicTask, request);
    const record = await this.release(inquiry, planPerson(info, this.catalogue));
    return record?.members[0] ?? null;
  }

  /** Some members of a case by person, for another graph that has their keys; nobody else is decided or fetched. */
  async ofMembers(
    caseId: string,
    people: ReadonlySet<string>,
    purpose: Purpose,
    request: RequestContext,
    info: GraphQLResolveInfo,
  ): Promise<ReadonlyMap<string, FamilyMember>> {
    onlyOnce(request);
    const onCase = await this.evidence.ofCase(request.viewer, caseId, request.at);
    const context = { ...onCase, members: onCase.members.filter((it) => people.has(it.id)) };
    const inquiry = await this.inquire(context, "RECORD", purpose, null, request);
    if (!isTheirs(context, request) || context.members.length === 0) {
      this.notFound(inquiry);
      return new Map();
    }
    const record = await this.release(inquiry, planPerson(info, this.catalogue));
    const shown = context.members.filter((it) => !it.barred);
    return new Map(record?.members.map((it, i) => [shown[i]!.id, it]) ?? []);
  }

  private async inquire(
    context: RecordContext,
    kind: Inquiry["kind"],
    purpose: Purpose,
    publicTask: string | null,
    request: RequestContext,
  ): Promise<Inquiry> {
    const hub = await this.hub.at(context.rulebookVersion);
    const agency = hub.agencies.get(request.viewer.agencyId);
    if (!context.viewerActive || !agency)
      throw new RequestError("Your user, agency or role is not active in this hub.");
    const today = londonDate(request.at);
    return inquiryOf({ id: request.newId(), kind, context, hub, agency, purpose, publicTask, today, request });
  }

  private async release(inquiry: Inquiry, plan: Plan) {
    const decided = decideAll(inquiry, plan, this.catalogue, this.decider);
    await fetchPermitted(inquiry, decided, this.source);
    // a new case has nobody on it yet; one whose people are all barred is nobody's
    const nobody = decided.length === 0 && (inquiry.kind === "PERSON" || inquiry.context.members.length > 0);
    // who works on no person's record finds nobody by a number either
    const mayFind = inquiry.context.case !== null || !NO_PERSONS_RECORD.has(inquiry.request.viewer.role);
    if (nobody || !inquiry.context.known || !mayFind) return this.notFound(inquiry);
    const cells = cellsOf(decided);
    const members = decided.map((it) => it.member);
    inquiry.request.disclosures.push(toDisclosure(inquiry, members, cells));
    return assemble(inquiry, decided, cells, plan, this.ids);
  }

  /** Recorded like any other answer: that somebody asked in vain is worth knowing. */
  private notFound(inquiry: Inquiry): null {
    inquiry.request.disclosures.push(toDisclosure(inquiry, [], [], false));
    return null;
  }
}

/** Each record is decided, fetched and recorded whole; a second one belongs in a request of its own. */
function onlyOnce(request: RequestContext): void {
  if (request.recordsAsked > 0) throw new RequestError("One record a request: ask for the second one separately.");
  request.recordsAsked += 1;
}
