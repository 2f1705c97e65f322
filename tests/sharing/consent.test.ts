import { decide } from "../../src/sharing/decide";
import type { Consent } from "../../src/sharing/evidence";
import { ALWAYS, ask, consent, DAY, evidence, NOW, rulebook, type AskOverrides } from "./given";

const reason = (consents: Consent[], overrides: AskOverrides = {}): string => {
  const forwards = decide(ask(overrides), evidence({ consents }), rulebook()).reason;
  const backwards = decide(ask(overrides), evidence({ consents: [...consents].reverse() }), rulebook()).reason;
  expect(backwards).toBe(forwards); // the order of the evidence never matters
  return forwards;
};

const GRANT = consent();
const REFUSAL = consent({ id: "REFUSAL", decision: "REFUSED" });
const SELF = consent({ givenBy: "SELF" });
const year = 365.25 * DAY;
const aged = (years: number, more: AskOverrides["subject"] = {}): AskOverrides => ({
  subject: { sixteenAt: NOW + (16 - years) * year, eighteenAt: NOW + (18 - years) * year, ...more },
});

describe("whose consent it is", () => {
  it.each<[string, Consent, AskOverrides, string]>([
    ["an adult's own", SELF, aged(30), "P-CONSENT"],
    ["an adult's deputy", consent({ givenBy: "DEPUTY" }), aged(30), "P-CONSENT"],
    ["a mother's for an adult", GRANT, aged(30), "W-CONSENT-WRONG-PERSON"],
    ["a 17-year-old's own", SELF, aged(17), "P-CONSENT"],
    ["a deputy's for a 17-year-old", consent({ givenBy: "DEPUTY" }), aged(17), "W-CONSENT-WRONG-PERSON"],
    ["a mother's for a 17-year-old", GRANT, aged(17), "W-CONSENT-WRONG-PERSON"],
    ["a competent child's own", SELF, aged(14, { competence: "COMPETENT" }), "P-CONSENT"],
    ["a mother's for a competent child", GRANT, aged(14, { competence: "COMPETENT" }), "W-CONSENT-WRONG-PERSON"],
    ["a mother's for an unassessed child", GRANT, aged(14), "P-CONSENT"],
    ["a mother's for a child not competent", GRANT, aged(14, { competence: "NOT_COMPETENT" }), "P-CONSENT"],
    ["an unassessed child's own", SELF, aged(14), "W-CONSENT-WRONG-PERSON"],
    ["somebody without parental responsibility", consent({ givenBy: "PARTNER" }), aged(8), "W-CONSENT-WRONG-PERSON"],
    ["the authority without a care order", consent({ givenBy: "LA" }), aged(8), "W-CONSENT-WRONG-PERSON"],
  ])("%s", (_what, given, overrides, expected) => expect(reason([given], overrides)).toBe(expected));

  it.each([
    ["C1", "P-CONSENT"],
    ["C2", "P-CONSENT"],
    ["E1", "P-CONSENT"],
    ["V2", "W-CONSENT-WRONG-PERSON"],
    ["D1", "W-CONSENT-WRONG-PERSON"],
  ])("the authority under legal status %s", (code, expected) => {
    const lookedAfter = aged(8, { legalStatus: [{ code, ...ALWAYS }] });
    expect(reason([consent({ givenBy: "LA" })], lookedAfter)).toBe(expected);
  });
  it("the authority only while the order lasts", () => {
    const ended = aged(8, { legalStatus: [{ code: "C1", from: -Infinity, to: NOW }] });
    expect(reason([consent({ givenBy: "LA" })], ended)).toBe("W-CONSENT-WRONG-PERSON");
  });

  const holder = (more: object) =>
    aged(8, { parentalResponsibility: [{ ...ALWAYS, holder: "MOTHER", restrictedFrom: Infinity, ...more }] });
  it("parental responsibility counts while it is held and not restricted", () => {
    expect(reason([GRANT], holder({ to: NOW }))).toBe("W-CONSENT-WRONG-PERSON");
    expect(reason([GRANT], holder({ restrictedFrom: NOW }))).toBe("W-CONSENT-WRONG-PERSON");
    expect(reason([GRANT], holder({ restrictedFrom: NOW + 1 }))).toBe("P-CONSENT");
  });
  it("a restricted holder's refusal does not count either", () => {
    const both = aged(8, {
      parentalResponsibility: [
        { ...ALWAYS, holder: "MOTHER", restrictedFrom: Infinity },
        { ...ALWAYS, holder: "FATHER", restrictedFrom: -Infinity },
      ],
    });
    expect(reason([GRANT, consent({ id: "F", givenBy: "FATHER", decision: "REFUSED" })], both)).toBe("P-CONSENT");
  });
  it("changes hands at the 16th and 18th birthday, at the instant", () => {
    expect(reason([GRANT], { subject: { sixteenAt: NOW + 1 } })).toBe("P-CONSENT");
    expect(reason([GRANT], { subject: { sixteenAt: NOW } })).toBe("W-CONSENT-WRONG-PERSON");
    const deputy = consent({ givenBy: "DEPUTY" });
    expect(reason([deputy], { subject: { sixteenAt: -Infinity, eighteenAt: NOW + 1 } })).toBe("W-CONSENT-WRONG-PERSON");
    expect(reason([deputy], { subject: { sixteenAt: -Infinity, eighteenAt: NOW } })).toBe("P-CONSENT");
  });
});

