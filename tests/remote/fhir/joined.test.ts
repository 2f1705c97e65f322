/** From a FHIR server nobody knows to its fields on a record: registered, approved, activated, asked, switched off. */
import { NOON } from "../../api/gateway";
import { PROTOCOL, putInForce } from "../stage";
import { consent, honestly, startFhirServer, type FhirServer, type FrontBehaviour } from "./fhir-server";
import {
  activate,
  approve,
  gpOf,
  GP_SDL,
  HELD,
  join,
  NHS_NUMBERS,
  register,
  startGpStage,
  testServer,
  type GpStage,
} from "./gp-stage";

let stage: GpStage;
let server: FhirServer;

beforeAll(async () => {
  [stage, server] = await Promise.all([startGpStage(), startFhirServer()]);
  await server.place(...HELD);
});
beforeEach(() => {
  server.behave = honestly;
  server.asked.length = 0;
});
afterAll(async () => {
  await server.stop();
  await stage.stop();
});

const DECISIONS = "sharing { decisions { category fields outcome reason unavailableCode } }";
const GP = `gp { agency { id } immunisations { vaccine dose provenance { occurredOn recordedAt nature source { id } } }
  registration { active practice } addresses { line postcode } conditions { condition note } mentalHealth { condition }
  medications { medicine } emergencies { status place { name } } ${DECISIONS} }`;

interface Told {
  readonly category: string;
  readonly fields: string[];
  readonly outcome: string;
  readonly unavailableCode: string | null;
}
const outcomes = (gp: { sharing: { decisions: Told[] } }) =>
  Object.fromEntries(gp.sharing.decisions.map((it) => [it.fields.join("+"), it.unavailableCode ?? it.outcome]));

/** One protocol opens what the practices hold to the social worker, and no other does. */
async function openOnly(cats: readonly string[]): Promise<void> {
  await stage.owner.query("UPDATE protocol SET status = 'TERMINATED' WHERE id = 'ISA-MASH'");
  await putInForce(stage, { ...PROTOCOL, id: "ISA-GP", signed: ["CSC", "GP"], sources: ["GP"], cats } as never);
}

const MOVED = GP_SDL.replace("protocolApplied.doseNumber.first()", "protocolApplied.seriesDoses.first()");

