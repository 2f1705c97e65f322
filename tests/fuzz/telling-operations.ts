/** Notifications, the family's page and the auditors' questions, as whoever may asks them. */
import type { FuzzedGateway } from "./fuzzed-gateway";
import type { Operation } from "./operations";

const REFUSED = "__typename ... on Refused { faults { path code message } }";
const IDENTIFIER = { system: "LOCAL_ID", value: "HUB:okafor-reid.ife" };
const WHO = "$memberId: ID, $identifier: IdentifierInput";
const WHOM = "memberId: $memberId, identifier: $identifier";

export async function tellingOperations(
  gateway: FuzzedGateway,
  memberId: string,
  caseId: string,
): Promise<Operation[]> {
  const kemi = { token: await gateway.token("kemi.eh") };
  const bram = { token: await gateway.token("bram.eh") };
  const felix = { token: await gateway.token("felix.mash") };
  const days = { from: "2026-11-01", to: "2026-11-30" };
  const window = { from: "2026-11-01T00:00:00Z", to: "2026-11-30T00:00:00Z" };
  const decisions = { source: "SCHOOL", reason: "P-16LA", outcome: "RELEASED", category: "attendance" };
  const asked = { agency: "MASH", role: "MASH_MANAGER", user: "gareth.mash", purpose: "MASH_SCREENING" };
  const point = { userId: "kemi.eh", role: "KEY_WORKER", channel: "EMAIL", address: "kemi@eh.example" };
  return [
    {
      ...bram,
      name: "whoHasSeen",
      query: `query (${WHO}, $from: LocalDate, $to: LocalDate) { whoHasSeen(${WHOM}, from: $from, to: $to) { looks html } }`,
      variables: { identifier: IDENTIFIER, ...days },
    },
    {
      ...bram,
      name: "whoHasSeen",
      query: `query (${WHO}) { whoHasSeen(${WHOM}) { organisations { organisation looks { on saw { what } } } } }`,
      variables: { memberId },
    },
    {
      ...bram,
      name: "familyWithholdings",
      query: `query (${WHO}) { familyWithholdings(${WHOM}) { id reason } }`,
      variables: { identifier: IDENTIFIER },
    },
    {
      ...bram,
      name: "familyWithholdings",
      query: `query (${WHO}) { familyWithholdings(${WHOM}) { id } }`,
      variables: { memberId },
    },
    {
      ...bram,
      name: "withholdFromFamily",
      query: `mutation ($input: WithholdFromFamilyInput!) { withholdFromFamily(input: $input) { ${REFUSED} } }`,
      variables: {
        input: {
          memberId,
          identifier: IDENTIFIER,
          onlyThisCase: true,
          source: "EH",
          category: "early-help",
          disclosureId: "00000000-0000-4000-8000-000000000000",
          reason: "Telling would warn somebody.",
        },
      },
    },
    {
      ...bram,
      name: "liftWithholding",
      query: `mutation ($withholdingId: ID!) { liftWithholding(withholdingId: $withholdingId) { ${REFUSED} } }`,
      variables: { withholdingId: memberId },
    },
    {
      ...kemi,
      name: "recordFamilyTold",
      query: `mutation ($caseId: ID!, $how: String!, $at: DateTimeISO!) {
        recordFamilyTold(caseId: $caseId, how: $how, at: $at) { ${REFUSED} } }`,
      variables: { caseId, how: "at home", at: "2026-11-20T10:00:00Z" },
    },
    {
      ...kemi,
      name: "myNotifications",
      query: `query ($first: Int! = 5, $after: ID, $unseen: Boolean! = true) {
        myNotifications(first: $first, after: $after, unseen: $unseen) { id text } }`,
      variables: { first: 5, after: null, unseen: true },
    },
    {
      ...kemi,
      name: "seenNotification",
      query: `mutation ($notificationId: ID!) { seenNotification(notificationId: $notificationId) { ${REFUSED} } }`,
      variables: { notificationId: memberId },
    },
    { ...bram, name: "notificationContacts", query: "{ notificationContacts { id address } }", variables: {} },
    {
      ...bram,
      name: "setContactPoint",
      query: `mutation ($input: SetContactPointInput!) { setContactPoint(input: $input) { ${REFUSED} } }`,
      variables: { input: point },
    },
    {
      ...bram,
      name: "removeContactPoint",
      query: `mutation ($contactPointId: ID!) { removeContactPoint(contactPointId: $contactPointId) { ${REFUSED} } }`,
      variables: { contactPointId: memberId },
    },
    {
      ...felix,
      name: "searchDisclosures",
      query: `query ($filter: DisclosureFilter! = {}, $first: Int! = 5, $after: String) {
        searchDisclosures(filter: $filter, first: $first, after: $after) { next disclosures { id } } }`,
      variables: { filter: { ...asked, ...decisions, ...window, breakGlass: true }, first: 5, after: null },
    },
    {
      ...felix,
      name: "sampleForAudit",
      query: "query ($input: SampleInput!) { sampleForAudit(input: $input) { strata { stratum } disclosures { id } } }",
      variables: { input: { size: 5, seed: "fuzz", stratifyBy: "AGENCY", ...window } },
    },
    {
      ...felix,
      name: "sharingIndicators",
      query: "query ($month: String!) { sharingIndicators(month: $month) { withheldRate { percent } } }",
      variables: { month: "2026-10" },
    },
    {
      ...felix,
      name: "recordAuditFinding",
      query: `mutation ($disclosureId: ID!, $finding: AuditFindingKind!, $note: String!) {
        recordAuditFinding(disclosureId: $disclosureId, finding: $finding, note: $note) { ${REFUSED} } }`,
      variables: { disclosureId: "nobody's", finding: "APPROPRIATE", note: "what was needed, and no more" },
    },
  ];
}
