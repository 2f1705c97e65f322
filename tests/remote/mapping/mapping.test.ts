/** A mapping is read with the SDL that it stands in: every fault at once, and what it reaches for is known before it is asked. */
import { print } from "graphql";
import { diffClassification } from "../../../src/remote/sdl/classification-diff";
import { itemsIn } from "../../../src/remote/mapping/made";
import { mappedFrom } from "../../../src/remote/mapping/mapping";
import { mappedPath } from "../../../src/remote/mapping/mapped-path";
import type { Selection } from "../../../src/sources/source";
import { example } from "../sdl/given";
import { acceptedMapping, checkMapped, GATEWAY_SDL, MAPPED } from "./given";

const faultsOf = (...changes: readonly (readonly [string, string])[]) => {
  const sdl = changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  }, MAPPED);
  return checkMapped(sdl).faults.map(({ code, line, column, message }) => ({ code, at: `${line}:${column}`, message }));
};

describe("accepted", () => {
  const accepted = acceptedMapping(MAPPED);

  test("the served schema does not have it, and the approved text has", () => {
    expect(print(accepted.definitions)).not.toMatch(/@fhir|@path|@patient/);
    expect(print(accepted.definitions)).toContain("@shared");
    expect(accepted.sdl).toContain('@path(is: "recorded")');
    expect(accepted.sdl).toContain('@fhir(resource: "Condition"');
  });

  test("what stands in it", () => {
    const { people, fields } = accepted.mapping!;
    expect(people).toEqual({ system: "https://fhir.nhs.uk/Id/nhs-number", consents: false });
    expect(fields.get("conditions")!.origin).toMatchObject({
      kind: "FHIR",
      resource: "Condition",
      by: "patient",
      search: [
        ["category", "problem-list-item"],
        ["code:not", "http://snomed.info/sct|35489007"],
      ],
    });
    expect([...mappedFrom(fields.get("immunisations")!, "FHIR").origin.where!.roots]).toEqual(["status"]);
  });

  test("a first approval says where each value stands", () => {
    const words = diffClassification(null, accepted).map((it) => it.words);
    expect(words.find((it) => it.startsWith("gp.conditions is read from"))).toMatch(
      /; in it, code at code\.coding\.code\.first\(\), onset at onset\.ofType\(dateTime\), nature at iif\(.*\)$/,
    );
    // what stands under its own name is not told twice
    expect(words.find((it) => it.startsWith("gp.immunisations is read from"))).not.toContain("status at");
    expect(words).toContain("gp.active is read from FHIR Patient, at active");
  });

  test("a path that moved is a change in words", () => {
    const after = acceptedMapping(
      MAPPED.replace("protocolApplied.doseNumber.first()", "protocolApplied.seriesDoses.first()").replace(
        "where: \"status = 'completed'\"",
        "where: \"status != 'not-done'\"",
      ),
    );
    expect(after.sha256).not.toBe(accepted.sha256);
    const profile = "of the profile https://fhir.hl7.org.uk/StructureDefinition/UKCore-Immunization";
    expect(diffClassification(accepted, after).map(({ kind, words }) => `${kind} ${words}`)).toEqual([
      `MAPPING gp.immunisations was read from FHIR Immunization, where status = 'completed', ${profile}; it is read from FHIR Immunization, where status != 'not-done', ${profile}`,
      "MAPPING gp.immunisations.dose was read at protocolApplied.doseNumber.first(); it is read at protocolApplied.seriesDoses.first()",
    ]);
  });

  test("the example of a general practice, with the gateway as it is", () => {
    expect(acceptedMapping(example("gp-fhir"), GATEWAY_SDL).fields.size).toBe(9);
  });
});

