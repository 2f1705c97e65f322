import { decide } from "../../src/sharing/decide";
import type { BreakGlassGrant, Evidence } from "../../src/sharing/evidence";
import { PURPOSES, type Category, type Purpose, type Role } from "../../src/sharing/vocabulary";
import {
  ALWAYS,
  ask,
  consent,
  CSC,
  DAY,
  evidence,
  GP,
  HOUR,
  LAW_IN_FORCE,
  MASH,
  NOW,
  party,
  POLICE,
  protocol,
  rulebook,
  SCHOOL,
  type AskOverrides,
} from "./given";
import { compileRulebook } from "../../src/sharing/rulebook";

const reason = (overrides: AskOverrides, on: Partial<Evidence> = {}, book = rulebook()): string =>
  decide(ask(overrides), evidence(on), book).reason;

const granted = { consents: [consent()] };
const protectedPerson = { code: "X-PROTECTED" as const, categories: ["*"], exempt: [], ...ALWAYS };

describe("rule 1, absolute bars", () => {
  it("a protected person is no match, own data included", () => {
    const own = decide(ask({ source: MASH }), evidence({ restrictions: [protectedPerson] }), rulebook());
    expect(own).toMatchObject({ permitted: false, reason: "N-NOTHING-AVAILABLE", internalReason: "X-PROTECTED" });
  });
  it("protection counts from its beginning and not before", () => {
    const from = { restrictions: [{ ...protectedPerson, from: NOW + 1 }] };
    expect(reason({ source: MASH }, from)).toBe("P-OWN");
  });
  it("a conflict of interest is no match", () => {
    const decision = decide(ask({ viewer: { conflict: true } }), evidence(granted), rulebook());
    expect(decision).toMatchObject({ permitted: false, reason: "N-NOTHING-AVAILABLE", internalReason: "X-COI" });
  });
});

describe("rules 2 to 4, own data, relationship, protocol in force", () => {
  it.each<[string, AskOverrides, string]>([
    ["own data needs no case", { source: MASH, case: { open: false } }, "P-OWN"],
    ["a category nobody knows is nobody's own", { source: MASH, category: "shoe-size" as Category }, "W-NO-PROTOCOL"],
    ["the case is closed", { case: { open: false } }, "W-NO-RELATIONSHIP"],
    ["the person is not linked", { subject: { linked: false } }, "W-NO-RELATIONSHIP"],
    ["the agency is not involved", { case: { agencies: new Set(["CSC"]) } }, "W-NO-RELATIONSHIP"],
    ["the user is not on the case", { viewer: { onCase: false } }, "W-NO-RELATIONSHIP"],
    ["no protocol names the source", { source: party("VCS") }, "W-NO-PROTOCOL"],
  ])("%s", (_what, overrides, expected) => expect(reason(overrides, granted)).toBe(expected));

  it.each([
    ["DRAFT", "W-NO-PROTOCOL"],
    ["SUSPENDED", "W-NO-PROTOCOL"],
    ["TERMINATED", "W-NO-PROTOCOL"],
    ["ACTIVE", "P-CONSENT"],
  ] as const)("a protocol that is %s", (status, expected) =>
    expect(reason({}, granted, rulebook(protocol({ status })))).toBe(expected),
  );

  const signed = (...signatures: [string, number][]) =>
    rulebook(protocol({ signatures: signatures.map(([agency, signedAt]) => ({ agency, signedAt })) }));
  it("needs both signatures", () => {
    expect(reason({}, granted, signed(["MASH", NOW - DAY]))).toBe("W-NO-PROTOCOL");
    expect(reason({}, granted, signed(["SCHOOL", NOW - DAY]))).toBe("W-NO-PROTOCOL");
  });
  it("counts from the later signature, at its instant", () => {
    expect(reason({}, granted, signed(["MASH", NOW - DAY], ["SCHOOL", NOW]))).toBe("P-CONSENT");
    expect(reason({}, granted, signed(["MASH", NOW - DAY], ["SCHOOL", NOW + 1]))).toBe("W-NO-PROTOCOL");
  });
  it("is half-open at both instants", () => {
    expect(reason({}, granted, rulebook(protocol({ from: NOW })))).toBe("P-CONSENT");
    expect(reason({}, granted, rulebook(protocol({ from: NOW + 1 })))).toBe("W-NO-PROTOCOL");
    expect(reason({}, granted, rulebook(protocol({ to: NOW + 1 })))).toBe("P-CONSENT");
    expect(reason({}, granted, rulebook(protocol({ to: NOW })))).toBe("W-NO-PROTOCOL");
  });
});

