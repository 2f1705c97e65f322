/** FHIR R4 Consent: out and in again without loss, valid as R4 has it, and refused where it says more than we keep. */
import fc from "fast-check";
import { Refusal } from "../../src/gateway/faults";
import { fromFhir } from "../../src/governance/consents/fhir/from-fhir";
import type { PortableConsent } from "../../src/governance/consents/fhir/portable-consent";
import { EXTENSIONS, NOT_CARRIED } from "../../src/governance/consents/fhir/systems";
import { toFhir, type Resource } from "../../src/governance/consents/fhir/to-fhir";
import { CATEGORIES, PURPOSES } from "../../src/sharing/vocabulary";
import { proofSize } from "../proof-size";

const words = (list: readonly string[], least: number) =>
  fc.subarray([...list], { minLength: least, maxLength: Math.min(12, list.length) });
const orAll = (list: readonly string[]) => fc.oneof(words(list, 1), fc.constant(["*"]));
const AGENCIES = ["MASH", "CSC", "EH", "SCHOOL", "GP", "CSC-210"];
const text = fc
  .string({ minLength: 1, maxLength: 40, unit: "grapheme" })
  .filter((it) => !it.includes("\0") && it.trim() === it);
const id = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(..."abcXYZ019-_") });
const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });

const anyConsent: fc.Arbitrary<PortableConsent> = fc
  .record({
    recordId: id,
    member: id,
    giver: fc.option(id),
    capacity: fc.constantFrom("SELF" as const, "PR_HOLDER" as const, "LA_WITH_PR" as const, "DEPUTY" as const),
    decision: fc.constantFrom("GRANTED" as const, "REFUSED" as const),
    categories: orAll(Object.keys(CATEGORIES)),
    excludedCategories: words(Object.keys(CATEGORIES), 0),
    recipients: orAll(AGENCIES),
    excludedRecipients: words(AGENCIES, 0),
    purposes: orAll(PURPOSES),
    from: instant,
    lasts: fc.integer({ min: 1, max: 400 * 86_400_000 }),
    withdrawnAt: fc.option(instant),
    method: text,
    evidenceRef: fc.option(text),
    competenceAssessment: fc.option(id),
    soughtSafely: fc.boolean(),
    recordedAt: instant,
    custodian: fc.option(fc.constantFrom(...AGENCIES)),
  })
  .map(({ lasts, ...it }) => ({ ...it, to: it.from + lasts }))
  // who gives for themselves is the subject; the authority is no member
  .map((it) => ({ ...it, giver: it.capacity === "SELF" ? it.member : it.capacity === "LA_WITH_PR" ? null : it.giver }));

const back = (resource: Resource): Omit<ReturnType<typeof fromFhir>, "identifier" | "leftOut"> => {
  const { identifier: _, leftOut, ...it } = fromFhir(JSON.parse(JSON.stringify(resource)));
  expect(leftOut).toEqual([]);
  return it;
};
const isEmpty = (it: unknown): boolean =>
  it === null || it === undefined || it === "" || (typeof it === "object" && Object.keys(it).length === 0);
/** FHIR JSON: no empty lists or objects, no null, no empty text, anywhere. */
const holdsEmpty = (it: unknown): boolean =>
  isEmpty(it) || (typeof it === "object" && it !== null && Object.values(it).some(holdsEmpty));

test("what goes out comes in again, for every consent that there can be", () =>
  fc.assert(
    fc.property(anyConsent, (consent) => {
      const resource = toFhir(consent);
      expect(back(resource)).toEqual(consent);
      expect(holdsEmpty(resource)).toBe(false);
    }),
    { numRuns: proofSize(300, 20_000) },
  ));

const GOOD = toFhir({
  recordId: "R1",
  member: "M1",
  giver: "M2",
  capacity: "PR_HOLDER",
  decision: "GRANTED",
  categories: ["attendance"],
  excludedCategories: ["send"],
  recipients: ["EH"],
  excludedRecipients: ["VCS"],
  purposes: ["EARLY_HELP"],
  from: Date.UTC(2026, 10, 1),
  to: Date.UTC(2027, 10, 1),
  withdrawnAt: null,
  method: "In writing",
  evidenceRef: null,
  competenceAssessment: null,
  soughtSafely: true,
  recordedAt: Date.UTC(2026, 10, 1),
  custodian: "EH",
});

