/**
 * Asks, evidence and rulebooks over a vocabulary so narrow that they meet: a law that holds only because nothing ever
 * applies proves nothing. `reach.laws.test.ts` counts that both outcomes and every reason occur.
 */
import fc from "fast-check";
import type { Ask, Consent, Evidence, Restriction, SourceRelease, Subject } from "../../src/sharing/evidence";
import { compileRulebook, type LawInForce, type Protocol, type Rulebook } from "../../src/sharing/rulebook";
import type { Category, PermitReason, Purpose, Role } from "../../src/sharing/vocabulary";
import { ALWAYS, ask, CSC, DAY, GP, HOUR, LAW_IN_FORCE, MASH, NOW, party, POLICE, protocol, SCHOOL } from "./given";

/** `common`, but now and then one of the others. */
export const mostly = <T>(common: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.noBias(fc.nat(others.length * 20)).map((n) => others[n] ?? common);
/** Unlike, and in no order. */
const id = fc.noBias(fc.nat(0x7fffffff)).map((n) => n.toString(36));

/** In force more often than not; otherwise over, not begun, or upside down. */
const window = fc.record({
  from: fc.constantFrom(-1, -1, -1, 0, 1).map((days) => NOW + days * DAY),
  to: fc.constantFrom(1, 1, 1, 0, -1).map((days) => NOW + days * DAY),
});
const inWindow = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.tuple(arbitrary, window).map(([it, { from, to }]) => ({ ...it, from, to }));

const category = mostly<Category>("exclusions", "attendance", "sexual-health", "convictions", "involvement");
const PURPOSES_TRIED: readonly Purpose[] = [
  "CHILD_IN_NEED_ASSESSMENT",
  "CHILD_IN_NEED_ASSESSMENT",
  "CHILD_PROTECTION_ENQUIRY",
  "MASH_SCREENING",
  "EARLY_HELP",
  "CRIME_PREVENTION",
  "DIRECT_CARE",
  "DOMESTIC_ABUSE_RISK",
  "QUALITY_ASSURANCE",
  "ADULT_SAFEGUARDING",
];
const purpose = fc.constantFrom(...PURPOSES_TRIED);
const scope = fc.constantFrom<string[]>(["*"], ["*"], ["*"], ["exclusions"], ["attendance", "involvement"]);

export const consents: fc.Arbitrary<Consent> = inWindow(
  fc.record({
    id,
    givenBy: fc.constantFrom("SELF", "SELF", "MOTHER", "MOTHER", "MOTHER", "FATHER", "FATHER", "LA", "PARTNER"),
    decision: fc.constantFrom("GRANTED" as const, "GRANTED" as const, "REFUSED" as const),
    categories: scope,
    excludedCategories: mostly<string[]>([], ["exclusions"]),
    recipients: fc.constantFrom<string[]>(["*"], ["*"], ["MASH", "GP"], ["CSC"]),
    excludedRecipients: mostly<string[]>([], ["MASH"]),
    purposes: fc.constantFrom<string[]>(
      ["*"],
      ["*"],
      ["CHILD_IN_NEED_ASSESSMENT", "EARLY_HELP", "DIRECT_CARE"],
      ["MASH_SCREENING"],
    ),
    withdrawnAt: mostly<number>(Infinity, NOW - HOUR, NOW, NOW + 1),
    seekedSafely: mostly(true, false),
  }),
);

export const restrictions: fc.Arbitrary<Restriction> = inWindow(
  fc.record({
    code: fc.constantFrom("X-PROTECTED" as const, "X-REFUGE" as const, "X-COURT" as const, "X-INTEL" as const),
    categories: scope,
    exempt: mostly<string[]>([], ["MASH"]),
  }),
);

export const dispensations = inWindow(
  fc.record({
    id,
    reason: mostly("WOULD_PREJUDICE_PROTECTION", "CANNOT_BE_GIVEN", "NO_TIME"),
    categories: scope,
    requestedBy: fc.constant("WORKER"),
    authorisedBy: mostly<string | null>("MANAGER", "WORKER", null),
  }),
);
const determinationBy = (view: "SHARE" | "MORE_DETRIMENTAL") =>
  inWindow(
    fc.record({
      id,
      source: mostly("SCHOOL", "GP"),
      category,
      view: fc.constant(view),
      purpose,
      covert: fc.boolean(),
    }),
  );
export const toShare = determinationBy("SHARE");
export const detrimental = determinationBy("MORE_DETRIMENTAL");
export const byHand: fc.Arbitrary<SourceRelease> = inWindow(
  fc.record({
    id,
    source: mostly("SCHOOL", "GP"),
    recipient: mostly("MASH", "GP"),
    category: fc.oneof(category, fc.constant<Category>("sexual-health")),
    purpose,
    items: fc.constantFrom<SourceRelease["items"]>(null, ["A"], ["B", "A"], []),
  }),
);
export const courtOrders = inWindow(fc.record({ id, recipients: mostly(["MASH"], ["CSC"]), categories: scope }));
export const glass = fc.record({
  id,
  userId: mostly("U", "OTHER"),
  narrative: mostly("child disclosed strangulation tonight", "short"),
  categories: scope,
  from: fc.constantFrom(NOW - HOUR, NOW, NOW + 1),
  to: fc.constantFrom(NOW, NOW + HOUR, NOW + 3 * HOUR),
});

type Lists = { [K in keyof Evidence]: (arbitrary: fc.Arbitrary<Evidence[K][number]>) => fc.Arbitrary<Evidence[K]> };
const listed = (lists: Lists): fc.Arbitrary<Evidence> =>
  fc.record({
    consents: lists.consents(consents),
    dispensations: lists.dispensations(dispensations),
    determinations: lists.determinations(fc.oneof(toShare, toShare, detrimental)),
    sourceReleases: lists.sourceReleases(byHand),
    courtOrders: lists.courtOrders(courtOrders),
    breakGlass: lists.breakGlass(glass),
    restrictions: lists.restrictions(restrictions),
  });
const upTo =
  (maxLength: number) =>
  <T>(it: fc.Arbitrary<T>) =>
    fc.array(it, { maxLength });
const fewOrNone =
  (maxLength: number) =>
  <T>(it: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.array(it, { maxLength }) });

