/** The kit against a FHIR server that nobody here wrote, as it is and as it can misbehave. */
import fs from "node:fs";
import path from "node:path";
import { runPartner } from "../../src/kit/partner-command";
import { EXAMPLES, workplace } from "./built-example";
import {
  condition,
  honestly,
  immunisation,
  patient,
  startFhirServer,
  type Fhir,
  type FhirServer,
} from "../remote/fhir/fhir-server";
import { GATEWAY_SDL } from "../remote/sdl/given";

let server: FhirServer;
beforeAll(async () => {
  server = await startFhirServer();
  await server.place(
    patient("ola", "9990001006"),
    patient("ewa", "9990001014"),
    immunisation("i1", "ola"),
    immunisation("i2", "ewa"),
    condition("c1", "ola", "195967001", "MARKER-ASTHMA"),
  );
});
afterAll(() => server.stop());
beforeEach(() => {
  server.behave = honestly;
});

async function checked(...more: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const around = {
    gatewaySdl: () => GATEWAY_SDL,
    print: (it: string) => lines.push(it),
    complain: (it: string) => lines.push(it),
  };
  const args = [
    "check",
    "endpoint",
    server.url,
    "--kind",
    "fhir",
    "--known",
    "9990001006,9990001014",
    "--unknown",
    "9990009999",
  ];
  const sdl = more.length > 0 ? more : ["--sdl", `${EXAMPLES}/gp-fhir/schema.graphql`];
  return { code: await runPartner([...args, ...sdl], { ...around, now: Date.now, stopped: Promise.resolve() }), lines };
}
async function shown(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const print = (it: string) => lines.push(it);
  const around = { gatewaySdl: () => GATEWAY_SDL, print, complain: print, now: Date.now, stopped: Promise.resolve() };
  await runPartner([...args, "--kind", "fhir"], around);
  return lines.join("\n");
}

const signs = (lines: readonly string[]) =>
  Object.fromEntries(
    lines.flatMap((it) =>
      (/^(ok|FAIL|–) +(\S+):/.exec(it) ?? []).length > 0
        ? [[/^(ok|FAIL|–) +(\S+):/.exec(it)![2]!, /^(ok|FAIL|–)/.exec(it)![1]!]]
        : [],
    ),
  );

test("as it is: what was tried is well, and no value is told", async () => {
  const { code, lines } = await checked();
  expect(lines.join("\n")).not.toContain("MARKER");
  expect(signs(lines)).toMatchObject({
    "fhir.metadata": "–",
    "fhir.known": "ok",
    "fhir.unknown": "ok",
    "fhir.field.immunisations": "ok",
    "fhir.field.conditions": "ok",
    "fhir.field.growth": "–",
    "fhir.together": "ok",
    "fhir.surplus": "ok",
  });
  expect(lines.find((it) => it.includes("fhir.field.immunisations"))).toContain("2 items");
  expect(code).toBe(0);
});

const entries = (body: unknown) => (body as { entry?: { resource: Fhir }[] }).entry ?? [];
test.each<[string, string, FhirServer["behave"]]>([
  [
    "another version",
    "fhir.metadata",
    (asked, honest) =>
      asked.path.endsWith("/metadata")
        ? { status: 200, body: { resourceType: "CapabilityStatement", fhirVersion: "3.0.2" } }
        : honest,
  ],
  [
    "patients without their identifier",
    "fhir.known",
    (asked, honest) => ({
      ...honest,
      body: {
        ...(honest.body as object),
        entry: entries(honest.body).map(({ resource }) => ({
          resource: { ...resource, identifier: asked.form.has("identifier") ? [] : resource["identifier"] },
        })),
      },
    }),
  ],
  [
    "everybody where nobody is known",
    "fhir.unknown",
    (asked, honest) =>
      asked.form.get("identifier")?.includes("9990009999")
        ? {
            status: 200,
            body: { resourceType: "Bundle", type: "searchset", entry: [{ resource: patient("ola", "9990001006") }] },
          }
        : honest,
  ],
  [
    "a search that is refused",
    "fhir.field.immunisations",
    (asked, honest) => (asked.path.includes("/Immunization/") ? { status: 400, body: {} } : honest),
  ],
  [
    "a reference without its kind",
    "fhir.field.conditions",
    (asked, honest) =>
      asked.path.includes("/Condition/")
        ? {
            ...honest,
            body: {
              ...(honest.body as object),
              entry: entries(honest.body).map(({ resource }) => ({
                resource: { ...resource, subject: { reference: "ola" } },
              })),
            },
          }
        : honest,
  ],
  [
    "the first of a list alone",
    "fhir.together",
    (asked, honest) =>
      (asked.form.get("patient") ?? "").includes(",")
        ? { status: 200, body: { resourceType: "Bundle", type: "searchset", entry: entries(honest.body).slice(0, 1) } }
        : honest,
  ],
  [
    "other kinds of resources with it",
    "fhir.surplus",
    (asked, honest) =>
      asked.path.includes("/Immunization/")
        ? {
            ...honest,
            body: { ...(honest.body as object), entry: [...entries(honest.body), { resource: patient("x", "1") }] },
          }
        : honest,
  ],
])("%s: %s", async (_, name, behave) => {
  server.behave = behave;
  const { code, lines } = await checked();
  expect(signs(lines)[name]).toBe("FAIL");
  expect(code).toBe(1);
});

test("the guide shows what comes out", async () => {
  const guide = fs.readFileSync(path.join(EXAMPLES, "../guides/integrate-a-fhir-server.md"), "utf8");
  const resources = [...guide.matchAll(/^\$ place \S+ '(.*)'$/gm)].map(([, json]) => JSON.parse(json!) as Fhir);
  await server.place(...resources);
  const file = "docs/examples/gp-fhir/schema.graphql";
  const sdl = fs.readFileSync(path.join(EXAMPLES, "gp-fhir/schema.graphql"), "utf8");
  const folder = workplace();
  const write = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const spoilt = sdl
    .replace('resource: "Encounter"', 'resource: "Encouter"')
    .replace('"occurrence"', '"occurence"')
    .replace('"dosageInstruction.text"', '"dosageInstruction.resolve()"');
  expect(guide).toContain((await shown("check", "sdl", write("gp.graphql", spoilt))).replaceAll(folder, "/tmp"));
  expect(guide).toContain(await shown("check", "sdl", file));
  const next = write("next.graphql", sdl.replace("protocolApplied.doseNumber", "protocolApplied.seriesDoses"));
  expect(guide).toContain((await shown("check", "sdl", next, "--before", file)).split("\n").slice(-3).join("\n"));
  const people = ["--known", "9990001081,9990001103", "--unknown", "9990009999"];
  expect(guide).toContain(await shown("check", "endpoint", server.url, "--sdl", file, ...people));
  fs.rmSync(folder, { recursive: true });
});

test("it has to be told which SDL", async () => {
  const { code, lines } = await checked("--timeout", "500");
  expect([code, lines[0]]).toEqual([2, "--sdl FILE: a FHIR server does not serve it itself"]);
});
