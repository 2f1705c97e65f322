/** All that a decision says beside its reason: the protocol and the evidence it rests on, the level that is needed. */
import { decide } from "../../src/sharing/decide";
import type { Decision } from "../../src/sharing/decision";
import type { Evidence } from "../../src/sharing/evidence";
import type { Protocol, Rulebook } from "../../src/sharing/rulebook";
import type { Role } from "../../src/sharing/vocabulary";
import {
  ALWAYS,
  ask,
  consent,
  DAY,
  evidence,
  GP,
  HOUR,
  MASH,
  NOW,
  party,
  POLICE,
  protocol,
  rulebook,
  type AskOverrides,
} from "./given";

const decided = (overrides: AskOverrides, on: Partial<Evidence> = {}, book: Rulebook = rulebook()) =>
  decide(ask(overrides), evidence(on), book);

const SILENT: Omit<Decision, "permitted" | "reason"> = {
  internalReason: null,
  protocol: null,
  cites: [],
  breakGlassRefused: false,
  levelNeeded: null,
  lookBack: [],
  dropAll: null,
  onlyItems: null,
  sensitiveServices: [],
};
const YES = { ...SILENT, permitted: true };
const NO = { ...SILENT, permitted: false };
const granted = { consents: [consent()] };

describe("before any protocol", () => {
  const protection = { code: "X-PROTECTED" as const, categories: ["*"], exempt: [], ...ALWAYS };
  test.each<[string, AskOverrides, Partial<Evidence>, Decision]>([
    [
      "protection",
      {},
      { restrictions: [protection] },
      { ...NO, reason: "N-NOTHING-AVAILABLE", internalReason: "X-PROTECTED" },
    ],
    [
      "a conflict",
      { viewer: { conflict: true } },
      {},
      { ...NO, reason: "N-NOTHING-AVAILABLE", internalReason: "X-COI" },
    ],
    ["own data", { source: MASH }, {}, { ...YES, reason: "P-OWN", sensitiveServices: ["*"] }],
    [
      "own data, to an auditor",
      { source: MASH, viewer: { role: "CASE_AUDITOR" } },
      {},
      { ...NO, reason: "W-PROTOCOL-ROLE" },
    ],
    [
      "own data, to an integrator",
      { source: MASH, viewer: { role: "INTEGRATOR" } },
      {},
      { ...NO, reason: "W-PROTOCOL-ROLE" },
    ],
    ["no relationship", { case: { open: false } }, {}, { ...NO, reason: "W-NO-RELATIONSHIP" }],
    ["no protocol", { source: party("VCS") }, {}, { ...NO, reason: "W-NO-PROTOCOL" }],
  ])("%s", (_what, overrides, on, expected) => expect(decided(overrides, on)).toEqual(expected));

  it("another restriction on the person bars nobody here", () =>
    expect(decided({ source: MASH }, { restrictions: [{ ...protection, code: "X-REFUGE" }] }).reason).toBe("P-OWN"));
});

