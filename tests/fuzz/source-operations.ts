/** Breaking the glass, asking a source, proving a disclosure: with everything that the schema lets a caller fill in. */
import type { FuzzedGateway } from "./fuzzed-gateway";
import type { Json, Operation } from "./operations";

const REFUSED = "... on Refused { faults { path code message } }";
const DISCLOSURE = "00000000-0000-4000-8000-000000000000";

const withInput = (name: string, type: string): string =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${REFUSED} } }`;
const withId = (name: string, argument: string): string =>
  `mutation ($${argument}: ID!) { ${name}(${argument}: $${argument}) { __typename ${REFUSED} } }`;

export async function sourceOperations(gateway: FuzzedGateway, memberId: string, caseId: string): Promise<Operation[]> {
  const amara = { token: await gateway.token("amara.mash") };
  const manager = { token: await gateway.token("gareth.mash") };
  const lead = { token: await gateway.token("mabel.mash") };
  const input = (name: string, type: string, given: { [key: string]: Json }, who = amara): Operation => ({
    ...who,
    name,
    query: withInput(name, type),
    variables: { input: given },
  });
  const byId = (name: string, argument: string, who = amara): Operation => ({
    ...who,
    name,
    query: withId(name, argument),
    variables: { [argument]: memberId },
  });
  return [
    {
      ...lead,
      name: "disclosureProof",
      query: "query ($disclosureId: ID!) { disclosureProof(disclosureId: $disclosureId) { __typename } }",
      variables: { disclosureId: DISCLOSURE },
    },
    {
      ...lead,
      name: "disclosureRequests",
      query: `query ($status: DisclosureRequestStatus!, $first: Int!) {
        disclosureRequests(status: $status, first: $first) { id } }`,
      variables: { status: "OPEN", first: 5 },
    },
    {
      ...amara,
      name: "requestedDisclosures",
      query: "query ($caseId: ID!) { requestedDisclosures(caseId: $caseId) { __typename } }",
      variables: { caseId },
    },
    input("breakGlass", "BreakGlassInput", {
      caseId,
      memberIds: [memberId],
      categories: ["attendance"],
      reason: "IMMEDIATE_DANGER",
      narrative: "a child may be in danger now",
      incidentRef: "CAD 1",
      minutes: 30,
    }),
    byId("approveBreakGlassRenewal", "grantId", manager),
    byId("openBreakGlassReview", "reviewId", lead),
    input(
      "decideBreakGlassReview",
      "DecideReviewInput",
      { reviewId: memberId, outcome: "JUSTIFIED", rationale: "the danger was real and the look was short" },
      lead,
    ),
    input(
      "moveBreach",
      "MoveBreachInput",
      { breachId: memberId, step: "CONTAINED", note: "access was ended", icoReference: "IC-1" },
      lead,
    ),
    input("requestDisclosure", "RequestDisclosureInput", {
      decisionId: `${DISCLOSURE}.0`,
      reason: "needed to plan the visit",
      neededBy: "2027-01-01T00:00:00Z",
    }),
    input(
      "answerDisclosureRequest",
      "AnswerDisclosureRequestInput",
      {
        requestId: memberId,
        decision: "REFUSE",
        items: ["ref/1"],
        allItems: false,
        statement: "nothing to add",
        conditions: "none",
        validTo: "2027-01-01T00:00:00Z",
        reason: "it would not help",
        covert: false,
      },
      lead,
    ),
    byId("endDisclosure", "requestId", lead),
  ];
}
