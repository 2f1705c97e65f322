/**
 * Decision cases: a question a governance reviewer writes down, with the answer they expect. Reads the published shape
 * (`docs/guides/decision-cases.md`), asks the rules, and reports the answer in the same words.
 */
import { z } from "zod";
import { londonDate, londonInstant, plusMonths } from "../people/london-time";
import { decide } from "../sharing/decide";
import type { Ask, Consent, Evidence, Level, Party } from "../sharing/evidence";
import { filterItems, NO_ELEMENTS, type Item } from "../sharing/items";
import type { Rulebook } from "../sharing/rulebook";
import {
  RESTRICTION_CODES,
  type AgencyKind,
  type Category,
  type InternalReason,
  type Outcome,
  type Purpose,
  type ReasonCode,
  type RestrictionCode,
  type Role,
} from "../sharing/vocabulary";
import { parseOrListFaults } from "../gateway/faults";

/** The agencies that decision cases speak of. */
export const CASE_AGENCIES: Readonly<Record<string, AgencyKind>> = {
  MASH: "MASH",
  CSC: "CSC",
  EH: "EARLY_HELP",
  SCHOOL: "EDUCATION",
  GP: "GP",
  HOSP: "ACUTE",
  HOSP2: "ACUTE",
  MHT: "MENTAL_HEALTH",
  CAMHS: "CAMHS",
  SHC: "SEXUAL_HEALTH",
  POLICE: "POLICE",
  HOUSING: "HOUSING",
  VCS: "VCS",
  PROB: "PROBATION",
};

const instant = z
  .string()
  .refine((text) => !Number.isNaN(tryInstant(text)), "not an ISO 8601 date or date-time")
  .transform(tryInstant);

function tryInstant(text: string): number {
  try {
    return londonInstant(text);
  } catch {
    return NaN;
  }
}

const agency = z.enum(Object.keys(CASE_AGENCIES) as [string, ...string[]]);
const scope = z.array(z.string()).default([]);

/** `PROTECTED_PERSON`, `PROTECTED` and `X-PROTECTED` name one restriction. */
const restriction = z
  .string()
  .transform(
    (word) =>
      `X-${word
        .replace(/^X-/, "")
        .replace(/_PERSON$/, "")
        .replaceAll("_", "-")}`,
  )
  .pipe(z.enum(RESTRICTION_CODES));

const consentShape = z.strictObject({
  by: z.string(),
  decision: z.enum(["GRANTED", "REFUSED"]),
  cats: scope,
  not: scope,
  recipients: scope,
  not_recipients: scope,
  purposes: scope,
  from: instant,
  to: instant.nullish(),
  withdrawn: instant.nullish(),
  safely: z.boolean().default(true),
});

const inputShape = z.strictObject({
  t: instant,
  recipient: agency,
  source: agency,
  role: z.string(),
  purpose: z.string(),
  category: z.string(),
  case: z.strictObject({
    open: z.boolean(),
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    agencies: z.array(z.string()),
    statutory: z.boolean().optional(),
    sig_harm: z.boolean().default(false),
    high_risk: z.boolean().default(false),
  }),
  user_on_case: z.boolean().default(true),
  user_conflict: z.boolean().default(false),
  subject: z.strictObject({
    age: z.number().min(0),
    linked: z.boolean().default(true),
    competence: z.enum(["COMPETENT", "NOT_COMPETENT", "UNASSESSED"]).default("UNASSESSED"),
    pr: z.array(z.string()).default([]),
    pr_restricted: z.array(z.string()).default([]),
    legal: z.string().nullish(),
    more_detrimental: z.array(z.string()).default([]),
    more_detrimental_covert: z.array(z.string()).default([]),
  }),
  consents: z.array(consentShape).default([]),
  dispensation: z
    .strictObject({
      reason: z.string(),
      authorised_by: z.string().nullish(),
      requested_by: z.string().default("THE_CALLER"),
      from: instant.nullish(),
      to: instant.nullish(),
    })
    .nullish(),
  restrictions: z.array(restriction).default([]),
  items: z.array(z.strictObject({ restrict: restriction.nullish(), service: z.string().nullish() })).nullish(),
  exists: z.boolean().default(true),
  breakglass: z.strictObject({ from: instant, to: instant, reason: z.string().default("") }).nullish(),
});

const expectedShape = z.strictObject({
  outcome: z.string(),
  publicReason: z.string(),
  internalReason: z.string().nullish(),
  visibleItems: z.number().nullish(),
  breakglass: z.string().nullish(),
});

const caseShape = z.strictObject({
  id: z.string(),
  facts: z.string().optional(),
  input: inputShape,
  expected: expectedShape.nullish(),
});

export type DecisionCase = z.infer<typeof caseShape>;
type Input = z.infer<typeof inputShape>;

/** @throws Refusal listing every fault by its place in the file */
export const readDecisionCases = (json: unknown): DecisionCase[] =>
  parseOrListFaults(z.array(caseShape), json, "cases");

export interface DecisionAnswer {
  readonly outcome: Outcome;
  readonly publicReason: ReasonCode;
  readonly internalReason: InternalReason | null;
  /** How many items are released; null where none is. */
  readonly visibleItems: number | null;
  readonly breakglass: "REFUSED" | null;
}