describe("of several protocols the one that came nearest is named", () => {
  const by = (id: string, more: Partial<Protocol>) => protocol({ id, ...more });
  const book = rulebook(
    by("A", { purposes: ["EARLY_HELP"] }),
    by("B", { roles: ["SOCIAL_WORKER"] }),
    by("C", { categories: ["attendance"], roles: ["MASH_ADVANCED_PRACTITIONER"] }),
    by("D", { minimumLevel: { exclusions: 4 }, roles: ["MASH_ADVANCED_PRACTITIONER"] }),
    by("E", { minimumLevel: { exclusions: "3s" }, roles: ["MASH_ADVANCED_PRACTITIONER"] }),
    by("F", { minimumLevel: { exclusions: "3s" }, roles: ["MASH_ADVANCED_PRACTITIONER"] }),
  );
  const low = { level: { common: 1 as const, statutory: true } };
  test.each<[string, AskOverrides, Partial<Decision>]>([
    [
      "none for the purpose: the first",
      { purpose: "ADULT_SAFEGUARDING" },
      { reason: "W-PROTOCOL-PURPOSE", protocol: "A@1" },
    ],
    [
      "none for the role: the first for the purpose",
      { viewer: { role: "DSL" } },
      { reason: "W-PROTOCOL-ROLE", protocol: "B@1" },
    ],
    [
      "below the level: the lowest, and the first of two",
      { case: low },
      { reason: "W-LEVEL", protocol: "E@1", levelNeeded: "3s" },
    ],
    ["at the level: the first of those", {}, { reason: "P-CONSENT", protocol: "E@1" }],
  ])("%s", (_what, overrides, expected) => expect(decided(overrides, granted, book)).toMatchObject(expected));

  it("none for the category: the first for the role", () => {
    const narrow = rulebook(by("A", { roles: ["DSL"] }), by("B", { categories: ["attendance"] }));
    expect(decided({}, granted, narrow)).toEqual({ ...NO, reason: "W-PROTOCOL-CATEGORY", protocol: "B@1" });
  });
  it("in the order of their ids, then of their versions, however they come", () => {
    const three = [by("B", {}), by("A", { version: 10 }), by("A", { version: 9 })];
    for (const list of [three, [...three].reverse()]) {
      expect(decided({}, granted, rulebook(...list)).protocol).toBe("A@9");
    }
  });
  it("one that is not ACTIVE binds nobody, and leaves the others standing", () => {
    const { flows } = rulebook(by("A", { status: "DRAFT" }), by("B", {}));
    expect(flows("SCHOOL", "MASH").map((it) => it.reference)).toEqual(["B@1"]);
    expect(flows("MASH", "SCHOOL")).toEqual([]);
    expect(flows("NOBODY", "MASH")).toEqual([]);
  });
  it("a second signature of one agency does not put off the first", () => {
    const signatures = [
      ["MASH", NOW - DAY],
      ["SCHOOL", NOW - DAY],
      ["SCHOOL", NOW + DAY],
    ] as const;
    const twice = protocol({ signatures: signatures.map(([agency, signedAt]) => ({ agency, signedAt })) });
    expect(decided({}, granted, rulebook(twice)).reason).toBe("P-CONSENT");
  });
});

