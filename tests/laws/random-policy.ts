/**
 * Random policies: everything that who-may-see-what is decided from. Narrow on purpose: few words, few parties and
 * windows that meet the instant of the question, for evidence that never meets proves nothing (tests/sharing does the
 * same). `random-pairs.ts` counts what comes out of it.
 */
import fc from "fast-check";
import { AGENCIES } from "../../src/demonstration";
import { PRACTITIONERS } from "../../src/demonstration/practitioners";
import type { ProtocolFile } from "../../src/governance/protocols/protocol-file";
import type { Window } from "../../src/sharing/evidence";
import type { ItemRestriction } from "../../src/sharing/items";
import {
  CATEGORIES,
  PURPOSES,
  ROLES,
  type Category,
  type PermitReason,
  type Purpose,
  type RestrictionCode,
} from "../../src/sharing/vocabulary";
import { NOON } from "../api/gateway";

export const DAY = 24 * 60 * 60 * 1000;
const HOUR = DAY / 24;
/** As many as the largest family; a case with fewer members leaves the rest unread. */
export const MOST_MEMBERS = 7;

/** Who asks, about which case, for what: policies are drawn around it, so that they bear on it. */
export interface Setting {
  readonly user: (typeof PRACTITIONERS)[number];
  /** Taken modulo the number of cases. */
  readonly file: number;
  readonly purpose: Purpose;
}

export interface SignedProtocol {
  readonly document: ProtocolFile;
  readonly signatures: readonly { readonly agency: string; readonly signedAt: number }[];
}

/** Whose consent it is: the subject's own, the local authority's, a deputy's, or the n-th next member's. */
export type Giver = "SELF" | "LA" | "DEPUTY" | 1 | 2;

export interface MemberPolicy {
  readonly link: { readonly isChild: boolean; readonly lives: boolean; readonly contact: boolean };
  readonly competence: readonly { readonly outcome: "COMPETENT" | "NOT_COMPETENT"; readonly at: number }[];
  readonly legalStatus: readonly (Window & { readonly code: string })[];
  /** Held by the first and the second next member. */
  readonly parents: readonly (Window & { readonly restrictedFrom: number })[];
  readonly consents: readonly (Window & {
    readonly giver: Giver;
    readonly decision: "GRANTED" | "REFUSED";
    readonly categories: readonly string[];
    readonly excludedCategories: readonly string[];
    readonly recipients: readonly string[];
    readonly excludedRecipients: readonly string[];
    readonly purposes: readonly string[];
    readonly withdrawnAt: number;
    readonly seekedSafely: boolean;
  })[];
  readonly dispensations: readonly (Window & {
    readonly reason: string;
    readonly categories: readonly string[];
    readonly requestedBy: string;
    readonly authorisedBy: string | null;
  })[];
  readonly determinations: readonly (Window & {
    readonly source: string;
    readonly category: Category;
    readonly view: "SHARE" | "MORE_DETRIMENTAL";
    readonly purpose: Purpose;
    readonly covert: boolean;
  })[];
  readonly releases: readonly (Window & {
    readonly source: string;
    readonly recipient: string;
    readonly category: Category;
    readonly purpose: Purpose;
    /** The n-th items on the stage, modulo their number; null is all. */
    readonly items: readonly number[] | null;
  })[];
  readonly courtOrders: readonly (Window & {
    readonly recipients: readonly string[];
    readonly categories: readonly string[];
  })[];
  readonly breakGlass: readonly (Window & { readonly narrative: string; readonly categories: readonly string[] })[];
  readonly restrictions: readonly (Window & {
    readonly code: RestrictionCode;
    readonly categories: readonly string[];
    readonly exempt: readonly string[];
  })[];
}

export interface Policy {
  readonly protocols: readonly SignedProtocol[];
  /** A permit whose law is not on file. */
  readonly repealed: PermitReason | null;
  readonly file: {
    readonly authorities: readonly string[];
    readonly openedAt: number;
    readonly closedAt: number | null;
    readonly level: 1 | 2 | 3 | 4;
    readonly statutory: boolean;
    readonly basis: "S17" | "S47" | null;
    readonly harmAt: number | null;
    readonly highRisk: boolean;
    /** The caller's agency, when involved; owners always are. */
    readonly involved: Window | null;
    /** The caller, when assigned. */
    readonly assigned: Window | null;
  };
  /** The caller's conflict of interest with the n-th member. */
  readonly conflict: (Window & { readonly member: number }) | null;
  readonly members: readonly MemberPolicy[];
  /** What a source put on the n-th item on the stage, modulo their number, in place of what stood there. */
  readonly items: readonly { readonly item: number; readonly restriction: ItemRestriction }[];
}

