/**
 * Deciders with one planted bug each: `decide` asked about a case that is not quite the case, or its answer bent. The
 * second opinion has to catch every one; that is what its agreement is worth.
 */
import { decide } from "../../../src/sharing/decide";
import { permit, withhold, type Decision } from "../../../src/sharing/decision";
import type { Consent, SourceRelease, Window } from "../../../src/sharing/evidence";
import { compileRulebook } from "../../../src/sharing/rulebook";
import type { Case } from "./oracle";

export const decided = ({ ask, evidence, protocols, law }: Case): Decision =>
  decide(ask, evidence, compileRulebook(1, protocols, law));

type Decider = (given: Case) => Decision;
type Bend = (given: Case) => Case;

const bent =
  (bend: Bend): Decider =>
  (given) =>
    decided(bend(given));
const viewer =
  (more: Partial<Case["ask"]["viewer"]>): Bend =>
  (it) => ({ ...it, ask: { ...it.ask, viewer: { ...it.ask.viewer, ...more } } });
const file =
  (more: (it: Case) => Partial<Case["ask"]["case"]>): Bend =>
  (it) => ({ ...it, ask: { ...it.ask, case: { ...it.ask.case, ...more(it) } } });
const subject =
  (more: (it: Case) => Partial<Case["ask"]["subject"]>): Bend =>
  (it) => ({ ...it, ask: { ...it.ask, subject: { ...it.ask.subject, ...more(it) } } });
const protocols =
  (each: (it: Case["protocols"][number], given: Case) => Partial<Case["protocols"][number]>): Bend =>
  (given) => ({ ...given, protocols: given.protocols.map((it) => ({ ...it, ...each(it, given) })) });
const evidence =
  (more: (it: Case["evidence"], given: Case) => Partial<Case["evidence"]>): Bend =>
  (it) => ({ ...it, evidence: { ...it.evidence, ...more(it.evidence, it) } });
const consents = (each: (it: Consent, given: Case) => Partial<Consent>): Bend =>
  evidence((it, given) => ({ consents: it.consents.map((one) => ({ ...one, ...each(one, given) })) }));
const releases = (each: (it: SourceRelease, given: Case) => Partial<SourceRelease>): Bend =>
  evidence((it, given) => ({ sourceReleases: it.sourceReleases.map((one) => ({ ...one, ...each(one, given) })) }));
/** The window's end counted as inside: `at <= to`. */
const endInside = <W extends Window>(it: W): W => ({ ...it, to: it.to + 1 });
const startOutside = <W extends Window>(it: W): W => ({ ...it, from: it.from + 1 });

/** `>` where the rules say at least: every level counts as the one below. */
const BELOW = { 4: { common: 3, statutory: true }, 3: { common: 2, statutory: false } } as const;

const hasGrant = ({ ask, evidence: { breakGlass } }: Case): boolean =>
  breakGlass.some((it) => it.userId === ask.viewer.userId && it.from <= ask.at && ask.at < it.to);