describe("rule 5, protocol scope in order", () => {
  const narrow = rulebook(
    protocol({
      purposes: ["MASH_SCREENING"],
      roles: ["SOCIAL_WORKER"],
      categories: ["attendance"],
      minimumLevel: { attendance: 4 },
    }),
  );
  it.each<[string, AskOverrides, string]>([
    ["purpose first", {}, "W-PROTOCOL-PURPOSE"],
    ["then role", { purpose: "MASH_SCREENING" }, "W-PROTOCOL-ROLE"],
    ["then category", { purpose: "MASH_SCREENING", viewer: { role: "SOCIAL_WORKER" } }, "W-PROTOCOL-CATEGORY"],
    ["then level", { purpose: "MASH_SCREENING", viewer: { role: "SOCIAL_WORKER" }, category: "attendance" }, "W-LEVEL"],
    ["unknown role", { purpose: "MASH_SCREENING", viewer: { role: "KING" as Role } }, "W-PROTOCOL-ROLE"],
    ["unknown purpose", { purpose: "NOSINESS" as Purpose }, "W-PROTOCOL-PURPOSE"],
  ])("%s", (_what, overrides, expected) => expect(reason(overrides, granted, narrow)).toBe(expected));

  it.each<Role>(["INTEGRATOR", "CASE_AUDITOR", "INFORMATION_GOVERNANCE_LEAD"])(
    "%s reads no person's record, whatever a protocol lists",
    (role) => {
      const book = rulebook(protocol({ roles: [role] }));
      expect(reason({ viewer: { role } }, granted, book)).toBe("W-PROTOCOL-ROLE");
      expect(
        reason({ viewer: { role }, purpose: "CHILD_PROTECTION_ENQUIRY", case: { statutoryBasis: "S47" } }, {}, book),
      ).toBe("W-PROTOCOL-ROLE");
    },
  );

  it("says which level would be needed", () =>
    expect(decide(ask({ category: "convictions" }), evidence(granted), rulebook())).toMatchObject({
      reason: "W-LEVEL",
      levelNeeded: 4,
    }));

  it("tells level 3 from 3s", () => {
    const book = rulebook(protocol({ minimumLevel: { exclusions: "3s" } }));
    const at = (common: 1 | 2 | 3 | 4, statutory: boolean) =>
      reason({ case: { level: { common, statutory } } }, granted, book);
    expect([at(3, false), at(3, true), at(4, false), at(2, true)]).toEqual([
      "W-LEVEL",
      "P-CONSENT",
      "P-CONSENT",
      "W-LEVEL",
    ]);
  });

  it("a field may be stricter than its category, never laxer", () => {
    expect(reason({ minimumLevel: 4 }, granted)).toBe("W-LEVEL");
    expect(reason({ minimumLevel: 1, category: "convictions" }, granted)).toBe("W-LEVEL");
  });

  it.each([
    [1, "3s", "3s"],
    [3, "3s", "3s"],
    ["3s", 3, "3s"],
    ["3s", 4, 4],
    [2, 1, 2],
  ] as const)("of a category's %s and a field's %s, %s", (minimum, field, needed) => {
    const book = rulebook(protocol({ minimumLevel: { exclusions: minimum } }));
    const low = { level: { common: 1 as const, statutory: false } };
    expect(decide(ask({ minimumLevel: field, case: low }), evidence(granted), book).levelNeeded).toBe(needed);
  });

  it("existence of a category that nobody knows is none, whatever a protocol allows", () => {
    const word = "shoe-size" as Category;
    const open = rulebook(protocol({ existenceMode: { [word]: "ALLOW" } }));
    expect(reason({ category: word, mode: "EXISTENCE" }, granted, open)).toBe("W-PROTOCOL-CATEGORY");
  });

  it("existence may be opened or closed apart from content", () => {
    const involvement = { category: "involvement" as const };
    const open = rulebook(protocol({ categories: ["attendance"], existenceMode: { involvement: "ALLOW" } }));
    expect(reason({ ...involvement, mode: "EXISTENCE" }, granted, open)).toBe("P-CONSENT");
    expect(reason({ ...involvement, mode: "CONTENT" }, granted, open)).toBe("W-PROTOCOL-CATEGORY");
    const shut = rulebook(protocol({ existenceMode: { involvement: "DENY" } }));
    expect(reason({ ...involvement, mode: "EXISTENCE" }, granted, shut)).toBe("W-PROTOCOL-CATEGORY");
    expect(reason({ ...involvement, mode: "CONTENT" }, granted, shut)).toBe("P-CONSENT");
  });
});