/** True in all but one of `n` cases. */
const allBut = (n: number): fc.Arbitrary<boolean> => fc.nat(n - 1).map((it) => it > 0);
const CATEGORY_WORDS = Object.keys(CATEGORIES) as Category[];
const CONTRIBUTORS = AGENCIES.filter((it) => it.categories.length > 0).map((it) => it.id);
const PARTIES = AGENCIES.map((it) => it.id);

const ALWAYS: Window = { from: NOON - 300 * DAY, to: Infinity };
const window: fc.Arbitrary<Window> = fc.constantFrom<Window>(
  ...Array<Window>(27).fill(ALWAYS),
  { from: NOON, to: NOON + HOUR }, // begins at this very instant
  { from: NOON - DAY, to: NOON }, // ended at this very instant
  { from: NOON + 1, to: NOON + DAY },
);
const ended = fc.constantFrom<Window>(
  { from: NOON - 30 * DAY, to: NOON + 300 * DAY },
  { from: NOON - 30 * DAY, to: NOON },
);

/** At most three months, as the table has it. */
const releaseWindow = fc.constantFrom<Window>(
  ...Array<Window>(6).fill({ from: NOON - DAY, to: NOON + 30 * DAY }),
  { from: NOON, to: NOON + HOUR },
  { from: NOON - DAY, to: NOON },
  { from: NOON + 1, to: NOON + DAY },
);
/** Categories that nothing else opens. */
const BY_HAND: readonly Category[] = ["sexual-health", "police-intelligence"];

const scope = (min: number): fc.Arbitrary<string[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>(["*"]) },
    { weight: 2, arbitrary: fc.subarray<string>(CATEGORY_WORDS, { minLength: min }) },
  );
const parties = (own: string): fc.Arbitrary<string[]> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<string[]>([own]) },
    { weight: 1, arbitrary: fc.constant<string[]>(["*"]) },
    { weight: 1, arbitrary: fc.subarray(PARTIES, { maxLength: 4 }) },
  );

const few = <K extends string, V>(keys: readonly K[], value: fc.Arbitrary<V>, maxLength: number) =>
  fc
    .array(fc.tuple(fc.constantFrom(...keys), value), { maxLength })
    .map((pairs) => Object.fromEntries(pairs) as Partial<Record<K, V>>);

function signedProtocol({ user, purpose }: Setting, id: string): fc.Arbitrary<SignedProtocol> {
  return fc
    .record({
      sources: fc.subarray(CONTRIBUTORS, { minLength: CONTRIBUTORS.length - 2 }),
      named: allBut(30),
      recipients: fc.subarray(PARTIES, { maxLength: 4 }),
      forPurpose: allBut(20),
      purposes: fc.subarray([...PURPOSES], { maxLength: 4 }),
      forRole: allBut(20),
      roles: fc.subarray([...ROLES], { maxLength: 4 }),
      cats: fc.subarray(CATEGORY_WORDS, { minLength: CATEGORY_WORDS.length - 4 }),
      manual: fc.subarray(CATEGORY_WORDS, { maxLength: 2 }),
      breakGlass: fc.boolean(),
      standing: allBut(3),
      decided: fc.subarray(CATEGORY_WORDS, { minLength: 20 }),
      minlevel: few(CATEGORY_WORDS, fc.constantFrom(1 as const, 2 as const, 3 as const, "3s" as const, 4 as const), 4),
      lookback: few(CATEGORY_WORDS, fc.constantFrom("P1Y", "P6M", "P2W", "P30D"), 5),
      existence: few(["involvement"], fc.constantFrom("ALLOW" as const, "DENY" as const), 1),
      consent: few(
        [purpose],
        fc.constantFrom("NONE" as const, "NEEDED_UNLESS_DISPENSED" as const, "NEEDED" as const),
        1,
      ),
      window,
      status: fc.constantFrom<ProtocolFile["status"]>(
        ...Array<"ACTIVE">(30).fill("ACTIVE"),
        "DRAFT",
        "SUSPENDED",
        "TERMINATED",
      ),
      unsigned: fc.subarray(PARTIES, { maxLength: 1 }),
      late: fc.subarray(PARTIES, { maxLength: 1 }),
      signedLate: fc.constantFrom(NOON, NOON + 1),
    })
    .map((it) => ({
      document: {
        id,
        version: 1,
        signed: [],
        frm: instant(it.window.from),
        to: instant(Math.min(it.window.to, NOON + 400 * DAY)),
        status: it.status,
        sources: it.sources,
        recipients: some([...new Set([...(it.named ? [user.agency] : []), ...it.recipients])], "PROB"),
        purposes: some([...new Set([...(it.forPurpose ? [purpose] : []), ...it.purposes])], "PROGRAMME_MONITORING"),
        roles: some([...new Set([...(it.forRole ? user.roles : []), ...it.roles])], "CALDICOTT_GUARDIAN"),
        cats: it.cats,
        manual: it.manual,
        bg: it.breakGlass ? { roles: [...user.roles], cats: it.decided } : null,
        standing: it.standing ? it.decided.map((category): [Purpose, Category] => [purpose, category]) : [],
        minlevel: it.minlevel,
        lookback: it.lookback,
        existence: it.existence,
        consent: it.consent,
      },
      signatures: PARTIES.filter((agency) => !it.unsigned.includes(agency)).map((agency) => ({
        agency,
        signedAt: it.late.includes(agency) ? it.signedLate : NOON - 200 * DAY,
      })),
    }));
}

