/** Every operation on protocols, asked by a lead who may. */
import { DRAFT } from "../governance/protocols/drafts";
import type { FuzzedGateway } from "./fuzzed-gateway";
import type { Operation } from "./operations";

const REFUSED = "... on Refused { faults { path code message } }";
const REF = { id: "ISA-EH", version: 1 };
const KEY = '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}';

/** A mutation of a protocol by its id and version, and by what else it takes. */
const step = (name: string, more: Readonly<Record<string, string>> = {}): string => {
  const declared = Object.entries({ id: "ID!", version: "Int!", ...more });
  const given = declared.map(([key]) => `${key}: $${key}`).join(", ");
  return `mutation (${declared.map(([key, type]) => `$${key}: ${type}`).join(", ")}) {
    ${name}(${given}) { __typename ${REFUSED} } }`;
};

export async function protocolOperations(gateway: FuzzedGateway): Promise<Operation[]> {
  const own = { token: await gateway.token("bram.eh") };
  return [
    {
      ...own,
      name: "protocols",
      query: "query ($status: ProtocolStatus) { protocols(status: $status) { id text warnings events { event } } }",
      variables: { status: "ACTIVE" },
    },
    {
      ...own,
      name: "protocol",
      query: "query ($id: ID!, $version: Int) { protocol(id: $id, version: $version) { id parties { agency } } }",
      variables: REF,
    },
    {
      ...own,
      name: "protocolToSign",
      query: "query ($id: ID!, $version: Int!) { protocolToSign(id: $id, version: $version) { digest } }",
      variables: REF,
    },
    {
      ...own,
      name: "checkProtocol",
      query: "query ($text: String!) { checkProtocol(text: $text) { faults { path code message } } }",
      variables: { text: DRAFT },
    },
    {
      ...own,
      name: "protocolDiff",
      query: `query ($from: ProtocolRefInput!, $to: ProtocolRefInput!, $recent: Int!) {
        protocolDiff(from: $from, to: $to, recent: $recent) { sentences changes { text } recent { opens } } }`,
      variables: { from: REF, to: REF, recent: 2 },
    },
    {
      ...own,
      name: "appointSignatory",
      query: `mutation ($input: AppointSignatoryInput!) { appointSignatory(input: $input) { __typename ${REFUSED} } }`,
      variables: {
        input: {
          name: "Ruth Abel",
          position: "Director",
          key: KEY,
          userId: "kemi.eh",
          validFrom: "2026-01-01T00:00:00Z",
          validTo: "2027-01-01T00:00:00Z",
        },
      },
    },
    {
      ...own,
      name: "dismissSignatory",
      query: `mutation ($signatoryId: ID!) { dismissSignatory(signatoryId: $signatoryId) { __typename ${REFUSED} } }`,
      variables: { signatoryId: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
    },
    {
      ...own,
      name: "draftProtocol",
      query: `mutation ($text: String!) { draftProtocol(text: $text) { __typename ${REFUSED} } }`,
      variables: { text: DRAFT.replace("tenancy:", "tenency:") },
    },
    {
      ...own,
      name: "signProtocol",
      query: step("signProtocol", { signature: "String!" }),
      variables: { ...REF, signature: "e30..AAAA" },
    },
    {
      ...own,
      name: "activateProtocol",
      query: step("activateProtocol", { without: "[String!]!" }),
      variables: { ...REF, without: ["GP"] },
    },
    // a version that there is not: what is in force stays so for the others
    {
      ...own,
      name: "suspendProtocol",
      query: step("suspendProtocol", { reason: "String!" }),
      variables: { ...REF, version: 99, reason: "Something went wrong" },
    },
    { ...own, name: "resumeProtocol", query: step("resumeProtocol"), variables: REF },
    {
      ...own,
      name: "terminateProtocol",
      query: step("terminateProtocol", { reason: "String!" }),
      variables: { ...REF, version: 99, reason: "No longer needed" },
    },
  ];
}
