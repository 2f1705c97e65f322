/** Asking why, what if, and by key: with everything that the schema lets a caller fill in. */
import type { FuzzedGateway } from "./fuzzed-gateway";
import type { Operation } from "./operations";

const DECISION = "00000000-0000-4000-8000-000000000000.0";

export async function explainingOperations(
  gateway: FuzzedGateway,
  memberId: string,
  caseId: string,
): Promise<Operation[]> {
  const kemi = await gateway.token("kemi.eh");
  const felix = await gateway.token("felix.mash");
  return [
    {
      token: kemi,
      name: "explain",
      query: "query ($decisionId: ID!) { explain(decisionId: $decisionId) { because rules { rule verdict } } }",
      variables: { decisionId: DECISION },
    },
    {
      token: felix,
      name: "replay",
      query: "query ($decisionId: ID!) { replay(decisionId: $decisionId) { agrees } }",
      variables: { decisionId: DECISION },
    },
    {
      token: felix,
      name: "replayRuns",
      query: "query ($first: Int!) { replayRuns(first: $first) { decisions } }",
      variables: { first: 5 },
    },
    {
      token: kemi,
      name: "simulate",
      query: `query ($caseId: ID!, $memberId: ID!, $purpose: Purpose!, $changes: SimulatedChanges!) {
        simulate(caseId: $caseId, memberId: $memberId, purpose: $purpose, changes: $changes) { opens { category } } }`,
      variables: {
        caseId,
        memberId,
        purpose: "EARLY_HELP",
        changes: {
          purpose: "EARLY_HELP",
          role: "KEY_WORKER",
          level: "L3",
          statutoryBasis: "S17",
          significantHarmSuspected: false,
          highRisk: false,
          consent: "GRANTED",
          consentCategories: ["attendance"],
        },
      },
    },
    {
      token: kemi,
      name: "_entities",
      query: "query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }",
      variables: { representations: [{ __typename: "FamilyMember", key: memberId }] },
    },
  ];
}