export const instant = (at: number): string => new Date(at).toISOString();
/** A protocol that names nobody is refused by its shape; one that names somebody else is not. */
const some = <W>(words: W[], otherwise: W): W[] => (words.length > 0 ? words : [otherwise]);

function memberPolicy({ user, purpose }: Setting): fc.Arbitrary<MemberPolicy> {
  return fc.record({
    link: fc.constantFrom(
      ...Array<MemberPolicy["link"]>(8).fill({ isChild: true, lives: false, contact: false }),
      ...Array<MemberPolicy["link"]>(8).fill({ isChild: false, lives: true, contact: false }),
      { isChild: false, lives: false, contact: true },
      { isChild: false, lives: false, contact: false },
    ),
    competence: fc.array(
      fc.record({
        outcome: fc.constantFrom("COMPETENT" as const, "NOT_COMPETENT" as const),
        at: fc.constantFrom(NOON - DAY, NOON - 2 * DAY, NOON + 1),
      }),
      { maxLength: 1 },
    ),
    legalStatus: fc.array(
      fc.tuple(fc.constantFrom("C1", "E1", "V2"), window).map(([code, w]) => ({ code, ...w })),
      {
        maxLength: 1,
      },
    ),
    parents: fc.tuple(...[ALWAYS, ALWAYS].map(() => parent)),
    consents: fc.array(
      fc
        .record({
          window: ended,
          giver: fc.constantFrom<Giver>("SELF", "SELF", "SELF", "LA", "DEPUTY", 1, 1, 1, 1, 2),
          decision: fc.constantFrom<"GRANTED" | "REFUSED">("GRANTED", "GRANTED", "GRANTED", "GRANTED", "REFUSED"),
          categories: scope(14),
          excludedCategories: fc.subarray<string>(CATEGORY_WORDS, { maxLength: 2 }),
          recipients: parties(user.agency),
          excludedRecipients: fc.constantFrom([], [], [], [], [user.agency]),
          purposes: fc.constantFrom([purpose], [purpose, "EARLY_HELP"], ["*"], ["DIRECT_CARE"]),
          withdrawnAt: fc.constantFrom(Infinity, Infinity, Infinity, NOON, NOON - DAY, NOON + 1),
          seekedSafely: allBut(8),
        })
        .map(({ window: w, ...it }) => ({ ...it, ...w })),
      { minLength: 1, maxLength: 3 },
    ),
    dispensations: fc.array(
      fc
        .record({
          window,
          reason: fc.constantFrom("CANNOT_BE_GIVEN", "WOULD_PREJUDICE_PROTECTION"),
          categories: scope(10),
          requestedBy: fc.constant("gareth.mash"),
          // by the requester the database refuses to file (tests/api/mutations/dispensations.test.ts)
          authorisedBy: fc.constantFrom("imran.csc", null),
        })
        .map(({ window: w, ...it }) => ({ ...it, ...w })),
      { maxLength: 1 },
    ),
    determinations: fc.array(
      fc
        .record({
          window,
          source: fc.constantFrom(...CONTRIBUTORS),
          category: fc.constantFrom(...CATEGORY_WORDS),
          view: fc.constantFrom("SHARE" as const, "MORE_DETRIMENTAL" as const),
          purpose: fc.constantFrom(purpose, purpose, "MASH_SCREENING" as const),
          covert: fc.boolean(),
        })
        .map(({ window: w, ...it }) => ({ ...it, ...w })),
      { maxLength: 4 },
    ),
    releases: fc.array(
      fc
        .record({
          window: releaseWindow,
          source: fc.constantFrom(...CONTRIBUTORS),
          recipient: fc.constantFrom(user.agency, user.agency, user.agency, "PROB"),
          category: fc.oneof(fc.constantFrom(...CATEGORY_WORDS), fc.constantFrom(...BY_HAND)),
          purpose: fc.constantFrom(purpose, purpose, "MASH_SCREENING" as const),
          items: fc.option(fc.array(fc.nat(1000), { maxLength: 40 }), { freq: 2 }),
        })
        .map(({ window: w, ...it }) => ({ ...it, ...w })),
      { maxLength: 5 },
    ),
    courtOrders: rarely(
      fc
        .record({ window, recipients: parties(user.agency), categories: scope(3) })
        .map(({ window: w, ...it }) => ({ ...it, ...w })),
    ),
    breakGlass: rarely(
      fc.record({
        from: fc.constantFrom(NOON - HOUR, NOON),
        to: fc.constantFrom(NOON + HOUR, NOON + 5 * HOUR),
        narrative: fc.constantFrom("Child disclosed strangulation tonight.", "short"),
        categories: scope(10),
      }),
    ),
    restrictions: rarely(
      fc
        .record({
          window,
          code: fc.constantFrom<RestrictionCode>(
            "X-REFUGE",
            "X-COURT",
            "X-INTEL",
            "X-ADOPTION",
            "X-THIRD-PARTY",
            "X-PROTECTED",
          ),
          categories: scope(2),
          exempt: fc.constantFrom<string[]>([], [], [user.agency]),
        })
        .map(({ window: w, ...it }) => ({ ...it, ...w })),
    ),
  });
}