export const MUTANTS: Readonly<Record<string, Decider>> = {
  "1 protection is ignored": bent(evidence(() => ({ restrictions: [] }))),
  "1 protection ends a millisecond late": bent(evidence((it) => ({ restrictions: it.restrictions.map(endInside) }))),
  "1 a conflict of interest is ignored": bent(viewer({ conflict: false })),
  "1 own data passes the conflict bar": (given) =>
    given.ask.source.id === given.ask.viewer.agency.id ? bent(viewer({ conflict: false }))(given) : decided(given),
  "2 own data is asked for a relationship": (given) =>
    given.ask.viewer.onCase || decided(given).reason !== "P-OWN" ? decided(given) : withhold("W-NO-RELATIONSHIP"),
  "3 a closed case will do": bent(file(() => ({ open: true }))),
  "3 nobody need be assigned": bent(viewer({ onCase: true })),
  "3 nobody need be linked": bent(subject(() => ({ linked: true }))),
  "4 a suspended protocol counts": bent(protocols((it) => (it.status === "SUSPENDED" ? { status: "ACTIVE" } : {}))),
  "4 a protocol's last instant counts": bent(protocols(endInside)),
  "4 a protocol's first instant does not": bent(protocols(startOutside)),
  "4 one signature will do": bent(
    protocols((it, { ask }) => ({
      signatures: [ask.source.id, ask.viewer.agency.id].flatMap((agency) =>
        it.signatures.map((s) => ({ ...s, agency })),
      ),
    })),
  ),
  "4 break-glass overrides rule 4": (given) => {
    const decision = decided(given);
    return decision.reason === "W-NO-PROTOCOL" && hasGrant(given) ? permit("P-BREAKGLASS") : decision;
  },
  "5 role before purpose": (given) => {
    const decision = decided(given);
    const role = given.protocols.every((it) => !it.roles.includes(given.ask.viewer.role));
    return decision.reason === "W-PROTOCOL-PURPOSE" && role ? { ...decision, reason: "W-PROTOCOL-ROLE" } : decision;
  },
  "5 above the level, not at it": bent(
    file(({ ask }) => {
      const { common } = ask.case.level;
      return { level: common === 4 || common === 3 ? BELOW[common] : { common: 1, statutory: false } };
    }),
  ),
  "5 level 3 is as good as 3s": bent(file(({ ask }) => ({ level: { ...ask.case.level, statutory: true } }))),
  "5 a field cannot be stricter": bent((it) => ({ ...it, ask: { ...it.ask, minimumLevel: undefined } })),
  "6 more detrimental is ignored": bent(
    evidence((it) => ({ determinations: it.determinations.filter(({ view }) => view === "SHARE") })),
  ),
  "6 a covert flag shows": bent(
    evidence((it) => ({ determinations: it.determinations.map((one) => ({ ...one, covert: false })) })),
  ),
  "6 manual release is ignored": bent(protocols(() => ({ manualReleaseOnly: [] }))),
  "6 a release for another purpose will do": bent(releases((_, { ask }) => ({ purpose: ask.purpose }))),
  "6 a release to another agency will do": bent(releases((_, { ask }) => ({ recipient: ask.viewer.agency.id }))),
  "6 a release's last instant counts": bent(releases(endInside)),
  "6 a release outlives what the source found since": bent(releases((_, { ask }) => ({ from: ask.at }))),
  "6 a release of some is one of all": bent(releases(() => ({ items: null }))),
  "6 a release by hand narrows what opens without it": (given) => {
    const decision = decided(given);
    const { sourceReleases } = given.evidence;
    return decision.reason === "P-CONSENT" && sourceReleases[0]?.items
      ? { ...decision, onlyItems: sourceReleases[0].items }
      : decision;
  },
  "7 the purpose is a password": bent(file(() => ({ statutoryBasis: "S47" }))),
  "7 nobody need have decided that harm is suspected": bent(
    file(({ ask }) => ({ significantHarm: ask.case.significantHarm && { decidedBy: "X", decidedAt: ask.at } })),
  ),
  "7 every case is high risk": bent(file(() => ({ highRisk: true }))),
  "7 an order's last instant counts": bent(evidence((it) => ({ courtOrders: it.courtOrders.map(endInside) }))),
  "7 the duty to share before it commences": bent((it) => ({
    ...it,
    law: it.law.map((row) => (row.reason === "P-16LA" ? { ...row, from: -Infinity } : row)),
  })),
  "7 a determination before it was made": bent(
    protocols((it) => ({
      standingDeterminations: it.standingDeterminations.map((one) => ({ ...one, madeAt: -Infinity })),
    })),
  ),
  "7 s.115 opens health and social care": (given) =>
    given.ask.purpose === "CRIME_PREVENTION"
      ? bent((it) => ({ ...it, ask: { ...it.ask, source: { ...it.ask.source, kind: "HOUSING" } } }))(given)
      : decided(given),
  "7 the recipient need not say what for": bent((it) => ({ ...it, ask: { ...it.ask, publicTaskStated: true } })),
  "8 anybody's consent counts": bent(consents((it, { ask }) => ({ givenBy: givers(ask)[0] ?? it.givenBy }))),
  "8 a parent decides at sixteen": bent(
    subject(({ ask }) => ({ sixteenAt: Math.max(ask.subject.sixteenAt, ask.at + 1), eighteenAt: Infinity })),
  ),
  "8 a restricted parent's consent counts": bent(
    subject(({ ask }) => ({
      parentalResponsibility: ask.subject.parentalResponsibility.map((it) => ({ ...it, restrictedFrom: Infinity })),
    })),
  ),
  "8 s.20 is a care order": bent(
    subject(({ ask }) => ({
      legalStatus: ask.subject.legalStatus.map((it) => (it.code === "V2" ? { ...it, code: "C1" } : it)),
    })),
  ),
  "8 consent's last instant counts": bent(consents(endInside)),
  "8 withdrawal counts a millisecond late": bent(consents((it) => ({ withdrawnAt: it.withdrawnAt + 1 }))),
  "8 exclusions are not read": bent(consents(() => ({ excludedCategories: [], excludedRecipients: [] }))),
  "8 consent sought unsafely counts": bent(consents(() => ({ seekedSafely: true }))),
  "8 the first record counts, not the latest": bent(consents((it, { ask }) => ({ from: 2 * ask.at - it.from }))),
  "8 a refusal counts for nothing": bent(
    evidence((it) => ({ consents: it.consents.filter(({ decision }) => decision === "GRANTED") })),
  ),
  "8 one parent's grant is enough": (given) => {
    const decision = decided(given);
    return decision.reason === "W-CONSENT-CONFLICT" ? permit("P-CONSENT") : decision;
  },
  "8 who asks may authorise": bent(
    evidence((it) => ({ dispensations: it.dispensations.map((one) => ({ ...one, requestedBy: "NOBODY" })) })),
  ),
  "8 a dispensation never ends": bent(
    evidence((it) => ({ dispensations: it.dispensations.map((one) => ({ ...one, to: one.from + 1e9 })) })),
  ),
  "8 a protocol cannot tighten": bent(protocols(() => ({ consentMode: {} }))),
  "9 another user's grant will do": bent(
    evidence((it, { ask }) => ({
      breakGlass: it.breakGlass.map((one) => ({ ...one, userId: ask.viewer.userId })),
    })),
  ),
  "9 nineteen letters are a reason": bent(
    evidence((it) => ({ breakGlass: it.breakGlass.map((one) => ({ ...one, narrative: `${one.narrative}n` })) })),
  ),
  "9 four hours and a millisecond": bent(
    evidence((it) => ({ breakGlass: it.breakGlass.map((one) => ({ ...one, to: one.to - 1 })) })),
  ),
  "9 the protocol's lists are not read": bent(
    protocols((it, { ask }) => ({
      breakGlass: it.breakGlass && { roles: [ask.viewer.role], categories: [ask.category] },
    })),
  ),
};

const givers = ({ at, subject }: Case["ask"]): string[] =>
  at >= subject.sixteenAt || subject.competence === "COMPETENT"
    ? ["SELF"]
    : subject.parentalResponsibility
        .filter((it) => it.from <= at && at < it.to && at < it.restrictedFrom)
        .map(({ holder }) => holder);
