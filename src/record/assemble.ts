/** Settled cells as the objects of the schema. */
import { agencyScope, caseScope, type OpaqueIds } from "../gateway/opaque-ids";
import type { MemberOnFile } from "../governance/evidence.repository";
import { sealMember, sealMemberKey } from "../governance/member-id";
import { ageOn } from "../people/london-time";
import { covers } from "../sharing/evidence";
import { CAVEAT } from "../sharing/guidance";
import type { Cell } from "./cell";
import { consentsOnFile } from "./consents-on-file";
import type { FamilyMember } from "./family-member.type";
import type { CaseFile, FamilyRecord } from "./family-record.type";
import type { Inquiry } from "./inquiry";
import type { Plan } from "./plan";
import type { DecidedMember } from "./release";
import { toAgency, toContribution, type Assembly } from "./released-contribution";
import { summarise } from "./sharing-summary";
import { whoFor } from "./who-for";

export interface AssembledRecord {
  readonly inquiry: Inquiry;
  readonly members: FamilyMember[];
  readonly cells: readonly Cell[];
  readonly assembly: Assembly;
  readonly ids: OpaqueIds;
  readonly scope: string;
}

export function assemble(
  inquiry: Inquiry,
  decided: readonly DecidedMember[],
  cells: readonly Cell[],
  plan: Plan,
  ids: OpaqueIds,
): AssembledRecord {
  const scope = caseScope(inquiry.agency.id, inquiry.context.case?.id ?? "");
  const onFile = decided.map((it) => it.member);
  const assembly: Assembly = {
    at: inquiry.request.at,
    level: inquiry.context.case?.level ?? null,
    law: inquiry.hub.law,
    disclosureId: inquiry.id,
    sealItem: (id) => ids.seal("item", scope, id),
    whoFor: (step, cell) => whoFor(step, cell, inquiry, onFile),
  };
  const members = decided.map(({ member, contributed }) => {
    const shown = toMember(member, onFile, inquiry, ids);
    for (const type of plan.groups.keys()) {
      const ofType = contributed.filter((it) => it.type === type);
      shown[type.partner.field] = ofType.map((it) => toContribution(it, assembly));
    }
    return shown as unknown as FamilyMember;
  });
  return { inquiry, members, cells, assembly, ids, scope };
}

/** A member's id, bound to the caller's agency and this case. */
const sealOf =
  ({ agency, context }: Inquiry, ids: OpaqueIds) =>
  (personId: string): string =>
    sealMember(ids, agency.id, { caseId: context.case?.id ?? "", personId });

/** Relationships and parental responsibility name members of this case and nobody else. */
function toMember(
  member: MemberOnFile,
  onFile: readonly MemberOnFile[],
  inquiry: Inquiry,
  ids: OpaqueIds,
): Record<string, unknown> {
  const { request, context } = inquiry;
  const seal = sealOf(inquiry, ids);
  const onCase = new Set(onFile.map((it) => it.id));
  const sealOnCase = (id: string) => (onCase.has(id) ? seal(id) : null);
  return {
    id: () => seal(member.id),
    key: () =>
      sealMemberKey(ids, inquiry.agency.id, {
        purpose: inquiry.purpose,
        caseId: context.case?.id ?? "",
        personId: member.id,
      }),
    // outside a case the caller's own records have the name; the hub's is not for whoever knows a number
    name: context.case ? member.name : null,
    birthDate: context.case ? member.birthDate : null,
    age: !context.case || member.birthDate === null ? null : ageOn(member.birthDate, inquiry.today),
    relationship: member.relationship,
    inHousehold: member.livesWithChild,
    contactWithChild: member.contactWithChild,
    relationships: () =>
      member.relationships.filter((it) => onCase.has(it.to)).map(({ to, kind }) => ({ to: seal(to), kind })),
    consents: () => (context.case ? consentsOnFile(member, inquiry, ids, sealOnCase) : []),
    parentalResponsibility: () =>
      member.subject.parentalResponsibility
        .filter((it) => onCase.has(it.holder) && covers(it, request.at))
        .map((it) => ({ holder: seal(it.holder), restricted: it.restrictedFrom <= request.at })),
  };
}

export function toFamilyRecord({ inquiry, members, cells, assembly, ids, scope }: AssembledRecord): FamilyRecord {
  return {
    case: toCaseFile(inquiry, ids),
    purpose: inquiry.purpose,
    askedAt: new Date(inquiry.request.at),
    members,
    caveat: CAVEAT,
    cells,
    assembly,
    sealMember: sealOf(inquiry, ids),
    sealCursor: (place: string) => ids.seal("cursor", scope, place),
    openCursor: (cursor: string) => ids.open("cursor", scope, cursor),
    sharing: (() => summarise(cells)) as never,
  };
}

function toCaseFile({ context, hub, agency }: Inquiry, ids: OpaqueIds): CaseFile {
  const file = context.case!;
  return {
    id: (() => ids.seal("case", agencyScope(agency.id), file.id)) as never,
    reference: file.reference,
    owner: toAgency(hub.agencies.get(file.owner)!),
    openedAt: new Date(file.openedAt),
    closedAt: file.closedAt === null ? null : new Date(file.closedAt),
    localTier: file.localTier,
    level: file.level.common,
    statutory: file.level.statutory,
    significantHarmSuspectedAt: file.harmDecidedAt === null ? null : new Date(file.harmDecidedAt),
    highRisk: file.highRisk,
  };
}
