/** A question and its evidence as they would be. Break-glass is never supposed: it takes a person who answers for it. */
import { mayGive } from "../../sharing/consent";
import type { Ask, CaseFacts, Consent, Evidence, Level, Subject } from "../../sharing/evidence";
import type { SimulatedChanges } from "./simulation.type";

const LEVELS: Readonly<Record<NonNullable<SimulatedChanges["level"]>, Level>> = {
  L1: { common: 1, statutory: false },
  L2: { common: 2, statutory: false },
  L3: { common: 3, statutory: false },
  L3S: { common: 3, statutory: true },
  L4: { common: 4, statutory: true },
};

export function supposedAsk(ask: Ask, changes: SimulatedChanges): Ask {
  return {
    ...ask,
    purpose: changes.purpose ?? ask.purpose,
    viewer: { ...ask.viewer, role: changes.role ?? ask.viewer.role },
    case: supposedCase(ask, changes),
  };
}

function supposedCase({ case: file, at }: Ask, changes: SimulatedChanges): CaseFacts {
  return {
    ...file,
    level: changes.level ? LEVELS[changes.level] : file.level,
    statutoryBasis: changes.statutoryBasis ?? file.statutoryBasis,
    significantHarm: supposedHarm(file, changes.significantHarmSuspected, at),
    highRisk: changes.highRisk ?? file.highRisk,
  };
}

function supposedHarm(
  file: CaseFacts,
  suspected: boolean | null | undefined,
  at: number,
): CaseFacts["significantHarm"] {
  if (suspected === null || suspected === undefined) return file.significantHarm;
  return suspected ? (file.significantHarm ?? { decidedBy: "SUPPOSED", decidedAt: at }) : null;
}

const withoutGlass = (evidence: Evidence): Evidence => ({ ...evidence, breakGlass: [] });

export const presentEvidence = withoutGlass;

export function supposedEvidence(evidence: Evidence, ask: Ask, changes: SimulatedChanges): Evidence {
  const kept = withoutGlass(evidence);
  if (!changes.consent) return kept;
  const given = giversOf(ask.subject, ask.at).map((giver, i) => supposedConsent(giver, i, ask, changes));
  return { ...kept, consents: [...kept.consents, ...given] };
}

const supposedConsent = (giver: string, i: number, ask: Ask, changes: SimulatedChanges): Consent => ({
  id: `SUPPOSED-${i}`,
  givenBy: giver,
  decision: changes.consent!,
  categories: changes.consentCategories ?? ["*"],
  excludedCategories: [],
  recipients: [ask.viewer.agency.id],
  excludedRecipients: [],
  purposes: [ask.purpose],
  from: ask.at,
  to: Infinity,
  withdrawnAt: Infinity,
  seekedSafely: true,
});

/** Everybody on file who may decide for this person at this instant. */
function giversOf(subject: Subject, at: number): string[] {
  const holders = subject.parentalResponsibility.map((it) => it.holder);
  return [...new Set(["SELF", "LA", ...holders])].filter(mayGive(subject, at));
}
