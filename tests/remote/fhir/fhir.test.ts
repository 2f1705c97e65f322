/** A FHIR R4 server that nobody here wrote, asked as a partner: what leaves, and what of an answer counts. */
import fc from "fast-check";
import { drawn } from "../../laws/random-pairs";
import { proofSize } from "../../proof-size";
import { itemsOf, type BatchMode } from "../../../src/sources/source";
import { acceptedMapping, GATEWAY_SDL } from "../mapping/given";
import { example } from "../sdl/given";
import {
  condition,
  consent,
  honestly,
  immunisation,
  patient,
  startFhirServer,
  type Fhir,
  type FhirServer,
  type FrontBehaviour,
} from "./fhir-server";
import { ask, sourceStage, told, type SourceStage } from "./source-stage";

const OLA = "9990001006";
const EWA = "9990001014";
const JAN = "9990001022";
const accepted = acceptedMapping(example("gp-fhir"), GATEWAY_SDL);

let server: FhirServer;
let stage: SourceStage;

beforeAll(async () => {
  server = await startFhirServer();
  await server.place(
    patient("ola", OLA),
    patient("ewa", EWA),
    immunisation("i1", "ola"),
    immunisation("i2", "ola", { status: "entered-in-error" }),
    immunisation("i3", "ewa", { vaccineCode: { text: "Pertussis" } }),
    condition("c1", "ola", "195967001", "Asthma"),
    condition("c2", "ola", "35489007", "Depressive disorder"),
    condition("c3", "ewa", "195967001", "Asthma", { verificationStatus: { coding: [{ code: "provisional" }] } }),
  );
  stage = sourceStage(server.url, accepted);
});
beforeEach(() => {
  server.behave = honestly;
  server.asked.length = 0;
  stage.reports.length = 0;
});
afterAll(async () => {
  await stage.stop();
  await server.stop();
});

const bodyOf = (it: unknown) => it as { entry?: { resource: Fhir }[]; link?: object[]; total?: number };
/** The front answers one kind of search with something else. */
const on =
  (resource: string, change: (body: ReturnType<typeof bodyOf>) => unknown, status = 200): FrontBehaviour =>
  (asked, honest) =>
    asked.path.endsWith(`/${resource}/_search`) ? { status, body: change(bodyOf(honest.body)) } : honest;
const IMMUNISED = "{ immunisations { vaccine } }";
const immunisedAs = (vaccine: string) => ({
  immunisations: [{ vaccine, occurredOn: "2024-05-04", recordedAt: "2024-05-06T00:00:00.000Z" }],
});

describe("an honest server", () => {
  test("two people, by their own identifiers: each what is theirs", async () => {
    const answers = await stage.fetch([
      ask("ola", [OLA], "{ immunisations { vaccine status dose } conditions { condition } }"),
      ask("ewa", [EWA], "{ immunisations { vaccine } registration { active practice } }"),
      ask("jan", [JAN], "{ immunisations { vaccine } }"),
    ]);
    expect(told(answers.get("ola"))).toEqual({
      immunisations: [
        {
          vaccine: "MMR, second dose",
          status: "completed",
          dose: 2,
          occurredOn: "2024-05-04",
          recordedAt: "2024-05-06T00:00:00.000Z",
        },
      ],
      conditions: [
        { condition: "Asthma", occurredOn: "2019-03-02", recordedAt: "2019-03-04T09:00:00Z", nature: "FACT" },
      ],
    });
    expect(told(answers.get("ewa"))).toEqual({
      ...immunisedAs("Pertussis"),
      registration: [{ active: true, practice: "Y99999" }],
    });
    expect(answers.get("jan")).toEqual([]);
  });

  test("an item keeps its id, and an uncertain diagnosis is an opinion", async () => {
    const answers = await stage.fetch([ask("ewa", [EWA], "{ conditions { condition } }")]);
    const [item] = itemsOf(answers.get("ewa"));
    expect(item).toMatchObject({ id: "GP ewa conditions Condition/c3", nature: "OPINION", sourceRef: "Condition/c3" });
  });

  test("what it sends beyond the elements is left behind, and the mental-health condition is not sent at all", async () => {
    const answers = await stage.fetch([ask("ola", [OLA], "{ conditions { code } }")]);
    expect(JSON.stringify([...answers])).not.toContain("MARKER");
    const [search] = server.searches("Condition");
    expect(search!.form.get("code:not")).toContain("35489007");
    expect(search!.form.get("_elements")).toBe("code,meta,onset,recordedDate,subject,verificationStatus");
    expect(search!.headers).toMatchObject({ prefer: "handling=strict" });
  });

  test("one who has two identifiers, and one whom it has twice", async () => {
    await server.place(patient("ola-2", JAN), immunisation("i9", "ola-2", { vaccineCode: { text: "BCG" } }));
    const answers = await stage.fetch([ask("ola", [OLA, JAN], IMMUNISED)]);
    expect(told(answers.get("ola"))).toEqual({
      immunisations: [immunisedAs("MMR, second dose").immunisations[0], immunisedAs("BCG").immunisations[0]],
    });
    await server.remove({ resourceType: "Immunization", id: "i9" }, { resourceType: "Patient", id: "ola-2" });
  });
});