describe("rule 6, the source's own hand", () => {
  it("manual release by protocol, by category, by field", () => {
    expect(reason({}, granted, rulebook(protocol({ manualReleaseOnly: ["exclusions"] })))).toBe("W-SOURCE-DECISION");
    const level4 = { case: { level: { common: 4 as const, statutory: true } } };
    expect(reason({ category: "sexual-health", source: GP, ...level4 }, granted)).toBe("W-SOURCE-DECISION");
    expect(reason({ manual: true }, granted)).toBe("W-SOURCE-DECISION");
  });
  it("of two protocols on one flow the strictest counts, in either order", () => {
    const lax = protocol({ id: "A" });
    const strict = protocol({ id: "B", manualReleaseOnly: ["exclusions"] });
    expect(reason({}, granted, rulebook(lax, strict))).toBe("W-SOURCE-DECISION");
    expect(reason({}, granted, rulebook(strict, lax))).toBe("W-SOURCE-DECISION");
  });
  const detrimental = {
    id: "D",
    source: "SCHOOL",
    category: "exclusions" as const,
    view: "MORE_DETRIMENTAL" as const,
    ...ALWAYS,
  };
  it("more detrimental to the child, for this source and category alone", () => {
    expect(reason({}, { ...granted, determinations: [detrimental] })).toBe("W-SOURCE-DECISION");
    expect(reason({}, { ...granted, determinations: [{ ...detrimental, source: "GP" }] })).toBe("P-CONSENT");
    expect(reason({}, { ...granted, determinations: [{ ...detrimental, category: "send" }] })).toBe("P-CONSENT");
  });
  it("a covert flag withholds nothing that shows: it empties what would have opened", () => {
    const covert = { determinations: [{ ...detrimental, covert: true }] };
    expect(reason({}, covert)).toBe("W-CONSENT-NONE");
    const opened = decide(ask(), evidence({ ...granted, ...covert }), rulebook());
    expect(opened).toMatchObject({ permitted: true, reason: "P-CONSENT", dropAll: "X-MORE-DETRIMENTAL" });
    const forThis = { ...detrimental, covert: true, purpose: "CHILD_IN_NEED_ASSESSMENT" as const };
    expect(reason({}, { determinations: [forThis] })).toBe("W-CONSENT-NONE"); // nor is it one to share
  });
});