export const evidences = listed({
  consents: (it) => fc.oneof(fc.array(it, { maxLength: 2 }), fc.array(it, { minLength: 2, maxLength: 5 })),
  dispensations: fewOrNone(3),
  determinations: fewOrNone(3),
  sourceReleases: fewOrNone(3),
  courtOrders: fewOrNone(3),
  breakGlass: fewOrNone(3),
  restrictions: fewOrNone(1),
});
/** Several of one kind and none of what would decide before it, so that there is a choice of what to cite. */
export const rivals: fc.Arbitrary<Evidence> = fc.oneof(
  ...(["consents", "dispensations", "determinations", "sourceReleases", "courtOrders", "breakGlass"] as const).map(
    (kind) => {
      const none = { consents: upTo(0), dispensations: upTo(0), determinations: upTo(0), courtOrders: upTo(0) };
      const several = <T>(it: fc.Arbitrary<T>) => fc.array(it, { minLength: 3, maxLength: 5 });
      const others = { sourceReleases: upTo(0), breakGlass: upTo(0), restrictions: upTo(0) };
      return listed({ ...none, ...others, [kind]: several });
    },
  ),
);

const HOSPITAL = party("HOSP", { kind: "ACUTE" });
const CHARITY = party("SCHOOL", { publicAuthority: false, listedIn16LA: false });
export const asks: fc.Arbitrary<Ask> = fc
  .record({
    parties: fc.constantFrom(
      [SCHOOL, MASH],
      [SCHOOL, MASH],
      [SCHOOL, MASH],
      [SCHOOL, MASH],
      [CHARITY, MASH],
      [GP, MASH],
      [CSC, MASH],
      [MASH, MASH],
      [POLICE, MASH],
      [HOSPITAL, GP],
      [HOSPITAL, GP],
    ),
    role: mostly<Role>("MASH_ADVANCED_PRACTITIONER", "DSL", "INTEGRATOR"),
    purpose,
    category,
    mode: mostly<Ask["mode"]>("CONTENT", "EXISTENCE"),
    common: fc.constantFrom(2 as const, 3 as const, 4 as const, 4 as const, 4 as const, 4 as const),
    statutory: fc.boolean(),
    out: mostly<object>(
      {},
      { open: false },
      { linked: false },
      { onCase: false },
      { conflict: true },
      { agencies: true },
    ),
    harm: fc.boolean(),
    highRisk: fc.boolean(),
    publicTaskStated: fc.boolean(),
    years: mostly(1, -1, 0),
    competence: mostly<Subject["competence"]>("UNASSESSED", "NOT_COMPETENT", "COMPETENT"),
    legal: fc.constantFrom("C1", "V2"),
    field: mostly<Pick<Ask, "manual" | "minimumLevel">>({}, { manual: true }, { minimumLevel: 4 }),
  })
  .map(({ parties: [source, recipient], out, ...it }) =>
    ask({
      ...it.field,
      source,
      purpose: source === HOSPITAL && it.harm ? "DIRECT_CARE" : it.purpose,
      category: it.category,
      mode: it.mode,
      publicTaskStated: it.publicTaskStated,
      viewer: { agency: recipient, role: it.role, onCase: !("onCase" in out), conflict: "conflict" in out },
      case: {
        open: !("open" in out),
        level: { common: it.common, statutory: it.statutory },
        statutoryBasis: it.harm ? "S47" : "S17",
        significantHarm: it.harm ? { decidedBy: "M", decidedAt: NOW - HOUR } : null,
        highRisk: it.highRisk,
        agencies: new Set("agencies" in out ? ["NOBODY"] : [recipient.id]),
      },
      subject: {
        linked: !("linked" in out),
        sixteenAt: NOW + it.years * DAY,
        eighteenAt: NOW + (it.years + 1) * DAY,
        competence: it.competence,
        parentalResponsibility: ["MOTHER", "FATHER"].map((holder) => ({ ...ALWAYS, holder, restrictedFrom: Infinity })),
        legalStatus: [{ code: it.legal, ...ALWAYS }],
      },
    }),
  );