describe("the way in", () => {
  test("registered as a subgraph it is refused, with what to do, and nobody is called", async () => {
    const { faults } = await register(stage, server, { kind: "SUBGRAPH" });
    expect(new Set(faults.map((it) => it.code))).toEqual(new Set(["MAPPING_NOT_TAKEN"]));
    expect(server.asked).toEqual([]);
  });

  test("an approver reads in words where each field comes from, and to whom it opens", async () => {
    const { partner } = await register(stage, server);
    const words = partner.changes.map((it) => it.words);
    expect(words).toContain(
      "gp.conditions is read from FHIR Condition code:not=http://snomed.info/sct|35489007,http://snomed.info/sct|197480006, " +
        "where verificationStatus.coding.where(code = 'entered-in-error' or code = 'refuted').empty() and code.coding.where(code = '35489007' or code = '197480006').empty(), " +
        "of the profile https://fhir.hl7.org.uk/StructureDefinition/UKCore-Condition; " +
        "in it, condition at code.coding.display.first(), code at code.coding.where(system = 'http://snomed.info/sct').code.first(), " +
        "status at clinicalStatus.coding.code.first(), note at note.text.join(' '), occurredOn at onset.ofType(dateTime), " +
        "recordedAt at recordedDate, nature at iif(verificationStatus.coding.where(code = 'confirmed').empty(), 'OPINION', 'FACT')",
    );
    expect(words).toContain("gp: people are named by identifiers of https://fhir.nhs.uk/Id/nhs-number");
    expect(words).toContain("gp: its own consents are asked for, and narrow");
    const opened = partner.changes.find((it) => it.path === "gp.immunisations" && it.kind === "NEW_FIELD")!;
    expect(opened.opensTo.map((it) => it.agency)).toContain("CSC");
  });

  test("a server that says it speaks another version of FHIR is not activated; one that says nothing is", async () => {
    const { partner } = await register(stage, server);
    await approve(stage, partner);
    server.behave = saying("5.0.0");
    expect((await activate(stage, partner.version)).faults.map((it) => it.code)).toEqual(["NOT_FHIR_R4"]);
    server.behave = saying("4.0.1", [
      { type: "Patient", searchParam: [{ name: "identifier" }] },
      { type: "Condition", searchParam: [{ name: "patient" }] },
      ...["Consent", "Immunization", "Observation", "AllergyIntolerance", "MedicationRequest"].map((type) => ({
        type,
      })),
    ]);
    expect((await activate(stage, partner.version)).faults.map((it) => it.message)).toEqual([
      "the endpoint says that it does not have: Encounter, Condition?code",
    ]);
    server.behave = (asked, honest) => (asked.path.endsWith("/metadata") ? { status: 404, body: {} } : honest);
    expect((await activate(stage, partner.version)).faults.map((it) => it.code)).toEqual(["NOT_TESTED"]);
    const tested = await testServer(stage, partner.version);
    expect(Object.values(tested).filter((it) => it === "fail")).toEqual([]);
    expect(tested).toMatchObject({
      "fhir.metadata": "skipped",
      "fhir.known": "pass",
      "fhir.field.conditions": "pass",
      "fhir.together": "pass",
    });
    expect((await activate(stage, partner.version)).partner.status).toBe("ACTIVE");
  });

  test("a server that answers for a stranger does not pass", async () => {
    const { partner } = await register(stage, server);
    server.behave = (asked, honest) => {
      const body = honest.body as { entry?: { resource: { subject?: unknown } }[] };
      for (const { resource } of asked.path.includes("/Condition/") ? (body.entry ?? []) : [])
        resource.subject = { reference: "Patient/eve" };
      return honest;
    };
    expect(await testServer(stage, partner.version)).toMatchObject({
      "fhir.known": "pass",
      "fhir.field.conditions": "fail",
      "fhir.field.immunisations": "pass",
    });
  });
});

const saying =
  (fhirVersion: string, resource: object[] = []): FrontBehaviour =>
  (asked, honest) =>
    asked.path.endsWith("/metadata")
      ? {
          status: 200,
          body: { resourceType: "CapabilityStatement", fhirVersion, rest: [{ mode: "server", resource }] },
        }
      : honest;

