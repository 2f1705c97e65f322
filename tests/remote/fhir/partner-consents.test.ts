/** What a FHIR server's own consent denies. Whatever cannot be read denies all; nothing that it permits opens anything. */
import fc from "fast-check";
import { deniedIn, type Denied } from "../../../src/remote/fhir/partner-consents";
import { drawn } from "../../laws/random-pairs";
import { proofSize } from "../../proof-size";
import { consent } from "./fhir-server";

const NOW = Date.parse("2026-06-15T12:00:00Z");
const CLASS = (...codes: string[]) => ({
  class: codes.map((code) => ({ system: "http://hl7.org/fhir/resource-types", code })),
});
const denied = (provision: object | null, over: object = {}): unknown => {
  const it: Denied = deniedIn(consent("c", "ola", provision, over), NOW);
  return it === "ALL" ? it : [...it];
};
const coded = (code: string, system = "http://terminology.hl7.org/CodeSystem/consentscope") => ({
  coding: [{ system, code }],
});

test.each<[string, object | null, object, unknown]>([
  ["a permit", { type: "permit" }, {}, []],
  ["a permit with a period", { type: "permit", period: { start: "2026-01-01" } }, {}, []],
  ["an opt-in and nothing more", null, {}, []],
  ["a denial", { type: "deny" }, { policyRule: coded("OPTOUT") }, "ALL"],
  ["a denial of kinds", { type: "deny", ...CLASS("Condition", "Observation") }, {}, ["Condition", "Observation"]],
  ["a denial to some, taken as to all", { type: "deny", actor: [{}], ...CLASS("Condition") }, {}, ["Condition"]],
  ["a denial in codes that are not known here", { type: "deny", code: [coded("x", "y")] }, {}, "ALL"],
  ["a denial of classes that are not known here", { type: "deny", class: [{ system: "y", code: "x" }] }, {}, "ALL"],
  ["a denial that is over", { type: "deny", period: { end: "2026-06-13" } }, {}, []],
  ["a denial that ends today", { type: "deny", period: { end: "2026-06-15" } }, {}, "ALL"],
  ["a denial whose end cannot be read", { type: "deny", period: { end: "soon" } }, {}, "ALL"],
  ["a denial to come", { type: "deny", period: { start: "2027-01-01" } }, {}, "ALL"],
  [
    "a permit but for one kind",
    { type: "permit", provision: [{ type: "deny", ...CLASS("Condition") }] },
    {},
    ["Condition"],
  ],
  ["a denial but for one kind", { type: "deny", provision: [{ type: "permit", ...CLASS("Condition") }] }, {}, "ALL"],
  ["a permit of one kind alone", { type: "permit", ...CLASS("Condition") }, {}, "ALL"],
  ["a permit for one purpose alone", { type: "permit", purpose: [{ code: "TREAT" }] }, {}, "ALL"],
  ["a permit with an exception without a type", { type: "permit", provision: [{ ...CLASS("Condition") }] }, {}, "ALL"],
  ["no type", {}, {}, "ALL"],
  ["a policy without a provision", null, { policyRule: coded("OPTOUT") }, "ALL"],
  ["nothing", null, { policyRule: undefined }, "ALL"],
  ["an opt-out that permits", { type: "permit" }, { policyRule: coded("OPTOUT") }, "ALL"],
  ["withdrawn", { type: "deny" }, { status: "inactive" }, []],
  ["a draft", { type: "deny" }, { status: "draft" }, []],
  ["a status that is none", { type: "permit" }, { status: "ACTIVE" }, "ALL"],
  ["about research", { type: "deny" }, { scope: coded("research") }, []],
  ["about research in another system's words", { type: "deny" }, { scope: coded("research", "urn:x") }, "ALL"],
  ["an extension that changes what it means", { type: "permit" }, { modifierExtension: [{}] }, "ALL"],
])("%s", (_, provision, over, expected) => {
  expect(denied(provision, over)).toEqual(expected);
});

test("what may be anything never throws, and an active one that denies without end never says less than what it denies", () => {
  fc.assert(
    fc.property(
      fc.object({ maxDepth: 4, key: fc.constantFrom("type", "class", "provision", "code", "actor") }),
      (more) => {
        const active = deniedIn({ ...consent("c", "ola", { ...more, type: "deny" }) }, NOW);
        const plain = deniedIn(consent("c", "ola", more), NOW);
        expect(active === "ALL" || active.size > 0).toBe(true);
        expect(plain === "ALL" || plain.size >= 0).toBe(true);
      },
    ),
    { numRuns: proofSize(300, 10_000), ...drawn() },
  );
});