const standing = (minimumLevel: 1 | 4) =>
  (["exclusions", "involvement"] as const).map((of) => ({
    purpose: "CHILD_IN_NEED_ASSESSMENT" as const,
    category: of,
    minimumLevel,
    madeAt: NOW - DAY,
  }));
const AGENCIES = ["MASH", "SCHOOL", "GP", "CSC", "POLICE", "HOSP"];
const signatures = (agencies: readonly string[]) => agencies.map((agency) => ({ agency, signedAt: NOW - DAY }));

/** What a protocol allows. A lax one tightens nothing beyond its own reach. */
const reach = {
  status: mostly<Protocol["status"]>("ACTIVE", "SUSPENDED"),
  signatures: mostly(signatures(AGENCIES), signatures(["MASH", "SCHOOL"])),
  to: mostly(NOW + DAY, NOW),
  purposes: mostly<Purpose[]>([...new Set(PURPOSES_TRIED)], ["EARLY_HELP"]),
  roles: mostly<Role[]>(["MASH_ADVANCED_PRACTITIONER", "INTEGRATOR"], ["DSL"]),
  categories: mostly<Category[]>(["exclusions", "sexual-health", "convictions", "involvement"], ["attendance"]),
  minimumLevel: mostly<Protocol["minimumLevel"]>({}, { exclusions: "3s" }, { exclusions: 1 }),
  existenceMode: mostly<Protocol["existenceMode"]>({}, { exclusions: "DENY" }, { attendance: "ALLOW" }),
  standingDeterminations: mostly<Protocol["standingDeterminations"]>([], standing(1), standing(4)),
  breakGlass: mostly<Protocol["breakGlass"]>(null, {
    roles: ["MASH_ADVANCED_PRACTITIONER"],
    categories: ["exclusions", "convictions"],
  }),
};
/** What binds the other protocols of the flow too. */
const strictness = {
  manualReleaseOnly: mostly<Category[]>([], ["exclusions"]),
  consentMode: mostly<Protocol["consentMode"]>({}, { CHILD_IN_NEED_ASSESSMENT: "NEEDED" }, { EARLY_HELP: "NONE" }),
  lookBack: fc.constantFrom<Protocol["lookBack"]>({}, { exclusions: "P1Y" }, { exclusions: "P6M" }),
};
const everywhere = { sources: AGENCIES, recipients: AGENCIES };
export const laxProtocols = fc.record(reach).map((more) => protocol({ ...everywhere, ...more }));
const anyProtocol = fc.record({ ...reach, ...strictness }).map((more) => protocol({ ...everywhere, ...more }));
/** Up to three, each with an id of its own. */
export const protocolLists: fc.Arbitrary<Protocol[]> = fc
  .array(fc.oneof(laxProtocols, anyProtocol), { minLength: 1, maxLength: 3 })
  .map((list) => list.map((it, i) => ({ ...it, id: "ABC"[i]! })));

/** All of the law is in force, or one permit's is not; own data rests on none. */
export const laws: fc.Arbitrary<LawInForce[]> = mostly<PermitReason | null>(
  null,
  ...LAW_IN_FORCE.map((it) => it.reason).filter((it) => it !== "P-OWN"),
).map((without) => LAW_IN_FORCE.filter((it) => it.reason !== without));

/** Everything a decision is made from. */
export interface Situation {
  readonly ask: Ask;
  readonly evidence: Evidence;
  readonly protocols: readonly Protocol[];
  readonly law: readonly LawInForce[];
}
export const situations: fc.Arbitrary<Situation> = fc.record({
  ask: asks,
  evidence: evidences,
  protocols: protocolLists,
  law: laws,
});
export const bookOf = ({ protocols, law }: Pick<Situation, "protocols" | "law">): Rulebook =>
  compileRulebook(1, protocols, law);