test("it is what FHIR R4 and its guide ask of a consent to share", () => {
  expect(GOOD).toMatchObject({
    resourceType: "Consent",
    status: "active",
    scope: { coding: [{ code: "patient-privacy" }] },
    category: [{ coding: [{ system: "http://loinc.org", code: "59284-0" }] }],
    policyRule: { coding: [{ code: "OPTIN" }] },
    verification: [{ verified: true }],
    provision: {
      type: "permit",
      // within the period, as FHIR counts it
      period: { start: "2026-11-01T00:00:00.000Z", end: "2027-10-31T23:59:59.999Z" },
      actor: [{ role: { coding: [{ code: "IRCP" }] }, reference: { identifier: { value: "EH" } } }],
      provision: [
        { type: "deny", code: [{ coding: [{ code: "send" }] }] },
        { type: "deny", actor: [{ reference: { identifier: { value: "VCS" } } }] },
      ],
    },
  });
});

test("what R4 has no element for is said: every extension, and what is left out", () => {
  const extended = NOT_CARRIED.filter((it) => it.how === "EXTENSION");
  expect(extended).toHaveLength(Object.keys(EXTENSIONS).length);
  expect(NOT_CARRIED.filter((it) => it.how === "LEFT_OUT").length).toBeGreaterThan(0);
});

describe("the end of a period is within it", () => {
  const ending = (end: string) => {
    const provision = GOOD["provision"] as Resource;
    return fromFhir({ ...GOOD, provision: { ...provision, period: { start: "2026-06-01", end } } }).to;
  };
  test.each([
    ["2027-03-31", Date.parse("2027-03-31T23:00:00Z")], // London: the clocks went forward on the 28th
    ["2027-01-31", Date.parse("2027-02-01T00:00:00Z")],
    ["2027-01-31T12:00:00Z", Date.parse("2027-01-31T12:00:01Z")],
    ["2027-01-31T12:00:00.000+01:00", Date.parse("2027-01-31T11:00:00.001Z")],
  ])("%s", (end, to) => expect(ending(end)).toBe(to));
});

describe("what is not understood is refused, where leaving it out would widen the consent", () => {
  const provision = GOOD["provision"] as Resource;
  const faultsOf = (resource: unknown): string[] => {
    try {
      fromFhir(resource);
      return [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [...new Set(error.faults.map((it) => it.path))].sort();
    }
  };
  const inProvision = (more: object) => ({ ...GOOD, provision: { ...provision, ...more } });
  test.each<[string, unknown, string[]]>([
    ["nothing", {}, ["category", "patient", "performer", "provision", "resourceType", "scope", "status"]],
    ["another resource", { ...GOOD, resourceType: "Patient" }, ["resourceType"]],
    ["a modifier", { ...GOOD, modifierExtension: [{ url: "x" }] }, ["modifierExtension"]],
    ["implicit rules", { ...GOOD, implicitRules: "x" }, ["implicitRules"]],
    ["a draft", { ...GOOD, status: "draft" }, ["status"]],
    ["inactive, since when?", { ...GOOD, status: "inactive" }, ["status"]],
    ["opt-out that permits", inProvision({ type: "deny", provision: undefined }), ["policyRule"]],
    ["a data period", inProvision({ dataPeriod: { start: "2020-01-01" } }), ["provision.dataPeriod"]],
    ["a security label", inProvision({ securityLabel: [{}] }), ["provision.securityLabel"]],
    [
      "an exception of its own type",
      inProvision({ provision: [{ ...provision, type: "permit" }] }),
      ["provision.provision.0"],
    ],
    [
      "an unknown category",
      inProvision({ code: [{ coding: [{ system: "x", code: "attendance" }] }] }),
      ["provision.code.0.coding.0"],
    ],
    ["an unknown purpose", inProvision({ purpose: [{ system: "x", code: "TREAT" }] }), ["provision.purpose.0"]],
    ["no period", inProvision({ period: undefined }), ["provision.period"]],
    ["a month", inProvision({ period: { start: "2026-11", end: "2027-01-01" } }), ["provision.period.start"]],
    [
      "a period that ends first",
      inProvision({ period: { start: "2027-11-01", end: "2026-11-01" } }),
      ["provision.period"],
    ],
    ["two who gave it", { ...GOOD, performer: [{}, {}] }, ["performer"]],
    ["not verified", { ...GOOD, verification: [{ verified: false }] }, ["verification.0.verified"]],
    [
      "an extension twice",
      { ...GOOD, extension: [...(GOOD["extension"] as []), ...(GOOD["extension"] as [])] },
      ["extension"],
    ],
  ])("%s", (_, resource, paths) =>
    expect(faultsOf(JSON.parse(JSON.stringify(resource)))).toEqual(paths.map((it) => `resource.${it}`)),
  );

  test("what changes nothing is left out, and said", () => {
    const more = {
      id: "1",
      text: { div: "x" },
      meta: {},
      toString: 1,
      extension: [...(GOOD["extension"] as []), { url: "x" }],
    };
    expect(fromFhir({ ...GOOD, ...more }).leftOut).toEqual([
      "id",
      "meta",
      "text",
      "1 other elements",
      "1 other extensions",
    ]);
  });
});