describe("rule 7, statutory basis", () => {
  const s47: AskOverrides = { purpose: "CHILD_PROTECTION_ENQUIRY", case: { statutoryBasis: "S47" } };
  const harm = { decidedBy: "MANAGER", decidedAt: NOW };
  it.each<[string, AskOverrides, string]>([
    ["a s.47 enquiry", s47, "P-S47"],
    ["an enquiry that nobody opened", { purpose: "CHILD_PROTECTION_ENQUIRY" }, "W-NO-BASIS"],
    ["screening with significant harm", { purpose: "MASH_SCREENING", case: { significantHarm: harm } }, "P-S47"],
    [
      "screening before the decision",
      { purpose: "MASH_SCREENING", case: { significantHarm: { ...harm, decidedAt: NOW + 1 } } },
      "W-CONSENT-NONE",
    ],
    [
      "screening without a named decision-maker",
      { purpose: "MASH_SCREENING", case: { significantHarm: { ...harm, decidedBy: "" } } },
      "W-CONSENT-NONE",
    ],
    ["MARAC high risk", { purpose: "DOMESTIC_ABUSE_RISK", case: { highRisk: true } }, "P-MARAC"],
    ["domestic abuse, not high risk", { purpose: "DOMESTIC_ABUSE_RISK" }, "W-CONSENT-NONE"],
    ["crime prevention from the school", { purpose: "CRIME_PREVENTION" }, "P-S115"],
    ["crime prevention from health", { purpose: "CRIME_PREVENTION", source: GP }, "W-NO-BASIS"],
    ["crime prevention from social care", { purpose: "CRIME_PREVENTION", source: CSC }, "W-NO-BASIS"],
    ["quality assurance", { purpose: "QUALITY_ASSURANCE" }, "W-NO-BASIS"],
  ])("%s", (_what, overrides, expected) => expect(reason(overrides)).toBe(expected));
  it("monitoring a programme opens nobody's record, consent or none", () => {
    const book = rulebook(protocol({ purposes: ["PROGRAMME_MONITORING"] }));
    const consents = [consent({ purposes: ["PROGRAMME_MONITORING"] })];
    expect(reason({ purpose: "PROGRAMME_MONITORING" }, { consents }, book)).toBe("W-NO-BASIS");
  });

  it("a court order that names recipient and category", () => {
    const order = { id: "O", recipients: ["MASH"], categories: ["exclusions"], ...ALWAYS };
    expect(reason({}, { courtOrders: [order] })).toBe("P-COURT");
    expect(reason({}, { courtOrders: [{ ...order, recipients: ["CSC"] }] })).toBe("W-CONSENT-NONE");
    expect(reason({}, { courtOrders: [{ ...order, categories: ["send"] }] })).toBe("W-CONSENT-NONE");
    expect(reason({}, { courtOrders: [{ ...order, to: NOW }] })).toBe("W-CONSENT-NONE");
  });

  it("a court order while no law lets it be relied on changes nothing", () => {
    const order = { id: "O", recipients: ["MASH"], categories: ["exclusions"], ...ALWAYS };
    const lawless = compileRulebook(
      1,
      [protocol()],
      LAW_IN_FORCE.filter((it) => it.reason !== "P-COURT"),
    );
    const consented = { consents: [consent({ purposes: ["*"] })] };
    for (const purpose of ["QUALITY_ASSURANCE", "CHILD_PROTECTION_ENQUIRY"] as const) {
      expect(reason({ purpose }, { ...consented, courtOrders: [order] }, lawless)).toBe("W-NO-BASIS");
    }
  });

  it("a source that is no public authority needs the recipient's public task stated", () => {
    const charity = party("SCHOOL", { publicAuthority: false });
    expect(reason({ source: charity, ...s47 })).toBe("W-NO-BASIS");
    expect(reason({ source: charity, ...s47, publicTaskStated: true })).toBe("P-S47");
  });

  it("direct care between health organisations, unless somebody who may objected", () => {
    const acute = party("HOSP", { kind: "ACUTE" });
    const care: AskOverrides = {
      purpose: "DIRECT_CARE",
      source: acute,
      category: "health-conditions",
      viewer: { agency: GP, role: "HEALTH_SAFEGUARDING_LEAD" },
    };
    const book = rulebook(
      protocol({ sources: ["HOSP"], signatures: ["HOSP", "GP"].map((agency) => ({ agency, signedAt: NOW - DAY })) }),
    );
    const objection = consent({ decision: "REFUSED", recipients: ["GP"], purposes: ["DIRECT_CARE"] });
    expect(reason(care, {}, book)).toBe("P-DIRECT-CARE");
    expect(reason(care, { consents: [objection] }, book)).toBe("W-OBJECTION");
    expect(reason(care, { consents: [{ ...objection, givenBy: "NEIGHBOUR" }] }, book)).toBe("P-DIRECT-CARE");
    const agreed = { ...objection, id: "YES", decision: "GRANTED" as const };
    expect(reason(care, { consents: [agreed] }, book)).toBe("P-DIRECT-CARE");
    expect(reason(care, { consents: [{ ...agreed, withdrawnAt: NOW }] }, book)).toBe("W-OBJECTION");
    const parents = ["MOTHER", "FATHER"].map((holder) => ({ ...ALWAYS, holder, restrictedFrom: Infinity }));
    const disagreeing = { consents: [objection, { ...agreed, givenBy: "FATHER" }] };
    expect(reason({ ...care, subject: { parentalResponsibility: parents } }, disagreeing, book)).toBe("W-OBJECTION");
  });

  describe("s.16LA", () => {
    const standing = { purpose: "CHILD_IN_NEED_ASSESSMENT" as const, category: "exclusions" as const, madeAt: NOW };
    const book = rulebook(protocol({ standingDeterminations: [standing] }));
    it("the holder's standing determination, from when it was made", () => {
      expect(reason({}, {}, book)).toBe("P-16LA");
      expect(reason({ at: NOW - 1 }, {}, book)).toBe("W-CONSENT-NONE");
      expect(reason({ category: "send" }, {}, book)).toBe("W-CONSENT-NONE");
    });
    it("before direct care, as rule 7 orders them", () => {
      const care = { purpose: "DIRECT_CARE" as const };
      const forCare = rulebook(protocol({ standingDeterminations: [{ ...standing, ...care }] }));
      expect(reason(care, {}, forCare)).toBe("P-16LA");
      expect(reason(care, {}, book)).toBe("W-CONSENT-NONE");
    });
    it("only between listed bodies", () => {
      expect(reason({ source: party("SCHOOL", { listedIn16LA: false }) }, {}, book)).toBe("W-CONSENT-NONE");
      expect(reason({ viewer: { agency: { ...MASH, listedIn16LA: false } } }, {}, book)).toBe("W-CONSENT-NONE");
    });
    it("only from its commencement", () => {
      const before = compileRulebook(
        1,
        [protocol({ standingDeterminations: [standing] })],
        LAW_IN_FORCE.map((it) => (it.reason === "P-16LA" ? { ...it, from: NOW + 1 } : it)),
      );
      expect(reason({}, {}, before)).toBe("W-CONSENT-NONE");
    });
    it("at its own level", () => {
      const high = rulebook(protocol({ standingDeterminations: [{ ...standing, minimumLevel: 4 }] }));
      expect(reason({}, {}, high)).toBe("W-CONSENT-NONE");
    });
    it("or made for this person", () => {
      const own = {
        id: "D",
        source: "SCHOOL",
        category: "exclusions" as const,
        view: "SHARE" as const,
        purpose: "CHILD_IN_NEED_ASSESSMENT" as const,
        ...ALWAYS,
      };
      expect(reason({}, { determinations: [own] })).toBe("P-16LA");
      expect(reason({}, { determinations: [{ ...own, purpose: "EARLY_HELP" }] })).toBe("W-CONSENT-NONE");
    });
  });

  it("a permit whose law is not in force is never given", () => {
    for (const [permit, overrides, on] of [
      ["P-OWN", { source: MASH }, {}],
      ["P-S47", s47, {}],
      ["P-CONSENT", {}, granted],
      ["P-MARAC", { purpose: "DOMESTIC_ABUSE_RISK", case: { highRisk: true } }, {}],
    ] as [string, AskOverrides, Partial<Evidence>][]) {
      const without = compileRulebook(
        1,
        [protocol()],
        LAW_IN_FORCE.filter((it) => it.reason !== permit),
      );
      expect(reason(overrides, on, without)).toMatch(/^W-(NO-BASIS|CONSENT-NONE|NO-PROTOCOL)$/);
    }
  });

  it("an order without its law is as if there were none: the rest of rule 7 speaks", () => {
    const without = compileRulebook(
      1,
      [protocol()],
      LAW_IN_FORCE.filter((it) => it.reason !== "P-COURT"),
    );
    const ordered = { courtOrders: [{ id: "O", recipients: ["MASH"], categories: ["*"], ...ALWAYS }], ...granted };
    expect(reason(s47, ordered, without)).toBe("P-S47");
    expect(reason({ purpose: "QUALITY_ASSURANCE" }, ordered, without)).toBe("W-NO-BASIS");
  });
});