describe("who stands in one request", () => {
  const three = (batch: BatchMode) => [
    ask("ola", [OLA], IMMUNISED, batch),
    ask("ewa", [EWA], IMMUNISED, batch),
    ask("jan", [JAN], "{ registration { active } }", batch),
  ];
  const namedTogether = () =>
    server
      .searches("Patient")
      .map((it) => (it.form.get("identifier") ?? "").match(/\d{10}/g) ?? [])
      .filter((it) => it.length > 0);

  test.each([
    ["RECORD", [[OLA, EWA, JAN]]],
    ["GROUP", [[OLA, EWA], [JAN]]],
    ["PERSON", [[OLA], [EWA], [JAN]]],
  ] as const)("%s", async (mode, expected) => {
    await stage.fetch(three(mode));
    expect(namedTogether().map((it) => [...it])).toEqual(expected);
    // ids of the server's own go no further together than identifiers did
    const together = server.searches("Immunization").map((it) => it.form.get("patient"));
    expect(together.sort()).toEqual(mode === "PERSON" ? ["Patient/ewa", "Patient/ola"] : ["Patient/ola,Patient/ewa"]);
  });
});

describe("an answer that could show one person's record under another's name is none", () => {
  const both = () => stage.fetch([ask("ola", [OLA], IMMUNISED), ask("ewa", [EWA], "{ immunisations { dose } }")]);
  const stranger: FrontBehaviour = on("Patient", (body) => ({
    ...body,
    entry: [...body.entry!, { resource: patient("eve", "9990009999") }],
  }));
  const swapped: FrontBehaviour = on("Patient", (body) => ({
    ...body,
    entry: body.entry!.map(({ resource }) => ({ resource: { ...resource, identifier: [] } })),
  }));
  const merged: FrontBehaviour = on("Patient", (body) => ({
    ...body,
    entry: [
      { resource: { ...body.entry![0]!.resource, identifier: body.entry!.flatMap((it) => it.resource["identifier"]) } },
    ],
    total: 1,
  }));
  const old: FrontBehaviour = on("Patient", (body) => ({
    ...body,
    entry: body.entry!.map(({ resource }) => ({
      resource: { ...resource, identifier: resource["identifier"].map((it: object) => ({ ...it, use: "old" })) },
    })),
  }));

  test.each([
    ["a patient who was not asked about", stranger],
    ["patients without the identifier", swapped],
    ["one patient who is two people", merged],
    ["an identifier that is not used any more", old],
  ])("%s: nobody has an answer, and nothing more is asked", async (_, behave) => {
    server.behave = behave;
    expect([...(await both()).values()]).toEqual([{ unavailable: "BAD_RESPONSE" }, { unavailable: "BAD_RESPONSE" }]);
    expect(server.searches("Immunization")).toEqual([]);
  });

  test.each([
    ["somebody else's", { reference: "Patient/eve" }],
    ["nobody's", undefined],
    ["of another server", { reference: "https://elsewhere.example/fhir/Patient/ola" }],
    ["of a name alone", { display: "Ola" }],
    ["asked about, but not for this", { reference: "Patient/ewa" }],
  ])("a resource that is %s", async (_, subject) => {
    server.behave = on("Immunization", (body) => ({
      ...body,
      entry: (body.entry ?? []).map(({ resource }) => ({ resource: { ...resource, patient: subject } })),
    }));
    const answers = await both();
    expect(answers.get("ola")).toEqual({ unavailable: "BAD_RESPONSE" });
  });

  test("a reference in full to the server itself is the patient", async () => {
    server.behave = on("Immunization", (body) => ({
      ...body,
      entry: body.entry!.map(({ resource }) => ({
        resource: { ...resource, patient: { reference: `${server.url}/${resource["patient"].reference}/_history/3` } },
      })),
    }));
    expect(told((await stage.fetch([ask("ola", [OLA], IMMUNISED)])).get("ola"))).toEqual(
      immunisedAs("MMR, second dose"),
    );
  });
});