describe("refused", () => {
  test("every fault of several, each at its line and column", () => {
    expect(
      faultsOf(
        ['@patient(system: "https://fhir.nhs.uk/Id/nhs-number")', ""],
        ['resource: "Immunization"', 'resource: "Imunization"'],
        ['@fhir(resource: "Patient") @path(is: "active")', ""],
        ["code.coding.code.first()", "code.resolve()"],
      ).map(({ code, at }) => `${code} ${at}`),
    ).toEqual(["MAPPING_MISSING 7:3", "WRONG_ORIGIN 11:5", "MAPPING_MISSING 15:3", "WRONG_PATH 29:16"]);
  });

  test.each([
    ["code.coding.code.first()", "memberOf('x')", /memberOf\(\) is not taken/],
    ["code.coding.code.first()", "code.trace('x')", /trace\(\) is not taken/],
    ["code.coding.code.first()", "descendants()", /descendants\(\) is not taken/],
    ["code.coding.code.first()", "code.text.matches('(a+)+$')", /matches\(\) is not taken/],
    ["code.coding.code.first()", "%resource.note", /% variable/],
    ["code.coding.code.first()", "code..coding", /no FHIRPath/],
    ["code.coding.code.first()", "code.coding[note.count()]", /constant/],
    ["code.coding.code.first()", "code.text.startsWith(note)", /constant/],
    ["code.coding.code.first()", "$this", /the whole Condition/],
    ["code.coding.code.first()", "where(text.exists())", /text may hold all/],
    ["code.coding.code.first()", "contained.first()", /contained may hold all/],
    ["code.coding.code.first()", "cod.coding", /cod is no element of Condition/],
    ["code.coding.code.first()", "Condition.code", /Condition is no element/],
  ])("a path: %s → %s", (from, to, said) => {
    const faults = faultsOf([from, to]);
    expect(faults.map((it) => it.code)).toContain("WRONG_PATH");
    expect(faults.map((it) => it.message).join("\n")).toMatch(said);
  });

  test.each([
    ['resource: "Condition"', 'resource: "RelatedPerson"', /no resource that is read/],
    ['resource: "Condition"', 'resource: "Condition", by: "asserter"', /named by patient or subject/],
    ["category=problem-list-item", "onset-date=2020", /no parameter of Condition that may be fixed/],
    ["category=problem-list-item", "_include=Condition:subject", /not of the form/],
    ["category=problem-list-item", "patient=Patient/1", /not of the form|no parameter/],
    ["status = 'completed'", "status = 'completed' and statuss = 'x'", /statuss is no element/],
    ["where: \"status = 'completed'\", ", "", /of status what counts/],
    ["where(code = 'entered-in-error').empty()", "where(code.exists()).empty() and code.exists()", null],
    [
      "verificationStatus.coding.where(code = 'entered-in-error').empty()",
      "code.exists()",
      /of verificationStatus what/,
    ],
    ["https://fhir.hl7.org.uk/StructureDefinition/UKCore-Immunization", "UKCore-Immunization", /canonical address/],
    ["https://fhir.nhs.uk/Id/nhs-number", "nhs|number", /URI/],
  ])("an origin: %s → %s", (from, to, said) => {
    const faults = faultsOf([from, to]);
    expect(faults.map((it) => it.code)).toEqual(said ? ["WRONG_ORIGIN"] : []);
    if (said) expect(faults[0]!.message).toMatch(said);
  });

  test("a mapping in the wrong place, or for the wrong kind of partner", () => {
    expect(faultsOf(["  status: String!", '  status: String! @fhir(resource: "Patient")'])[0]!.code).toBe(
      "MAPPING_ELSEWHERE",
    );
    expect(faultsOf(["  id: ID!", '  id: ID! @path(is: "id")'])[0]!.code).toBe("MAPPING_ELSEWHERE");
    const asSubgraph = checkMapped(MAPPED, "SUBGRAPH").faults;
    expect(new Set(asSubgraph.map((it) => it.code))).toEqual(new Set(["MAPPING_NOT_TAKEN"]));
    expect(asSubgraph[0]!.message).toContain("remove @patient from FamilyMember.gp");
  });
});

describe("reach", () => {
  test.each([
    ["name.where(use = 'official').given.first()", ["name"]],
    ["iif(a.exists(), b, c.d)", ["a", "b", "c"]],
    ["where(status = 'x').code", ["code", "status"]],
    ["(a | b).c", ["a", "b"]],
    ["$this.a.select(b | $this.c)", ["a"]],
    ["select($this.where(b).a)", ["a", "b"]],
    ["value.ofType(Quantity).value", ["value"]],
    ["(value as Quantity).unit & 'x'", ["value"]],
    ["extension('u').value", ["extension"]],
    ["a.exists(b = 'c') and d in e", ["a", "d", "e"]],
    ["'constant'", []],
  ])("%s", (text, roots) => {
    expect([...mappedPath(text, "JSON").roots].sort()).toEqual(roots);
  });
});

describe("made", () => {
  const { fields } = acceptedMapping(MAPPED).mapping!;
  const resource = {
    resourceType: "Immunization",
    id: "1",
    status: "completed",
    vaccineCode: { coding: [{ display: "MMR" }] },
    occurrenceDateTime: "2024-05-04T10:00:00+01:00",
    recorded: "2024-05-06",
    protocolApplied: [{ doseNumberPositiveInt: 2 }],
    performer: [{ function: { coding: [{ code: "AP" }] }, actor: { display: "Nurse MARKER" } }],
  };
  const of = (names: Record<string, Selection | null>): Selection => new Map(Object.entries(names));
  const immunisation = fields.get("immunisations")!.value;

  test("what is selected, and nothing beside it", () => {
    const selection = of({
      vaccine: null,
      dose: null,
      occurredOn: null,
      recordedAt: null,
      performers: of({ role: null }),
    });
    expect(itemsIn(resource, immunisation, selection)).toEqual([
      {
        vaccine: "MMR",
        dose: 2,
        occurredOn: "2024-05-04",
        recordedAt: "2024-05-06T00:00:00.000Z",
        performers: [{ role: "AP" }],
      },
    ]);
  });

  test("a date that is no day is no date; several where one is meant is no answer", () => {
    expect(itemsIn({ ...resource, occurrenceDateTime: "2024" }, immunisation, of({ occurredOn: null }))).toEqual([
      { occurredOn: null },
    ]);
    const code = fields.get("conditions")!.value;
    const two = { resourceType: "Condition", code: { coding: [{ code: "a" }, { code: "b" }] } };
    expect(itemsIn(two, code, of({ code: null }))).toEqual([{ code: "a" }]);
    const several = { ...resource, status: ["a", "b"] };
    expect(() => itemsIn(several, immunisation, of({ status: null }))).toThrow("PARTNER_FIELD_ERROR");
  });

  test("bare values", () => {
    const patient = { resourceType: "Patient", active: true, address: [{ postalCode: "A" }, { postalCode: "B" }] };
    expect(itemsIn(patient, fields.get("postcodes")!.value, null)).toEqual(["A", "B"]);
    expect(itemsIn(patient, fields.get("active")!.value, null)).toEqual([true]);
  });
});