describe("within a protocol", () => {
  const book = rulebook(protocol({ lookBack: { exclusions: "P1Y" } }));
  const facts = { protocol: "ISP@1", lookBack: ["P1Y"] };
  const order = { id: "O", recipients: ["MASH"], categories: ["*"], ...ALWAYS };
  const determination = { id: "D", source: "SCHOOL", category: "exclusions" as const, ...ALWAYS };
  const dispensation = {
    ...order,
    id: "X",
    reason: "CANNOT_BE_GIVEN",
    requestedBy: "W",
    authorisedBy: "M",
    from: NOW - 1,
    to: NOW + 1,
  };
  const s47: AskOverrides = { purpose: "CHILD_PROTECTION_ENQUIRY", case: { statutoryBasis: "S47" } };
  test.each<[string, AskOverrides, Partial<Evidence>, Decision]>([
    ["the source's own hand", { manual: true }, granted, { ...NO, ...facts, reason: "W-SOURCE-DECISION" }],
    ["a court order", {}, { courtOrders: [order] }, { ...YES, ...facts, reason: "P-COURT", cites: ["O"] }],
    ["a s.47 enquiry", s47, {}, { ...YES, ...facts, reason: "P-S47", sensitiveServices: ["*"] }],
    [
      "high risk",
      { purpose: "DOMESTIC_ABUSE_RISK", case: { highRisk: true } },
      {},
      { ...YES, ...facts, reason: "P-MARAC" },
    ],
    ["no basis", { purpose: "QUALITY_ASSURANCE" }, granted, { ...NO, ...facts, reason: "W-NO-BASIS" }],
    [
      "the holder's determination",
      {},
      { determinations: [{ ...determination, view: "SHARE", purpose: "CHILD_IN_NEED_ASSESSMENT" }] },
      { ...YES, ...facts, reason: "P-16LA", cites: ["D"] },
    ],
    ["consent", {}, granted, { ...YES, ...facts, reason: "P-CONSENT", cites: ["CONSENT"] }],
    [
      "consent that names categories",
      {},
      { consents: [consent({ categories: ["exclusions", "*", "mental-health"] })] },
      { ...YES, ...facts, reason: "P-CONSENT", cites: ["CONSENT"], sensitiveServices: ["exclusions", "mental-health"] },
    ],
    [
      "a dispensation",
      {},
      { dispensations: [dispensation] },
      { ...YES, ...facts, reason: "P-DISPENSED", cites: ["X"] },
    ],
    ["no consent", {}, {}, { ...NO, ...facts, reason: "W-CONSENT-NONE" }],
    [
      "a covert flag",
      {},
      { ...granted, determinations: [{ ...determination, view: "MORE_DETRIMENTAL", covert: true }] },
      { ...YES, ...facts, reason: "P-CONSENT", cites: ["CONSENT"], dropAll: "X-MORE-DETRIMENTAL" },
    ],
  ])("%s", (_what, overrides, on, expected) => expect(decided(overrides, on, book)).toEqual(expected));

  it("a standing determination is cited by its protocol and its words, and opens under that protocol, not another", () => {
    const standing = { purpose: "CHILD_IN_NEED_ASSESSMENT", category: "exclusions", madeAt: NOW } as const;
    const two = rulebook(protocol({ id: "A" }), protocol({ id: "B", standingDeterminations: [standing] }));
    expect(decided({}, {}, two)).toEqual({
      ...YES,
      reason: "P-16LA",
      protocol: "B@1",
      cites: ["B@1#CHILD_IN_NEED_ASSESSMENT exclusions"],
    });
  });
  it("a standing determination opens what those hold who made it, and no more", () => {
    const standing = { purpose: "CHILD_IN_NEED_ASSESSMENT", category: "exclusions", madeAt: NOW } as const;
    const by = (...madeBy: string[]) => rulebook(protocol({ standingDeterminations: [{ ...standing, madeBy }] }));
    expect(decided({}, {}, by("GP", "SCHOOL")).reason).toBe("P-16LA");
    expect(decided({}, {}, by("GP")).reason).toBe("W-CONSENT-NONE");
  });
  it("a determination to share is for its source, category and purpose", () => {
    const share = { ...determination, view: "SHARE" as const, purpose: "CHILD_IN_NEED_ASSESSMENT" as const };
    for (const other of [{ source: "GP" }, { category: "send" as const }, { purpose: "EARLY_HELP" as const }]) {
      expect(decided({}, { determinations: [{ ...share, ...other }] }).reason).toBe("W-CONSENT-NONE");
    }
  });
});

describe("whose consents were weighed", () => {
  const parents: AskOverrides["subject"] = {
    parentalResponsibility: ["MOTHER", "FATHER"].map((holder) => ({ ...ALWAYS, holder, restrictedFrom: Infinity })),
  };
  const father = (more = {}) => consent({ id: "F", givenBy: "FATHER", ...more });
  test.each([
    ["nobody's", [], "W-CONSENT-NONE", []],
    ["of somebody who may not", [consent({ id: "N", givenBy: "PARTNER" })], "W-CONSENT-WRONG-PERSON", ["N"]],
    ["of both who granted", [father(), consent()], "P-CONSENT", ["CONSENT", "F"]],
    ["of both who disagree", [father({ decision: "REFUSED" }), consent()], "W-CONSENT-CONFLICT", ["CONSENT", "F"]],
    ["of one who withdrew", [father({ withdrawnAt: NOW }), consent()], "W-CONSENT-CONFLICT", ["CONSENT", "F"]],
    ["of the one who refused", [father({ decision: "REFUSED" }), consent({ to: NOW })], "W-CONSENT-REFUSED", ["F"]],
    ["of the one who withdrew", [father({ withdrawnAt: NOW }), consent({ to: NOW })], "W-CONSENT-WITHDRAWN", ["F"]],
    ["of the one whose ran out", [father({ to: NOW })], "W-CONSENT-EXPIRED", ["F"]],
    ["of two alike at one instant", [consent({ id: "B" }), consent({ id: "A" })], "P-CONSENT", ["A"]],
    ["of all, where none covers it", [father({ categories: ["send"] })], "W-CONSENT-SCOPE", ["F"]],
  ])("%s", (_what, consents, reason, cites) =>
    expect(decided({ subject: parents }, { consents })).toMatchObject({ reason, cites }),
  );

  const year = 366 * DAY;
  const all = { recipients: ["*"], purposes: ["*"], from: NOW - DAY };
  test.each([
    ["everything for a year and no longer", { ...all, to: NOW - DAY + year }, "P-CONSENT"],
    ["everything for longer: bundled", { ...all, to: NOW - DAY + year + 1 }, "W-CONSENT-NONE"],
    ["one category for longer", { ...all, to: Infinity, categories: ["exclusions"] }, "P-CONSENT"],
    ["one recipient for longer", { ...all, to: Infinity, recipients: ["MASH"] }, "P-CONSENT"],
    ["one purpose for longer", { ...all, to: Infinity, purposes: ["CHILD_IN_NEED_ASSESSMENT"] }, "P-CONSENT"],
    ["a refusal of everything for ever", { ...all, to: Infinity, decision: "REFUSED" as const }, "W-CONSENT-REFUSED"],
  ])("%s", (_what, more, reason) => expect(decided({}, { consents: [consent(more)] }).reason).toBe(reason));
});

