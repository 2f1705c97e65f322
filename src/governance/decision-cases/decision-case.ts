/** Decision cases: a question that a reviewer wrote down is asked of the rules and answered in the same words. */
import { londonDate, plusMonths, plusWorkingDays } from "../../people/london-time";
import { decide } from "../../sharing/decide";
import type { Ask, Consent, Evidence, Level, Party } from "../../sharing/evidence";
import { filterItems, NO_ELEMENTS, type Item } from "../../sharing/items";
import type { Rulebook } from "../../sharing/rulebook";
import {
  type Category,
  type InternalReason,
  type Outcome,
  type Purpose,
  type ReasonCode,
  type RestrictionCode,
  type Role,
} from "../../sharing/vocabulary";
import { CASE_AGENCIES, type DecisionCase, type DecisionInput } from "./decision-case-file";

export interface DecisionAnswer {
  readonly outcome: Outcome;
  readonly publicReason: ReasonCode;
  readonly internalReason: InternalReason | null;
  /** How many items are released; null where none is. */
  readonly visibleItems: number | null;
  readonly breakglass: "REFUSED" | null;
}

export function answer(input: DecisionInput, rulebook: Rulebook): DecisionAnswer {
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

export function toAsk(input: DecisionInput): Ask {
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
function toLevel({ case: { level, statutory }, purpose }: DecisionInput): Level {
  const statutoryPurposes = ["CHILD_PROTECTION_ENQUIRY", "CHILD_IN_NEED_ASSESSMENT", "LOOKED_AFTER_CARE_PLANNING"];
  return { common: level, statutory: statutory ?? (level === 4 || statutoryPurposes.includes(purpose)) };
}

export function toEvidence(input: DecisionInput): Evidence {
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
            // one that does not say was authorised just now, for as long as may be
            from: input.dispensation.from ?? input.t,
            to: input.dispensation.to ?? plusWorkingDays(input.dispensation.from ?? input.t, 10),
          },
        ]
      : [],
    sourceReleases: [],
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
const toConsent = (it: DecisionInput["consents"][number], i: number): Consent => ({
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

function toItems(input: DecisionInput): Item[] {
  if (!input.exists) return [];
  const plain: { restrict?: RestrictionCode | null; service?: string | null }[] = [{}];
  return (input.items ?? plain).map(({ restrict, service }, i) => ({
    id: `I${i + 1}`,
    occurredOn: null,
    restrictions: restrict ? [{ code: restrict }] : [],
    body: service ? { service } : {},
  }));
}