const parent = fc
  .tuple(window, fc.constantFrom(Infinity, Infinity, Infinity, NOON, NOON - DAY))
  .map(([w, restrictedFrom]) => ({ ...w, restrictedFrom }));
const rarely = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(fc.nat(4), one).map(([n, it]) => (n === 0 ? [it] : []));

const itemRestriction: fc.Arbitrary<ItemRestriction> = fc.oneof(
  fc.constantFrom<ItemRestriction>(
    { code: "X-INTEL" },
    { code: "X-ADOPTION" },
    { code: "X-PRIVILEGE" },
    { code: "X-REFUGE" },
  ),
  fc.constantFrom<ItemRestriction>({ code: "X-COURT", exempt: ["MASH"] }, { code: "X-THIRD-PARTY" }),
);

export const policies = (setting: Setting): fc.Arbitrary<Policy> =>
  fc.record({
    protocols: fc.oneof(
      { weight: 1, arbitrary: fc.tuple(signedProtocol(setting, "ISA-A")) },
      { weight: 2, arbitrary: fc.tuple(signedProtocol(setting, "ISA-A"), signedProtocol(setting, "ISA-B")) },
      {
        weight: 3,
        arbitrary: fc.tuple(...["ISA-A", "ISA-B", "ISA-C"].map((id) => signedProtocol(setting, id))),
      },
    ),
    repealed: fc.constantFrom<PermitReason | null>(...Array<null>(15).fill(null), "P-S47", "P-16LA", "P-CONSENT"),
    file: fc.record({
      authorities: fc.constantFrom([], ["210"], ["312"]),
      openedAt: fc.constantFrom(...Array<number>(39).fill(NOON - 20 * DAY), NOON + 1),
      closedAt: fc.constantFrom(...Array<null>(30).fill(null), NOON, NOON + 1),
      level: fc.constantFrom(2 as const, 3 as const, ...Array<4>(5).fill(4)),
      statutory: fc.boolean(),
      basis: fc.constantFrom(...Array<"S47">(5).fill("S47"), "S17" as const, null),
      harmAt: fc.constantFrom(NOON - DAY, NOON - DAY, NOON, NOON + 1, null),
      highRisk: allBut(3),
      involved: fc.option(window, { freq: 12 }),
      assigned: fc.option(window, { freq: 20 }),
    }),
    conflict: fc
      .tuple(fc.nat(29), window, fc.nat(MOST_MEMBERS - 1))
      .map(([n, w, member]) => (n === 0 ? { ...w, member } : null)),
    members: fc.array(memberPolicy(setting), { minLength: MOST_MEMBERS, maxLength: MOST_MEMBERS }),
    items: fc.array(fc.record({ item: fc.nat(1000), restriction: itemRestriction }), { maxLength: 8 }),
  });

export const settings: fc.Arbitrary<Setting> = fc.record({
  user: fc.constantFrom(...PRACTITIONERS),
  file: fc.nat(1000),
  purpose: fc.constantFrom<Purpose>(
    "MASH_SCREENING",
    "MASH_SCREENING",
    "MASH_SCREENING",
    "MASH_SCREENING",
    "CHILD_PROTECTION_ENQUIRY",
    "CHILD_PROTECTION_ENQUIRY",
    "CHILD_PROTECTION_ENQUIRY",
    "CHILD_PROTECTION_ENQUIRY",
    "CHILD_IN_NEED_ASSESSMENT",
    "EARLY_HELP",
    "CHILD_IN_NEED_ASSESSMENT",
    "CHILD_IN_NEED_ASSESSMENT",
    "LOOKED_AFTER_CARE_PLANNING",
    "LOOKED_AFTER_CARE_PLANNING",
    "DOMESTIC_ABUSE_RISK",
    "DOMESTIC_ABUSE_RISK",
    ...PURPOSES,
  ),
});