describe("rule 8, dispensation", () => {
  const DISPENSABLE: Purpose[] = ["MASH_SCREENING", "CHILD_IN_NEED_ASSESSMENT", "LOOKED_AFTER_CARE_PLANNING"];
  const dispensation = {
    id: "D",
    reason: "WOULD_PREJUDICE_PROTECTION",
    categories: ["*"],
    requestedBy: "WORKER",
    authorisedBy: "MANAGER",
    from: NOW,
    to: NOW + DAY,
  };
  it.each<[string, Partial<typeof dispensation> & { authorisedBy?: string | null }, string]>([
    ["authorised by another", {}, "P-DISPENSED"],
    ["where consent cannot be given", { reason: "CANNOT_BE_GIVEN" }, "P-DISPENSED"],
    ["where it cannot reasonably be obtained", { reason: "CANNOT_REASONABLY_OBTAIN" }, "P-DISPENSED"],
    ["unauthorised", { authorisedBy: null as never }, "W-CONSENT-NONE"],
    ["authorised by the requester", { authorisedBy: "WORKER" }, "W-CONSENT-NONE"],
    ["for a reason the Act does not know", { reason: "URGENT" }, "W-CONSENT-NONE"],
    ["for another category", { categories: ["send"] }, "W-CONSENT-NONE"],
    ["not begun", { from: NOW + 1 }, "W-CONSENT-NONE"],
    ["run out", { to: NOW }, "W-CONSENT-NONE"],
    ["for ten working days, the clocks going back", { to: NOW + 14 * DAY + HOUR }, "P-DISPENSED"],
    ["for longer than that", { to: NOW + 14 * DAY + HOUR + 1 }, "W-CONSENT-NONE"],
    ["without an end", { to: Infinity }, "W-CONSENT-NONE"],
  ])("%s", (_what, more, expected) =>
    expect(reason({}, { dispensations: [{ ...dispensation, ...more }] })).toBe(expected),
  );
  it.each(PURPOSES.map((purpose) => [purpose, DISPENSABLE.includes(purpose)] as const))(
    "for %s: %s",
    (purpose, dispensable) => {
      const book = rulebook(protocol({ purposes: [purpose] }));
      expect(reason({ purpose, source: CSC }, { dispensations: [dispensation] }, book) === "P-DISPENSED").toBe(
        dispensable,
      );
    },
  );
  it("does nothing where the mode is NEEDED", () => {
    expect(reason({ purpose: "EARLY_HELP" }, { dispensations: [dispensation] })).toBe("W-CONSENT-NONE");
    const tightened = rulebook(protocol({ consentMode: { CHILD_IN_NEED_ASSESSMENT: "NEEDED" } }));
    expect(reason({}, { dispensations: [dispensation] }, tightened)).toBe("W-CONSENT-NONE");
  });
  it("a protocol cannot loosen the mode", () => {
    const loosened = rulebook(protocol({ consentMode: { EARLY_HELP: "NEEDED_UNLESS_DISPENSED" } }));
    expect(reason({ purpose: "EARLY_HELP" }, { dispensations: [dispensation] }, loosened)).toBe("W-CONSENT-NONE");
  });
});