describe("what it covers", () => {
  it.each<[string, Partial<Consent>, string]>([
    ["this category", { categories: ["exclusions"] }, "P-CONSENT"],
    ["another category", { categories: ["send"] }, "W-CONSENT-SCOPE"],
    ["everything but this", { excludedCategories: ["exclusions"] }, "W-CONSENT-SCOPE"],
    ["another recipient", { recipients: ["CSC"] }, "W-CONSENT-SCOPE"],
    ["everybody but this recipient", { recipients: ["*"], excludedRecipients: ["MASH"] }, "W-CONSENT-SCOPE"],
    ["another purpose", { purposes: ["EARLY_HELP"] }, "W-CONSENT-SCOPE"],
    ["not begun", { from: NOW + 1 }, "W-CONSENT-NONE"],
    ["beginning now", { from: NOW }, "P-CONSENT"],
    ["ended now", { to: NOW }, "W-CONSENT-EXPIRED"],
    ["withdrawn this instant", { withdrawnAt: NOW }, "W-CONSENT-WITHDRAWN"],
    ["to be withdrawn next", { withdrawnAt: NOW + 1 }, "P-CONSENT"],
    ["sought unsafely", { seekedSafely: false }, "W-CONSENT-NONE"],
    ["all agencies, all purposes, for ever", { recipients: ["*"], purposes: ["*"], to: Infinity }, "W-CONSENT-NONE"],
    ["all agencies, all purposes, for a while", { recipients: ["*"], purposes: ["*"] }, "P-CONSENT"],
  ])("%s", (_what, more, expected) => expect(reason([consent(more)])).toBe(expected));

  it("an unsafe refusal still counts", () => {
    expect(reason([GRANT, { ...REFUSAL, from: NOW, seekedSafely: false }])).toBe("W-CONSENT-REFUSED");
  });
  it("nobody asked", () => expect(reason([])).toBe("W-CONSENT-NONE"));
});

describe("several records", () => {
  const later = { from: NOW - DAY };
  it.each<[string, Consent[], string]>([
    ["a later refusal replaces a grant", [GRANT, { ...REFUSAL, ...later }], "W-CONSENT-REFUSED"],
    ["a later grant replaces a refusal", [{ ...GRANT, ...later }, REFUSAL], "P-CONSENT"],
    [
      "a later refusal of something else does not",
      [GRANT, { ...REFUSAL, ...later, categories: ["send"] }],
      "P-CONSENT",
    ],
    [
      "a later refusal for another purpose does not",
      [GRANT, { ...REFUSAL, ...later, purposes: ["EARLY_HELP"] }],
      "P-CONSENT",
    ],
    [
      "a later narrower grant replaces a wider",
      [GRANT, consent({ id: "N", ...later, categories: ["send"] })],
      "W-CONSENT-SCOPE",
    ],
    [
      "a later grant to another recipient does not",
      [GRANT, consent({ id: "N", ...later, recipients: ["CSC"] })],
      "P-CONSENT",
    ],
    ["a refusal that ran out no longer counts", [GRANT, { ...REFUSAL, ...later, to: NOW }], "P-CONSENT"],
    [
      "a later exclusion of this recipient",
      [
        consent({ recipients: ["*"] }),
        consent({ id: "N", ...later, recipients: ["CSC"], excludedRecipients: ["MASH"] }),
      ],
      "W-CONSENT-SCOPE",
    ],
    ["of two at one instant the refusal counts", [GRANT, REFUSAL], "W-CONSENT-REFUSED"],
    [
      "of two grants at one instant the withdrawn one counts",
      [GRANT, consent({ id: "W", withdrawnAt: NOW })],
      "W-CONSENT-WITHDRAWN",
    ],
    [
      "of two grants at one instant the narrower counts",
      [GRANT, consent({ id: "Z", categories: ["send"] })],
      "W-CONSENT-SCOPE",
    ],
    ["whatever their ids", [GRANT, consent({ id: "A", categories: ["send"] })], "W-CONSENT-SCOPE"],
    [
      "of two grants at one instant the one that ran out counts",
      [GRANT, consent({ id: "A", to: NOW }), consent({ id: "Z", categories: ["send"] })],
      "W-CONSENT-EXPIRED",
    ],
    [
      "though the other will be withdrawn",
      [consent({ withdrawnAt: NOW + 1 }), consent({ id: "A", to: NOW })],
      "W-CONSENT-EXPIRED",
    ],
  ])("%s", (_what, records, expected) => expect(reason(records)).toBe(expected));

  const parents: AskOverrides = {
    subject: {
      parentalResponsibility: ["MOTHER", "FATHER"].map((holder) => ({ ...ALWAYS, holder, restrictedFrom: Infinity })),
    },
  };
  const father = (more: Partial<Consent> = {}) => consent({ id: "FATHER", givenBy: "FATHER", ...more });
  it.each<[string, Consent[], string]>([
    ["one grants, one refuses", [GRANT, father({ decision: "REFUSED" })], "W-CONSENT-CONFLICT"],
    ["one grants, one has withdrawn", [GRANT, father({ withdrawnAt: NOW })], "W-CONSENT-CONFLICT"],
    [
      "one grants, one refuses something else",
      [GRANT, father({ decision: "REFUSED", categories: ["send"] })],
      "P-CONSENT",
    ],
    ["one grants, one's ran out", [GRANT, father({ to: NOW })], "P-CONSENT"],
    ["refused before withdrawn", [REFUSAL, father({ withdrawnAt: NOW })], "W-CONSENT-REFUSED"],
    ["withdrawn before expired", [consent({ withdrawnAt: NOW }), father({ to: NOW })], "W-CONSENT-WITHDRAWN"],
    ["expired before scope", [consent({ to: NOW }), father({ categories: ["send"] })], "W-CONSENT-EXPIRED"],
  ])("%s", (_what, records, expected) => expect(reason(records, parents)).toBe(expected));
});
