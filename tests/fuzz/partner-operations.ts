/** Taking in an agency with a system of its own, with everything that the schema lets a caller fill in. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { FuzzedGateway } from "./fuzzed-gateway";
import type { Operation } from "./operations";

const REFUSED = "... on Refused { faults { path code message } }";
const example = (file: string) => readFileSync(path.join(__dirname, "../../docs/examples", file), "utf8");
const SDL = example("probation/schema.graphql");

export async function partnerOperations(gateway: FuzzedGateway): Promise<Operation[]> {
  const integrator = { token: await gateway.token("theo.prob") };
  const controller = { token: await gateway.token("maud.prob") };
  const lead = { token: await gateway.token("mabel.mash") };
  const version = { agency: "PROB", version: 1 };
  return [
    {
      ...lead,
      name: "partner",
      query: "query ($agency: String!) { partner(agency: $agency) { version changes { words } } }",
      variables: { agency: "PROB" },
    },
    {
      ...integrator,
      name: "registerPartner",
      query: `mutation ($input: RegisterPartnerInput!) { registerPartner(input: $input) { __typename ${REFUSED} } }`,
      variables: {
        input: {
          agency: "PROB",
          name: "Probation",
          kind: "SUBGRAPH",
          url: "http://127.0.0.1:9/",
          testUrl: "http://127.0.0.1:9/test",
          auth: {
            ca: "authority",
            mtls: { certificate: "certificate", key: "key" },
            oauth: {
              tokenUrl: "http://127.0.0.1:9/token",
              clientId: "gateway",
              key: "oauth",
              keyId: "1",
              algorithm: "ES256",
              scope: "family",
            },
          },
          keySystem: "CRN",
          sdl: SDL,
          batchMode: "RECORD",
          timeoutMs: 100,
          maxBytes: 100_000,
        },
      },
    },
    {
      ...integrator,
      name: "registerPartner",
      query: `mutation ($input: RegisterPartnerInput!) { registerPartner(input: $input) { __typename ${REFUSED} } }`,
      variables: {
        input: {
          agency: "PROB",
          name: "A charity",
          kind: "REST",
          url: "http://127.0.0.1:9/",
          keySystem: "CRN",
          sdl: example("family-charity/schema.graphql"),
          openapi: example("family-charity/openapi.yaml"),
        },
      },
    },
    {
      ...lead,
      name: "testPartner",
      query: `mutation ($input: TestPartnerInput!) { testPartner(input: $input) { __typename ${REFUSED} } }`,
      variables: { input: { ...version, known: ["T000001", "T000002"], unknown: ["T999999"] } },
    },
    {
      ...controller,
      name: "approvePartner",
      query: `mutation ($agency: String!, $version: Int!, $sha256: String!) {
        approvePartner(agency: $agency, version: $version, sha256: $sha256) { __typename ${REFUSED} } }`,
      variables: { ...version, sha256: "0".repeat(64) },
    },
    {
      ...lead,
      name: "activatePartner",
      query: `mutation ($agency: String!, $version: Int!) {
        activatePartner(agency: $agency, version: $version) { __typename ${REFUSED} } }`,
      variables: version,
    },
    {
      ...lead,
      name: "switchOffPartner",
      query: `mutation ($agency: String!, $reason: String!) {
        switchOffPartner(agency: $agency, reason: $reason) { __typename ${REFUSED} } }`,
      variables: { agency: "PROB", reason: "it is tried out" },
    },
  ];
}
