/** The demonstration with its general practices on a FHIR server of their own. */
import { caller, startGateway, type Answer, type TestGateway } from "../../api/gateway";
import { SecretsOnFile } from "../../../src/remote/transport/partner-secrets";
import { example } from "../sdl/given";
import { HUB, SOCIAL_WORKER, type Step } from "../stage";
import { condition, immunisation, patient, type Fhir, type FhirServer } from "./fhir-server";

export const GUARDIAN = caller("naomi.gp");
export const NHS_NUMBERS = {
  "Ewa Kowalczyk": "9990001073",
  "Ola Kowalczyk": "9990001081",
  "Jan Kowalczyk": "9990001103",
};

export const HELD: readonly Fhir[] = [
  patient("ewa", "9990001073"),
  patient("ola", "9990001081"),
  immunisation("i1", "ola"),
  condition("c1", "ola", "195967001", "Asthma"),
  condition("c2", "ewa", "195967001", "Asthma"),
  condition("c3", "ewa", "35489007", "MARKER-DEPRESSION"),
];

export interface GpStage extends TestGateway {
  /** Kowalczyk's record as the social worker sees it; the fields below each member. */
  record(members: string): Promise<Answer>;
  step(viewer: Parameters<TestGateway["ask"]>[0], mutation: string, variables: object): Promise<Step>;
}

const RESULT = `{ __typename ... on Refused { faults { path code message } }
  ... on PartnerChanged { partner { version status sha256 offReason changes { kind path words opensTo { agency roles } } } } }`;

export async function startGpStage(): Promise<GpStage> {
  const stage = await startGateway({ partners: { secrets: new SecretsOnFile(null, {}), plainHttp: true } });
  const id = await stage.caseId("CSC", "CSC-0001");
  return Object.assign(stage, {
    record: (members: string) =>
      stage.ask(
        SOCIAL_WORKER,
        `query ($id: ID!) { familyRecord(caseId: $id, purpose: CHILD_PROTECTION_ENQUIRY) { members { name ${members} } } }`,
        { id },
      ),
    step: async (viewer: Parameters<TestGateway["ask"]>[0], mutation: string, variables: object) => {
      const { data, errors } = await stage.ask(viewer, mutation.replace("RESULT", RESULT), variables);
      if (errors) throw new Error(JSON.stringify(errors));
      return Object.values(data as Record<string, Step>)[0]!;
    },
  });
}

export const GP_SDL = example("gp-fhir");

export const register = (stage: GpStage, { url }: FhirServer, over: object = {}): Promise<Step> =>
  stage.step(HUB, "mutation ($input: RegisterPartnerInput!) { registerPartner(input: $input) RESULT }", {
    input: { agency: "GP", name: "General practice", kind: "FHIR", url, keySystem: "NHS_NUMBER", sdl: GP_SDL, ...over },
  });

export const approve = (stage: GpStage, { version, sha256 }: Step["partner"]): Promise<Step> =>
  stage.step(
    GUARDIAN,
    'mutation ($version: Int!, $sha256: String!) { approvePartner(agency: "GP", version: $version, sha256: $sha256) RESULT }',
    { version, sha256 },
  );

export const activate = (stage: GpStage, version: number): Promise<Step> =>
  stage.step(HUB, 'mutation ($version: Int!) { activatePartner(agency: "GP", version: $version) RESULT }', { version });

/** The contract's checks, by the gateway, at the server itself; names and outcomes. */
export async function testServer(stage: GpStage, version: number): Promise<Record<string, string>> {
  const { data, errors } = await stage.ask(
    HUB,
    `mutation ($input: TestPartnerInput!) { testPartner(input: $input) {
      ... on PartnerChanged { partner { contractTest { passed checks { name status found } } } } } }`,
    { input: { agency: "GP", version, known: ["9990001073", "9990001081"], unknown: ["9990009999"] } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const { checks } = data.testPartner.partner.contractTest as { checks: { name: string; status: string }[] };
  return Object.fromEntries(checks.map((it) => [it.name, it.status]));
}

/** The whole way into the record. */
export async function join(stage: GpStage, server: FhirServer, over: object = {}): Promise<Step> {
  const registered = await register(stage, server, over);
  if (registered.__typename === "Refused") throw new Error(JSON.stringify(registered.faults));
  await testServer(stage, registered.partner.version);
  await approve(stage, registered.partner);
  const activated = await activate(stage, registered.partner.version);
  if (activated.__typename === "Refused") throw new Error(JSON.stringify(activated.faults));
  return activated;
}

/** Each member's contribution from general practice, by name. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const gpOf = ({ data, errors, status }: Answer): Record<string, any> => {
  if (errors || status !== 200) throw new Error(JSON.stringify({ status, errors }));
  return Object.fromEntries(
    (data.familyRecord.members as { name: string; gp: object[] }[]).map((it) => [it.name, it.gp[0]]),
  );
};