describe("break-glass", () => {
  const grant = { id: "B", userId: "U", categories: ["*"], from: NOW, to: NOW + HOUR };
  const lists = { roles: ["MASH_ADVANCED_PRACTITIONER"] as Role[], categories: ["exclusions" as const] };
  const book = rulebook(
    protocol({ id: "A", lookBack: { exclusions: "P1M" } }),
    protocol({ id: "B", breakGlass: lists, lookBack: { exclusions: "P1Y" } }),
  );
  const broken = (narrative: string, b = book, overrides: AskOverrides = {}) =>
    decided(overrides, { breakGlass: [{ ...grant, narrative }] }, b);
  it("names the grant, and the protocol that allows it with its own look-back", () =>
    expect(broken("exactly twenty chars")).toEqual({
      ...YES,
      reason: "P-BREAKGLASS",
      protocol: "B@1",
      cites: ["B"],
      lookBack: ["P1Y"],
      sensitiveServices: ["*"],
    }));
  it("needs words, not spaces", () => {
    for (const narrative of ["nineteen characters", " ".repeat(40), `${" ".repeat(10)}nineteen characters `]) {
      expect(broken(narrative)).toMatchObject({ reason: "W-CONSENT-NONE", breakGlassRefused: true });
    }
  });
  it("needs role and category listed by one and the same protocol", () => {
    const apart = rulebook(
      protocol({ id: "A", breakGlass: { ...lists, roles: ["DSL"] } }),
      protocol({ id: "B", breakGlass: { ...lists, categories: ["send"] } }),
    );
    expect(broken("exactly twenty chars", apart).breakGlassRefused).toBe(true);
  });
  it("keeps what the refusal said, and is not spoken of where nobody broke it", () => {
    const refused = broken("exactly twenty chars", book, { manual: true });
    expect(refused).toEqual({
      ...NO,
      reason: "W-SOURCE-DECISION",
      protocol: "A@1",
      lookBack: ["P1M", "P1Y"],
      breakGlassRefused: true,
    });
    expect(decided({ manual: true }, {}, book).breakGlassRefused).toBe(false);
  });
  it("opens no purpose that nobody knows", () =>
    expect(broken("exactly twenty chars", book, { purpose: "NOSINESS" as never }).breakGlassRefused).toBe(true));
});

describe("direct care", () => {
  const care: AskOverrides = {
    purpose: "DIRECT_CARE",
    category: "health-conditions",
    case: { agencies: new Set(["GP", "POLICE"]) },
  };
  const consents = [consent({ recipients: ["*"], purposes: ["DIRECT_CARE"] })];
  const book = rulebook(protocol({ sources: ["GP", "SCHOOL"], recipients: ["GP", "POLICE"] }));
  test.each([
    [
      "from health to the police asks for consent",
      { source: GP, viewer: { agency: POLICE, role: "POLICE_SAFEGUARDING" } },
    ],
    ["from the school to health likewise", { viewer: { agency: GP, role: "HEALTH_SAFEGUARDING_LEAD" } }],
  ] as [string, AskOverrides][])("%s", (_what, between) => {
    expect(decided({ ...care, ...between }, { consents }, book).reason).toBe("P-CONSENT");
    expect(decided({ ...care, ...between }, {}, book).reason).toBe("W-CONSENT-NONE");
  });
});