export function answer(input: Input, rulebook: Rulebook): DecisionAnswer {
  const ask = toAsk(input);
  const evidence = toEvidence(input);
  const decision = decide(ask, evidence, rulebook);
  const breakglass = decision.breakGlassRefused ? "REFUSED" : null;
  if (!decision.permitted) {
    const outcome = decision.reason.startsWith("N-") ? "NOTHING_AVAILABLE" : "WITHHELD";
    const { reason, internalReason } = decision;
    return { outcome, publicReason: reason, internalReason, visibleItems: null, breakglass };
  }
  const question = { ...ask, today: londonDate(input.t) };
  const { visible, internalReason } = filterItems(
    toItems(input),
    question,
    decision,
    evidence.restrictions,
    NO_ELEMENTS,
  );
  return visible.length > 0
    ? {
        outcome: "RELEASED",
        publicReason: decision.reason,
        internalReason: null,
        visibleItems: visible.length,
        breakglass,
      }
    : {
        outcome: "NOTHING_AVAILABLE",
        publicReason: "N-NOTHING-AVAILABLE",
        internalReason,
        visibleItems: null,
        breakglass,
      };
}

/** Where an answer is not what the reviewer expected, in words; empty where it is. */
export function differences({ expected }: DecisionCase, found: DecisionAnswer): string[] {
  if (!expected) return [];
  const keys = ["outcome", "publicReason", "internalReason", "visibleItems", "breakglass"] as const;
  return keys
    .filter((key) => (expected[key] ?? null) !== found[key])
    .map((key) => `${key}: expected ${expected[key] ?? null}, found ${found[key]}`);
}

const USER = "THE_CALLER";

const party = (id: string): Party => ({
  id,
  kind: CASE_AGENCIES[id]!,
  listedIn16LA: CASE_AGENCIES[id] !== "VCS",
  publicAuthority: true,
});

function toAsk(input: Input): Ask {
  const adult = input.subject.age >= 18;
  const sixteen = input.subject.age >= 16;
  return {
    at: input.t,
    viewer: {
      agency: party(input.recipient),
      userId: USER,
      // Words nobody knows are let through to the rules, which withhold.
      role: input.role as Role,
      onCase: input.user_on_case,
      conflict: input.user_conflict,
    },
    purpose: input.purpose as Purpose,
    publicTaskStated: true,
    case: {
      id: "CASE",
      open: input.case.open,
      level: toLevel(input),
      statutoryBasis: input.purpose === "CHILD_PROTECTION_ENQUIRY" ? "S47" : null,
      significantHarm: input.case.sig_harm ? { decidedBy: "A_NAMED_DECISION_MAKER", decidedAt: input.t } : null,
      highRisk: input.case.high_risk,
      agencies: new Set(input.case.agencies),
    },
    subject: {
      id: "SUBJECT",
      linked: input.subject.linked,
      sixteenAt: sixteen ? -Infinity : Infinity,
      eighteenAt: adult ? -Infinity : Infinity,
      competence: input.subject.competence,
      parentalResponsibility: input.subject.pr.map((holder) => ({
        holder,
        from: -Infinity,
        to: Infinity,
        restrictedFrom: input.subject.pr_restricted.includes(holder) ? -Infinity : Infinity,
      })),
      legalStatus: input.subject.legal ? [{ code: input.subject.legal, from: -Infinity, to: Infinity }] : [],
    },
    source: party(input.source),
    category: input.category as Category,
    mode: "CONTENT",
  };
}

/** A case that does not say is statutory where its purpose is. */
function toLevel({ case: { level, statutory }, purpose }: Input): Level {
  const statutoryPurposes = ["CHILD_PROTECTION_ENQUIRY", "CHILD_IN_NEED_ASSESSMENT", "LOOKED_AFTER_CARE_PLANNING"];
  return { common: level, statutory: statutory ?? (level === 4 || statutoryPurposes.includes(purpose)) };
}

function toEvidence(input: Input): Evidence {
  const always = { from: -Infinity, to: Infinity };
  const detrimental = (covert: boolean) => (category: string, i: number) => ({
    ...always,
    id: `D${i + 1}`,
    source: input.source,
    category: category as Category,
    view: "MORE_DETRIMENTAL" as const,
    covert,
  });
  return {
    consents: input.consents.map(toConsent),
    dispensations: input.dispensation
      ? [
          {
            id: "DISPENSATION",
            reason: input.dispensation.reason,
            categories: ["*"],
            requestedBy: input.dispensation.requested_by,
            authorisedBy: input.dispensation.authorised_by ?? null,
            from: input.dispensation.from ?? -Infinity,
            to: input.dispensation.to ?? Infinity,
          },
        ]
      : [],
    determinations: [
      ...input.subject.more_detrimental.map(detrimental(false)),
      ...input.subject.more_detrimental_covert.map(detrimental(true)),
    ],
    courtOrders: [],
    breakGlass: input.breakglass
      ? [
          {
            id: "BREAK_GLASS",
            userId: USER,
            narrative: input.breakglass.reason,
            categories: ["*"],
            from: input.breakglass.from,
            to: input.breakglass.to,
          },
        ]
      : [],
    restrictions: input.restrictions.map((code) => ({ ...always, code, categories: ["*"], exempt: [] })),
  };
}

/** Without an end a consent lasts twelve months. */
const toConsent = (it: z.infer<typeof consentShape>, i: number): Consent => ({
  id: `C${i + 1}`,
  givenBy: it.by,
  decision: it.decision,
  categories: it.cats,
  excludedCategories: it.not,
  recipients: it.recipients,
  excludedRecipients: it.not_recipients,
  purposes: it.purposes,
  from: it.from,
  to: it.to ?? plusMonths(it.from, 12),
  withdrawnAt: it.withdrawn ?? Infinity,
  seekedSafely: it.safely,
});

function toItems(input: Input): Item[] {
  if (!input.exists) return [];
  const plain: { restrict?: RestrictionCode | null; service?: string | null }[] = [{}];
  return (input.items ?? plain).map(({ restrict, service }, i) => ({
    id: `I${i + 1}`,
    occurredOn: null,
    restrictions: restrict ? [{ code: restrict }] : [],
    body: service ? { service } : {},
  }));
}