describe("on the record", () => {
  test("each member has what is theirs; nobody stands in an address", async () => {
    const gp = gpOf(await stage.record(GP));
    expect(gp["Ola Kowalczyk"]).toMatchObject({
      agency: { id: "GP" },
      immunisations: [
        {
          vaccine: "MMR, second dose",
          dose: 2,
          provenance: {
            occurredOn: "2024-05-04",
            recordedAt: "2024-05-06T00:00:00.000Z",
            nature: "FACT",
            source: { id: "GP" },
          },
        },
      ],
      conditions: [{ condition: "Asthma", note: "MARKER-NARRATIVE" }],
      mentalHealth: null,
    });
    expect(gp["Ewa Kowalczyk"]).toMatchObject({
      immunisations: null,
      mentalHealth: [{ condition: "MARKER-DEPRESSION" }],
    });
    expect(outcomes(gp["Jan Kowalczyk"])).toMatchObject({ immunisations: "NOTHING_AVAILABLE" });
    for (const it of server.asked) {
      expect(it.method).toBe("POST");
      for (const number of Object.values(NHS_NUMBERS)) expect(it.path).not.toContain(number);
    }
  });

  test("where the family is hidden, nothing of a place is told", async () => {
    const answer = await stage.record(GP);
    const gp = gpOf(answer);
    expect(answer.text).not.toContain("MARKER-STREET");
    expect(answer.text).not.toContain("Y99999");
    // as if there were none: that there is something to hide would be told by a refusal
    expect(outcomes(gp["Ola Kowalczyk"])).toMatchObject({ addresses: "NOTHING_AVAILABLE" });
  });

  test("what no protocol opens is not asked for: neither its elements, nor its kind of resource", async () => {
    await openOnly(["immunisation-development", "health-conditions"]);
    server.asked.length = 0;
    const gp = gpOf(await stage.record(GP));
    expect(outcomes(gp["Ola Kowalczyk"])).toMatchObject({
      immunisations: "RELEASED",
      mentalHealth: "WITHHELD",
      addresses: "WITHHELD",
    });
    const searches = server.searches().map((it) => [it.path.split("/").at(-2), it.form.get("_elements")]);
    expect(searches.filter(([resource]) => resource === "Patient")).toEqual([["Patient", "identifier"]]);
    expect(searches.map(([resource]) => resource)).not.toContain("Encounter");
    expect(server.searches("Condition").map((it) => it.form.has("code:not"))).toEqual([true]);
  });

  test("a withheld cell is the same whether the server is up, empty or down", async () => {
    const withheld = async (behave: FrontBehaviour) => {
      server.behave = behave;
      const gp = gpOf(await stage.record(GP));
      return Object.entries(gp).map(([name, it]) => [
        name,
        it.sharing.decisions.filter((d: Told) => d.outcome === "WITHHELD"),
        it.addresses,
      ]);
    };
    const up = await withheld(honestly);
    expect(up.flatMap(([, it]) => it as Told[]).length).toBeGreaterThan(0);
    const nothing = { resourceType: "Bundle", type: "searchset", total: 0 };
    expect(await withheld(() => ({ status: 200, body: nothing }))).toEqual(up);
    expect(await withheld(() => ({ status: 500, body: {} }))).toEqual(up);
  });

  test("what its own consents deny reads as refused, and a server that is down as unavailable", async () => {
    await server.place(consent("no", "ola", { type: "deny" }));
    expect(outcomes(gpOf(await stage.record(GP))["Ola Kowalczyk"])).toMatchObject({
      immunisations: "REFUSED",
    });
    await server.remove({ resourceType: "Consent", id: "no" });
    server.behave = () => ({ status: 503, body: {} });
    expect(outcomes(gpOf(await stage.record(GP))["Ola Kowalczyk"])).toMatchObject({ immunisations: "UNREACHABLE" });
  });
});

describe("afterwards", () => {
  test("a path that moves needs a new approval, which says what moves; until then the old one is asked", async () => {
    const { partner } = await register(stage, server, { sdl: MOVED });
    expect(partner.changes.map((it) => it.words)).toEqual([
      "gp.immunisations.dose was read at protocolApplied.doseNumber.first(); it is read at protocolApplied.seriesDoses.first()",
    ]);
    expect((await activate(stage, partner.version)).faults.map((it) => it.code)).toEqual(["NOT_APPROVED"]);
    expect(gpOf(await stage.record(GP))["Ola Kowalczyk"].immunisations[0].dose).toBe(2);
    await join(stage, server, { sdl: MOVED });
    expect(gpOf(await stage.record(GP))["Ola Kowalczyk"].immunisations[0].dose).toBeNull();
  });

  test("one that comes to speak another version of FHIR is switched off; one out of sight is not", async () => {
    server.behave = () => ({ status: 503, body: {} });
    await stage.gateway.partnerWatch.run(NOON);
    server.behave = saying("4.0.1");
    await stage.gateway.partnerWatch.run(NOON);
    expect(outcomes(gpOf(await stage.record(GP))["Ola Kowalczyk"])).toMatchObject({ immunisations: "RELEASED" });
    server.behave = saying("5.0.0");
    await stage.gateway.partnerWatch.run(NOON);
    server.asked.length = 0;
    expect(outcomes(gpOf(await stage.record(GP))["Ola Kowalczyk"])).toMatchObject({ immunisations: "OFF" });
    expect(server.asked).toEqual([]);
  });
});
