/** A general practice's FHIR server: Medplum in a process of its own, behind a front that notes what is asked and can misbehave. */
import { spawn, type ChildProcess } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

export const NHS = "https://fhir.nhs.uk/Id/nhs-number";
export const SNOMED = "http://snomed.info/sct";
export const UK_CORE = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-";

export interface FhirAsked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  /** Of a search: its parameters. */
  readonly form: URLSearchParams;
}

export interface FhirResponse {
  readonly status: number;
  readonly body: unknown;
}

/** What the front answers instead; the server's own answer is given. */
export type FrontBehaviour = (asked: FhirAsked, honest: FhirResponse) => FhirResponse | Promise<FhirResponse>;

// what a test makes of a resource depends on the test
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Fhir = { resourceType: string; id: string; [element: string]: any };

export interface FhirServer {
  /** Of the front, as it is registered. */
  readonly url: string;
  readonly asked: FhirAsked[];
  behave: FrontBehaviour;
  /** Every search that was asked, of one kind of resource. */
  searches(resource?: string): FhirAsked[];
  place(...resources: readonly Fhir[]): Promise<void>;
  remove(...resources: readonly Pick<Fhir, "resourceType" | "id">[]): Promise<void>;
  stop(): Promise<void>;
}

export const honestly: FrontBehaviour = (_, honest) => honest;

export async function startFhirServer(): Promise<FhirServer> {
  const { server: behind, base } = await startMedplum();
  const asked: FhirAsked[] = [];
  const front = http.createServer((request, response) => {
    answer(request)
      .then(({ status, body }) => {
        const text = typeof body === "string" ? body : JSON.stringify(body).replaceAll(base, self.url);
        response.writeHead(status, { "content-type": "application/fhir+json" }).end(text);
      })
      .catch(() => response.destroy());
  });
  const answer = async (request: http.IncomingMessage): Promise<FhirResponse> => {
    const chunks: Buffer[] = [];
    for await (const it of request) chunks.push(it as Buffer);
    const text = Buffer.concat(chunks).toString();
    const it = {
      method: request.method!,
      path: request.url!,
      headers: request.headers,
      form: new URLSearchParams(text),
    };
    asked.push(it);
    const at = request.url!.replace("/fhir/R4", "");
    const body = request.method === "POST" ? { body: text } : {};
    const headers = { "content-type": request.headers["content-type"] ?? "application/fhir+json" };
    const honest = await fetch(base + at, { method: request.method!, headers, ...body });
    return self.behave(it, { status: honest.status, body: await honest.json() });
  };
  await new Promise<void>((done) => front.listen(0, "127.0.0.1", done));
  const send = async (method: string, it: Pick<Fhir, "resourceType" | "id">) => {
    const headers = { "content-type": "application/fhir+json" };
    const body = method === "PUT" ? { body: JSON.stringify(it) } : {};
    const { status } = await fetch(`${base}/${it.resourceType}/${it.id}`, { method, headers, ...body });
    if (status >= 300) throw new Error(`${method} ${it.resourceType}/${it.id}: ${status}`);
  };
  const self: FhirServer = {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}/fhir/R4`,
    asked,
    behave: honestly,
    searches: (resource) =>
      asked.filter((it) => (resource ? it.path.endsWith(`/${resource}/_search`) : it.path.endsWith("/_search"))),
    place: async (...resources) => {
      for (const it of resources) await send("PUT", it);
    },
    remove: async (...resources) => {
      for (const it of resources) await send("DELETE", it);
    },
    stop: async () => {
      behind.kill();
      front.closeAllConnections();
      await new Promise<void>((done) => front.close(() => done()));
    },
  };
  return self;
}

async function startMedplum(): Promise<{ server: ChildProcess; base: string }> {
  const server = spawn(process.execPath, [path.join(__dirname, "medplum-server.js")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const base = await new Promise<string>((started, failed) => {
    server.once("exit", () => failed(new Error("the FHIR server did not start")));
    server.stdout.once("data", (it: Buffer) => started(String(it).trim()));
  });
  return { server, base };
}

const coded = (code: string, display: string) => ({ coding: [{ system: SNOMED, code, display }] });
const meta = (profile: string) => ({ profile: [`${UK_CORE}${profile}`] });
export const patient = (id: string, nhsNumber: string, over: object = {}): Fhir => ({
  resourceType: "Patient",
  id,
  meta: meta("Patient"),
  active: true,
  identifier: [{ system: NHS, value: nhsNumber }],
  name: [{ use: "official", family: "MARKER-NAME" }],
  address: [{ use: "home", line: ["1 MARKER-STREET"], postalCode: "ZZ1 1ZZ" }],
  generalPractitioner: [{ identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "Y99999" } }],
  ...over,
});
export const immunisation = (id: string, patientId: string, over: object = {}): Fhir => ({
  resourceType: "Immunization",
  id,
  meta: meta("Immunization"),
  status: "completed",
  patient: { reference: `Patient/${patientId}` },
  vaccineCode: coded("170433008", "MMR, second dose"),
  occurrenceDateTime: "2024-05-04T10:00:00+01:00",
  recorded: "2024-05-06",
  protocolApplied: [{ doseNumberPositiveInt: 2 }],
  performer: [{ actor: { display: "MARKER-NURSE" } }],
  note: [{ text: "MARKER-NOTE" }],
  ...over,
});
export const condition = (id: string, patientId: string, code: string, display: string, over: object = {}): Fhir => ({
  resourceType: "Condition",
  id,
  meta: meta("Condition"),
  subject: { reference: `Patient/${patientId}` },
  code: coded(code, display),
  clinicalStatus: { coding: [{ code: "active" }] },
  verificationStatus: { coding: [{ code: "confirmed" }] },
  onsetDateTime: "2019-03-02",
  recordedDate: "2019-03-04T09:00:00Z",
  note: [{ text: "MARKER-NARRATIVE" }],
  ...over,
});
export const consent = (id: string, patientId: string, provision: object | null, over: object = {}): Fhir => ({
  resourceType: "Consent",
  id,
  status: "active",
  scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
  category: [{ coding: [{ system: "http://loinc.org", code: "59284-0" }] }],
  patient: { reference: `Patient/${patientId}` },
  policyRule: { coding: [{ code: "OPTIN" }] },
  ...(provision && { provision }),
  ...over,
});