describe("trouble is a code, and never the partner's words", () => {
  const outcome = (code: string, severity = "error") => ({
    resourceType: "OperationOutcome",
    issue: [{ severity, code, diagnostics: "MARKER-WORDS about Ola" }],
  });
  const withEntry = (resource: object) => (body: ReturnType<typeof bodyOf>) => ({
    ...body,
    entry: [...(body.entry ?? []), { resource, search: { mode: "outcome" } }],
  });
  test.each<[string, FrontBehaviour, unknown]>([
    ["refused", on("Immunization", () => outcome("forbidden"), 403), "REFUSED"],
    ["out of order", on("Immunization", () => outcome("exception"), 500), "UNREACHABLE"],
    ["an outcome in place of a bundle", on("Immunization", () => outcome("throttled")), "BUSY"],
    ["an outcome in the bundle", on("Immunization", withEntry(outcome("exception"))), "PARTNER_FIELD_ERROR"],
    ["something held back", on("Immunization", withEntry(outcome("suppressed", "information"))), "REFUSED"],
    ["no JSON", on("Immunization", () => "<html>MARKER</html>"), "BAD_RESPONSE"],
    [
      "another bundle",
      on("Immunization", () => ({ resourceType: "Bundle", type: "history", entry: [] })),
      "BAD_RESPONSE",
    ],
    [
      "entries that are none",
      on("Immunization", () => ({ resourceType: "Bundle", type: "searchset", entry: [null] })),
      "BAD_RESPONSE",
    ],
    [
      "a resource without an id",
      on("Immunization", (it) => ({ ...it, entry: [{ resource: { resourceType: "Immunization" } }] })),
      "BAD_RESPONSE",
    ],
    ["fewer than it says there are", on("Immunization", (it) => ({ ...it, total: 7 })), "BAD_RESPONSE"],
    ["too large", on("Immunization", (it) => ({ ...it, padding: "x".repeat(300_000) })), "TOO_LARGE"],
  ])("%s", async (_, behave, code) => {
    server.behave = behave;
    const answers = await stage.fetch([ask("ola", [OLA], "{ immunisations { vaccine } conditions { condition } }")]);
    expect(told(answers.get("ola"))).toMatchObject({
      conditions: [{ condition: "Asthma" }],
      failed: { immunisations: code },
    });
    expect(JSON.stringify([[...answers], stage.reports])).not.toContain("MARKER-WORDS");
    expect(stage.reports).toEqual([`partner GP: ${String(code)} in Immunization`]);
  });

  test("a remark, and resources that nobody asked for, are left behind and told", async () => {
    server.behave = on("Immunization", (body) =>
      withEntry(outcome("informational", "warning"))({
        ...body,
        entry: [...body.entry!, { resource: condition("c9", "ola", "1", "MARKER-INCLUDED") }],
      }),
    );
    const answers = await stage.fetch([ask("ola", [OLA], IMMUNISED)]);
    expect(told(answers.get("ola"))).toEqual(immunisedAs("MMR, second dose"));
    expect(stage.reports).toEqual([
      "partner GP answered more than it was asked: Immunization, with resources of another kind",
    ]);
  });

  test.each<[string, object, unknown]>([
    ["a type that is not the field's", { vaccineCode: { text: 7 } }, { immunisations: "PARTNER_FIELD_ERROR" }],
    ["something where one thing is meant", { status: ["a", "b"] }, { immunisations: "PARTNER_FIELD_ERROR" }],
    [
      "an extension that changes what it means",
      { modifierExtension: [{ url: "x" }] },
      { immunisations: "PARTNER_FIELD_ERROR" },
    ],
    ["another profile", { meta: { profile: ["https://example.org/Other"] } }, { immunisations: "PARTNER_FIELD_ERROR" }],
    [
      "the profile with its version",
      { meta: { profile: ["https://fhir.hl7.org.uk/StructureDefinition/UKCore-Immunization|2.3.0"] } },
      undefined,
    ],
    ["no profile", { meta: {} }, undefined],
  ])("in a resource: %s", async (_, over, failed) => {
    server.behave = on("Immunization", (body) => ({
      ...body,
      entry: body.entry!.map(({ resource }) => ({ resource: { ...resource, ...over } })),
    }));
    const answers = await stage.fetch([
      ask("ola", [OLA], "{ immunisations { vaccine status } conditions { condition } }"),
    ]);
    expect((told(answers.get("ola")) as { failed?: object }).failed).toEqual(failed);
  });
});

