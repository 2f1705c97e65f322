/** One question and its evidence, as Cedar's entities: attribute for attribute, with no rule in it. */
import type { CedarValueJson, EntityJson, EntityUid } from "@cedar-policy/cedar-wasm/nodejs";
import type {
  Ask,
  BreakGlassGrant,
  Consent,
  CourtOrder,
  Dispensation,
  Evidence,
  HolderDetermination,
  Window,
} from "../../../src/sharing/evidence";
import type { LawInForce, Protocol, StandingDetermination } from "../../../src/sharing/rulebook";
import type { MinimumLevel } from "../../../src/sharing/vocabulary";

type Attributes = Record<string, CedarValueJson | undefined>;

/** Cedar's numbers are whole and finite: an open end is one that no date reaches (ECMA-262 ends at 8.64e15). */
const instant = (at: number): number => Math.max(-8.64e15, Math.min(8.64e15, at));
const window = ({ from, to }: Window) => ({ from: instant(from), to: instant(to) });
const level = (needed: MinimumLevel | undefined) =>
  needed === undefined ? undefined : { common: needed === "3s" ? 3 : needed, statutory: needed === "3s" };

export const uid = (type: string): EntityUid => ({ type, id: type });
export const reference = (type: string): CedarValueJson => ({ __entity: { type, id: type } });
/** An attribute that is not on file is left out, so that a policy must ask for it (`has`). */
export const entity = (type: string, attributes: Attributes): EntityJson => {
  for (const name of Object.keys(attributes)) if (attributes[name] === undefined) delete attributes[name];
  return { uid: { type, id: type }, attrs: attributes as Record<string, CedarValueJson>, parents: [] };
};

/** The half-open window, for what is on file as a word with a window: law, legal status, restrictions of a person. */
const inForce = <T extends Window>(list: readonly T[], at: number): T[] =>
  list.filter(({ from, to }) => from <= at && at < to);

export const who = ({ viewer }: Ask): EntityJson =>
  entity("User", {
    agency: viewer.agency.id,
    kind: viewer.agency.kind,
    listedIn16LA: viewer.agency.listedIn16LA,
    role: viewer.role,
    onCase: viewer.onCase,
    conflict: viewer.conflict,
    id: viewer.userId,
  });

export const what = (ask: Ask): EntityJson =>
  entity("Record", {
    source: ask.source.id,
    sourceKind: ask.source.kind,
    sourceListedIn16LA: ask.source.listedIn16LA,
    sourceIsPublicAuthority: ask.source.publicAuthority,
    category: ask.category,
    mode: ask.mode,
    fieldMinimum: level(ask.minimumLevel),
    fieldIsManual: ask.manual ?? false,
  });

export const file = ({ case: file }: Ask): EntityJson =>
  entity("Case", {
    open: file.open,
    agencies: [...file.agencies],
    level: { common: file.level.common, statutory: file.level.statutory },
    statutoryBasis: file.statutoryBasis ?? "",
    highRisk: file.highRisk,
    harmDecidedBy: file.significantHarm?.decidedBy,
    harmDecidedAt: file.significantHarm === null ? undefined : instant(file.significantHarm.decidedAt),
  });

export const whom = ({ subject, at }: Ask, evidence: Evidence): EntityJson =>
  entity("Person", {
    linked: subject.linked,
    sixteenAt: instant(subject.sixteenAt),
    eighteenAt: instant(subject.eighteenAt),
    competence: subject.competence,
    legalStatus: inForce(subject.legalStatus, at).map(({ code }) => code),
    restrictions: inForce(evidence.restrictions, at).map(({ code }) => code),
  });

export const law = (rows: readonly LawInForce[], at: number): string[] => inForce(rows, at).map(({ reason }) => reason);

export const protocol = (given: Protocol, { at, category }: Ask): EntityJson =>
  entity("Protocol", {
    ...window(given),
    status: given.status,
    sources: [...given.sources],
    recipients: [...given.recipients],
    signed: given.signatures.filter(({ signedAt }) => signedAt <= at).map(({ agency }) => agency),
    purposes: [...given.purposes],
    roles: [...given.roles],
    categories: [...given.categories],
    manual: [...given.manualReleaseOnly],
    minimum: level(given.minimumLevel[category]),
    existence: given.existenceMode[category],
    emergencyRoles: given.breakGlass === null ? undefined : [...given.breakGlass.roles],
    emergencyCategories: given.breakGlass === null ? undefined : [...given.breakGlass.categories],
  });

export const standing = (given: StandingDetermination): EntityJson =>
  entity("StandingDetermination", {
    purpose: given.purpose,
    category: given.category,
    madeAt: instant(given.madeAt),
    minimum: level(given.minimumLevel),
  });

export const consent = (given: Consent, { subject }: Ask): EntityJson => {
  const own = subject.parentalResponsibility.find(({ holder }) => holder === given.givenBy);
  return entity("Consent", {
    ...window(given),
    givenBy: given.givenBy,
    decision: given.decision,
    withdrawnAt: instant(given.withdrawnAt),
    seekedSafely: given.seekedSafely,
    categories: [...given.categories],
    excludedCategories: [...given.excludedCategories],
    recipients: [...given.recipients],
    excludedRecipients: [...given.excludedRecipients],
    purposes: [...given.purposes],
    parentalResponsibility: own && { ...window(own), restrictedFrom: instant(own.restrictedFrom) },
  });
};

export const dispensation = (given: Dispensation): EntityJson =>
  entity("Dispensation", {
    ...window(given),
    reason: given.reason,
    categories: [...given.categories],
    requestedBy: given.requestedBy,
    authorisedBy: given.authorisedBy ?? undefined,
  });

export const courtOrder = (given: CourtOrder): EntityJson =>
  entity("CourtOrder", { ...window(given), recipients: [...given.recipients], categories: [...given.categories] });

export const determination = (given: HolderDetermination): EntityJson =>
  entity("Determination", {
    ...window(given),
    source: given.source,
    category: given.category,
    view: given.view,
    purpose: given.purpose,
    covert: given.covert ?? false,
  });

/** Cedar cannot count letters; the count is handed to it. */
export const grant = (given: BreakGlassGrant): EntityJson =>
  entity("Grant", {
    ...window(given),
    user: given.userId,
    narrativeLength: given.narrative.length,
    categories: [...given.categories],
  });