describe("rule 9, break-glass", () => {
  const grant: BreakGlassGrant = {
    id: "BG",
    userId: "U",
    narrative: "child disclosed strangulation tonight",
    categories: ["*"],
    from: NOW,
    to: NOW + 4 * HOUR,
  };
  const lists = {
    roles: ["MASH_ADVANCED_PRACTITIONER", "INTEGRATOR"] as Role[],
    categories: ["exclusions", "sexual-health"] as Category[],
  };
  const book = rulebook(protocol({ breakGlass: lists }));
  const outcome = (
    overrides: AskOverrides,
    more: Partial<BreakGlassGrant> = {},
    on: Partial<Evidence> = {},
    b = book,
  ) => {
    const { reason: why, breakGlassRefused } = decide(
      ask(overrides),
      evidence({ ...on, breakGlass: [{ ...grant, ...more }] }),
      b,
    );
    return breakGlassRefused ? `${why} REFUSED` : why;
  };
  it.each<[string, AskOverrides, Partial<BreakGlassGrant>, string]>([
    ["opens what consent withholds", {}, {}, "P-BREAKGLASS"],
    ["opens what level withholds", { case: { level: { common: 1, statutory: false } } }, {}, "P-BREAKGLASS"],
    ["opens what purpose withholds", { purpose: "ADULT_SAFEGUARDING" }, {}, "P-BREAKGLASS"],
    ["not another user's", {}, { userId: "OTHER" }, "W-CONSENT-NONE REFUSED"],
    ["not before it begins", {}, { from: NOW + 1, to: NOW + HOUR }, "W-CONSENT-NONE REFUSED"],
    ["not once it has ended", {}, { from: NOW - HOUR, to: NOW }, "W-CONSENT-NONE REFUSED"],
    ["not for longer than four hours", {}, { to: NOW + 4 * HOUR + 1 }, "W-CONSENT-NONE REFUSED"],
    ["not without a reason in words", {}, { narrative: "because I say so ok" }, "W-CONSENT-NONE REFUSED"],
    ["not for a category it does not name", {}, { categories: ["send"] }, "W-CONSENT-NONE REFUSED"],
    ["not for a category the protocol does not list", { category: "send" }, {}, "W-CONSENT-NONE REFUSED"],
    ["not for a role the protocol does not list", { viewer: { role: "SOCIAL_WORKER" } }, {}, "W-PROTOCOL-ROLE REFUSED"],
    ["never for an integrator", { viewer: { role: "INTEGRATOR" } }, {}, "W-PROTOCOL-ROLE REFUSED"],
    ["not for a manual field", { manual: true }, {}, "W-SOURCE-DECISION REFUSED"],
    ["not tried without a relationship", { case: { open: false } }, {}, "W-NO-RELATIONSHIP"],
    ["not tried without a protocol", { source: party("VCS") }, {}, "W-NO-PROTOCOL"],
  ])("%s", (_what, overrides, more, expected) => expect(outcome(overrides, more)).toBe(expected));

  it("opens a manual category only where the protocol lists it", () => {
    const level4 = { case: { level: { common: 4 as const, statutory: true } }, source: GP };
    expect(outcome({ category: "sexual-health", ...level4 })).toBe("P-BREAKGLASS");
    expect(outcome({ category: "police-intelligence", ...level4 })).toBe("W-SOURCE-DECISION REFUSED");
  });
  it("never overrides more detrimental", () => {
    const flag = {
      id: "D",
      source: "SCHOOL",
      category: "exclusions" as const,
      view: "MORE_DETRIMENTAL" as const,
      ...ALWAYS,
    };
    expect(outcome({}, {}, { determinations: [flag] })).toBe("W-SOURCE-DECISION REFUSED");
  });
  it("is not tried where something else permits", () => expect(outcome({}, {}, granted)).toBe("P-CONSENT"));
});

it("cites what it decided from", () => {
  expect(decide(ask(), evidence(granted), rulebook())).toMatchObject({ cites: ["CONSENT"], protocol: "ISP@1" });
  expect(decide(ask({ viewer: { agency: POLICE } }), evidence(), rulebook()).protocol).toBe("ISP@1");
  expect(decide(ask({ source: SCHOOL }), evidence(), rulebook()).cites).toEqual([]);
});

it("every look-back of the flow goes with the permit", () => {
  const book = rulebook(
    protocol({ id: "A", lookBack: { exclusions: "P2Y" } }),
    protocol({ id: "B", lookBack: { exclusions: "P18M" } }),
  );
  expect(decide(ask(), evidence(granted), book).lookBack).toEqual(["P2Y", "P18M"]);
  expect(decide(ask({ category: "send" }), evidence(granted), book).lookBack).toEqual([]);
});