describe("pages", () => {
  /** Serves a search one resource at a time; `link` makes the address of the next page. */
  const paged =
    (link: (page: number) => string): FrontBehaviour =>
    (asked, honest) => {
      if (!/Immunization|pages/.test(asked.path)) return honest;
      const at = new URL(asked.path, server.url).searchParams.get("page") ?? asked.form.get("page");
      const page = Number(at ?? "1");
      const all = ["MMR", "BCG", "HPV"].map((text, i) => immunisation(`p${i}`, "ola", { vaccineCode: { text } }));
      const next = page < all.length ? [{ relation: "next", url: link(page + 1) }] : [];
      const body = {
        resourceType: "Bundle",
        type: "searchset",
        total: 3,
        entry: [{ resource: all[page - 1] }],
        link: next,
      };
      return { status: 200, body };
    };
  const asked = () => stage.fetch([ask("ola", [OLA], IMMUNISED)]);

  test("a link that repeats the search is sent in a body; another is followed as it is", async () => {
    server.behave = paged((page) => `${server.url}/Immunization?patient=Patient%2Fola&page=${page}`);
    expect((told((await asked()).get("ola")) as { immunisations: object[] }).immunisations).toHaveLength(3);
    expect(server.asked.every((it) => it.method === "POST" && !it.path.includes("?"))).toBe(true);
    server.behave = paged((page) => `${server.url}?_getpages=pages&page=${page}`);
    expect((told((await asked()).get("ola")) as { immunisations: object[] }).immunisations).toHaveLength(3);
  });

  test.each([
    ["to another origin", () => "https://elsewhere.example/fhir/R4?pages=1"],
    ["to another place there", () => server.url.replace("/fhir/R4", "/admin?pages=1")],
    ["that names somebody", (page: number) => `${server.url}?_getpages=pages&who=Patient%252Fola&page=${page}`],
    ["with a password", (page: number) => `${server.url.replace("//", "//a:b@")}?pages&page=${page}`],
    ["that is none", () => "http://"],
  ])("a link %s is not followed, and a part is not the whole", async (_, link) => {
    server.behave = paged(link);
    expect((await asked()).get("ola")).toEqual({ unavailable: "BAD_RESPONSE" });
    expect(server.asked.filter((it) => it.method === "GET")).toEqual([]);
  });

  test("there is an end to them", async () => {
    const few = sourceStage(server.url, accepted, { pages: 2, resources: 100, page: 1 });
    server.behave = paged((page) => `${server.url}?_getpages=pages&page=${page}`);
    expect((await few.fetch([ask("ola", [OLA], IMMUNISED)])).get("ola")).toEqual({ unavailable: "TOO_LARGE" });
    expect(server.asked.filter((it) => /Immunization|pages/.test(it.path))).toHaveLength(2);
    await few.stop();
    const small = sourceStage(server.url, accepted, { pages: 9, resources: 2, page: 1 });
    expect((await small.fetch([ask("ola", [OLA], IMMUNISED)])).get("ola")).toEqual({ unavailable: "TOO_LARGE" });
    await small.stop();
  });
});

