/** One question and its evidence, as Cedar's entities: attribute for attribute, with no rule in it. */
import type { CedarValueJson, Context, EntityJson } from "@cedar-policy/cedar-wasm/nodejs";
import type {
  Ask,
  BreakGlassGrant,
  Consent,
  CourtOrder,
  Dispensation,
  Evidence,
  HolderDetermination,
  SourceRelease,
  Window,
} from "../../../src/sharing/evidence";
import type { LawInForce, Protocol, StandingDetermination } from "../../../src/sharing/rulebook";
import { type MinimumLevel, type PermitReason, REASON_CODES } from "../../../src/sharing/vocabulary";

const PERMITS = REASON_CODES.filter((code): code is PermitReason => code.startsWith("P-"));

type Attributes = Record<string, CedarValueJson | undefined>;

/** Cedar's numbers are whole and finite: an open end is one that no date reaches (ECMA-262 ends at 8.64e15). */
const instant = (at: number): number => Math.max(-8.64e15, Math.min(8.64e15, at));
const window = ({ from, to }: Window) => ({ from: instant(from), to: instant(to) });
const level = (needed: MinimumLevel | undefined) =>
  needed === undefined ? undefined : { common: needed === "3s" ? 3 : needed, statutory: needed === "3s" };

/** What is not on file is left out, so that a policy must ask for it (`has`). */
const onFile = (attributes: Attributes): Record<string, CedarValueJson> => {
  for (const name of Object.keys(attributes)) if (attributes[name] === undefined) delete attributes[name];
  return attributes as Record<string, CedarValueJson>;
};
/** One of a type is in a question at a time, so its type is its name. */
const entity = (type: string, attributes: Attributes): EntityJson => ({
  uid: { type, id: type },
  attrs: onFile(attributes),
  parents: [],
});

/** The half-open window, for what is on file as a word with a window: law, legal status, restrictions of a person. */
const inForce = <T extends Window>(list: readonly T[], at: number): T[] =>
  list.filter(({ from, to }) => from <= at && at < to);

export const who = ({ viewer }: Ask): EntityJson =>
  entity("User", { id: viewer.userId, role: viewer.role, agency: viewer.agency.id });

export const what = (ask: Ask): EntityJson =>
  entity("Record", {
    source: ask.source.id,
    sourceKind: ask.source.kind,
    sourceListedIn16LA: ask.source.listedIn16LA,
    sourceIsPublicAuthority: ask.source.publicAuthority,
    category: ask.category,
    fieldIsManual: ask.manual ?? false,
  });

/** The contexts of the questions: policies.cedarschema says what each carries. */
export const approach = ({ viewer, case: file, subject, at }: Ask, { restrictions }: Evidence): Context => ({
  user: { onCase: viewer.onCase, conflict: viewer.conflict },
  case: { open: file.open, agencies: [...file.agencies] },
  person: { linked: subject.linked, restrictions: inForce(restrictions, at).map(({ code }) => code) },
});

export const rely = (ask: Ask): Context => ({
  at: ask.at,
  purpose: ask.purpose,
  level: { ...ask.case.level },
  record: onFile({
    source: ask.source.id,
    category: ask.category,
    mode: ask.mode,
    fieldMinimum: level(ask.minimumLevel),
    fieldIsManual: ask.manual ?? false,
  }),
});

export const count = ({ at, purpose, category, subject }: Ask): Context => ({
  at,
  purpose,
  category,
  person: {
    sixteenAt: instant(subject.sixteenAt),
    eighteenAt: instant(subject.eighteenAt),
    competence: subject.competence,
    legalStatus: inForce(subject.legalStatus, at).map(({ code }) => code),
  },
});

export const bear = ({ at, purpose, source, category, case: file }: Ask): Context => ({
  at,
  purpose,
  source: source.id,
  category,
  level: { ...file.level },
});

export const release = ({ at, purpose, publicTaskStated, viewer, case: file }: Ask): Context => ({
  at,
  purpose,
  publicTaskStated,
  recipient: { kind: viewer.agency.kind, listedIn16LA: viewer.agency.listedIn16LA },
  case: onFile({
    statutoryBasis: file.statutoryBasis ?? "",
    highRisk: file.highRisk,
    harmDecidedBy: file.significantHarm?.decidedBy,
    harmDecidedAt: file.significantHarm === null ? undefined : instant(file.significantHarm.decidedAt),
  }),
});

/** ADR 11: a permit needs a row of law in force. */
export const withoutLaw = (rows: readonly LawInForce[], at: number): string[] => {
  const backed = new Set(inForce(rows, at).map(({ reason }) => reason));
  return PERMITS.filter((permit) => !backed.has(permit));
};

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

/** @param objectedAt since when the holder finds sharing more detrimental, where it does */
export const handRelease = (given: SourceRelease, objectedAt: number | undefined): EntityJson =>
  entity("HandRelease", {
    ...window(given),
    source: given.source,
    recipient: given.recipient,
    category: given.category,
    purpose: given.purpose,
    objectedAt: objectedAt === undefined ? undefined : instant(objectedAt),
  });

/** Cedar cannot count letters; the count is handed to it. */
export const grant = (given: BreakGlassGrant): EntityJson =>
  entity("Grant", {
    ...window(given),
    user: given.userId,
    narrativeLength: given.narrative.length,
    categories: [...given.categories],
  });