describe("its own consents may only narrow", () => {
  const CLASS = { class: [{ system: "http://hl7.org/fhir/resource-types", code: "Condition" }] };
  const fetched = () =>
    stage.fetch([
      ask("ola", [OLA], "{ immunisations { vaccine } conditions { condition } }"),
      ask("ewa", [EWA], "{ immunisations { vaccine } }"),
    ]);

  test("a denial: they are not asked about, and read as refused, not as nothing", async () => {
    await server.place(consent("deny", "ola", { type: "deny" }));
    const answers = await fetched();
    expect(answers.get("ola")).toEqual({ unavailable: "REFUSED" });
    expect(told(answers.get("ewa"))).toEqual(immunisedAs("Pertussis"));
    expect(server.searches("Condition")).toEqual([]);
    expect(server.searches("Immunization").map((it) => it.form.get("patient"))).toEqual(["Patient/ewa"]);
    await server.remove({ resourceType: "Consent", id: "deny" });
  });

  test("a denial of one kind", async () => {
    await server.place(consent("some", "ola", { type: "permit", provision: [{ type: "deny", ...CLASS }] }));
    expect(told((await fetched()).get("ola"))).toEqual({
      ...immunisedAs("MMR, second dose"),
      failed: { conditions: "REFUSED" },
    });
    await server.remove({ resourceType: "Consent", id: "some" });
  });

  test.each([
    [
      "somebody else's consent",
      on("Consent", (it) => ({ ...it, entry: [{ resource: consent("x", "eve", { type: "permit" }) }] })),
      "BAD_RESPONSE",
    ],
    ["no answer about consents", on("Consent", () => ({}), 500), "UNREACHABLE"],
    ["none can be had", on("Consent", () => ({}), 404), "REFUSED"],
  ])("%s: nobody is asked about", async (_, behave, code) => {
    server.behave = behave;
    expect([...(await fetched()).values()]).toEqual([{ unavailable: code }, { unavailable: code }]);
    expect(server.searches("Immunization")).toEqual([]);
  });
});

describe("whatever is permitted and selected", () => {
  const FIELDS: Record<string, readonly string[]> = Object.fromEntries(
    [...accepted.mapping!.fields].map(([name, it]) => [
      name,
      [...it.value.below!.keys()].filter((below) => below !== "place"),
    ]),
  );
  /** What each subfield may ask for, read by a person from the example and written down here. */
  const ELEMENTS: Record<string, Record<string, string>> = {
    registration: { active: "active", practice: "generalPractitioner" },
    addresses: { line: "address", postcode: "address", use: "address", occurredOn: "address" },
    immunisations: {
      vaccine: "vaccineCode",
      status: "status",
      dose: "protocolApplied",
      occurredOn: "occurrence",
      recordedAt: "recorded",
    },
    growth: { what: "code", amount: "value", unit: "value", occurredOn: "effective" },
    emergencies: { status: "status", reasons: "reasonCode", occurredOn: "period" },
    conditions: {
      condition: "code",
      code: "code",
      status: "clinicalStatus",
      note: "note",
      occurredOn: "onset",
      recordedAt: "recordedDate",
      nature: "verificationStatus",
    },
    allergies: { substance: "code", criticality: "criticality", recordedAt: "recordedDate" },
    medications: { medicine: "medication", status: "status", dosage: "dosageInstruction", occurredOn: "authoredOn" },
    mentalHealth: { condition: "code", status: "clinicalStatus", occurredOn: "onset" },
  };
  const WHERE: Record<string, readonly string[]> = {
    registration: ["meta"],
    addresses: ["id"],
    immunisations: ["meta", "patient", "status"],
    growth: ["meta", "subject", "status"],
    emergencies: ["meta", "subject", "status", "class"],
    conditions: ["meta", "subject", "verificationStatus", "code"],
    allergies: ["meta", "patient", "verificationStatus"],
    medications: ["meta", "subject", "status"],
    mentalHealth: ["meta", "subject", "verificationStatus", "code"],
  };
  const RESOURCE: Record<string, string> = {
    registration: "Patient",
    addresses: "Patient",
    immunisations: "Immunization",
    growth: "Observation",
    emergencies: "Encounter",
    conditions: "Condition",
    allergies: "AllergyIntolerance",
    medications: "MedicationRequest",
    mentalHealth: "Condition",
  };
  const PROVENANCE = ["occurredOn", "recordedAt", "nature"];
  const selections = fc
    .record(
      Object.fromEntries(
        Object.entries(FIELDS).map(([name, below]) => [name, fc.option(fc.subarray([...below], { minLength: 1 }))]),
      ),
    )
    .map((it) => Object.entries(it).flatMap(([name, below]) => (below ? [[name, below] as const] : [])))
    .filter((it) => it.length > 0);
  const people = fc.record({ ola: fc.option(selections), ewa: fc.option(selections), jan: fc.option(selections) });
  const KEYS: Record<string, string> = { ola: OLA, ewa: EWA, jan: JAN };

  test("no element, no kind of resource and nobody is asked for that was not", async () => {
    let searches = 0;
    await fc.assert(
      fc.asyncProperty(people, fc.constantFrom<BatchMode>("RECORD", "GROUP", "PERSON"), async (of, batch) => {
        server.asked.length = 0;
        const asks = Object.entries(of).flatMap(([person, selected]) =>
          selected
            ? [
                ask(
                  person,
                  [KEYS[person]!],
                  `{ ${selected.map(([name, below]) => `${name} { ${below.join(" ")} }`).join(" ")} }`,
                  batch,
                ),
              ]
            : [],
        );
        if (asks.length === 0) return;
        await stage.fetch(asks);
        for (const it of server.asked) {
          expect(it.method).toBe("POST");
          expect(it.path).toMatch(/^\/fhir\/R4\/[A-Za-z]+\/_search$/);
          const resource = it.path.split("/").at(-2)!;
          const elements = it.form.get("_elements")!.split(",");
          if (resource === "Consent") continue;
          if (it.form.has("identifier")) {
            expect(elements).toEqual(["identifier"]);
            for (const [, key] of it.form.get("identifier")!.matchAll(/\|(\d+)/g))
              expect(asks.map(({ keys }) => keys[0])).toContain(key);
            continue;
          }
          searches += 1;
          const persons = (it.form.get("patient") ?? it.form.get("_id"))!
            .split(",")
            .map((id) => id.replace("Patient/", ""));
          // whoever stands in it has a field of this kind of resource that needs each of these elements
          for (const person of persons) {
            const selected = of[person as "ola"]!;
            const explains = selected.some(([name, below]) => {
              const own = [...below, ...PROVENANCE.filter((p) => p in ELEMENTS[name]!)].map(
                (sub) => ELEMENTS[name]![sub]!,
              );
              const may = new Set([...own, ...WHERE[name]!]);
              return RESOURCE[name] === resource && elements.every((element) => may.has(element));
            });
            expect({ person, resource, elements, explains }).toMatchObject({ explains: true });
          }
          if (batch === "PERSON") expect(persons).toHaveLength(1);
        }
      }),
      { numRuns: proofSize(60, 1_000), ...drawn() },
    );
    expect(searches).toBeGreaterThan(50);
  });
});
