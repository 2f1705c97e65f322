/** Every operation of the schema, each asked by somebody who may, about a family that is theirs: what the fuzz bends. */
import { isInputObjectType, getNamedType, type GraphQLInputType, type GraphQLSchema } from "graphql";
import { consentOperations } from "./consent-operations";
import { partnerOperations } from "./partner-operations";
import { protocolOperations } from "./protocol-operations";
import { explainingOperations } from "./explaining-operations";
import { graphqlPost, type FuzzedGateway, type HttpRequest } from "./fuzzed-gateway";
import { sourceOperations } from "./source-operations";
import { tellingOperations } from "./telling-operations";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Operation {
  readonly name: string;
  readonly token: string;
  readonly query: string;
  readonly variables: { readonly [name: string]: Json };
}

/** A place in an operation's variables, such as `items 0 person value`. */
export type Place = readonly (string | number)[];

const REFUSED = "... on Refused { faults { path code message } }";
const AGENCY = "agency { id } sharing { decisions { outcome } }";
const RECORD = `query ($caseId: ID!, $purpose: Purpose!, $publicTask: PublicTaskStatement, $first: Int! = 50,
  $after: String, $from: LocalDate, $to: LocalDate, $categories: [Category!]) {
  familyRecord(caseId: $caseId, purpose: $purpose, publicTask: $publicTask) {
    members { id name education { ${AGENCY} } health { ${AGENCY} } }
    chronology(first: $first, after: $after, from: $from, to: $to, categories: $categories) {
      totalCount pageInfo { endCursor } edges { node { occurredOn } } } } }`;
const PERSON = { system: "LOCAL_ID", value: "HUB:fuzz-1", name: "Fuzz Person", birthDate: "2010-05-05" };

const mutation = (name: string, type: string): string =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${REFUSED} } }`;

export async function operationsOf(gateway: FuzzedGateway): Promise<Operation[]> {
  const kemi = await gateway.token("kemi.eh");
  const amara = await gateway.token("amara.mash");
  const petra = await gateway.token("petra.school");
  const look = { purpose: "EARLY_HELP", publicTask: { function: "early help", law: "none" } };
  const viewer = await gateway.ask("kemi.eh", "{ viewer { cases { id } } }");
  const caseId = (JSON.parse(viewer.text) as { data: { viewer: { cases: { id: string }[] } } }).data.viewer.cases[0]!
    .id;
  const record = await gateway.ask("kemi.eh", RECORD, { caseId, ...look });
  const { members, chronology } = (
    JSON.parse(record.text) as {
      data: { familyRecord: { members: { id: string }[]; chronology: { pageInfo: { endCursor: string } } } };
    }
  ).data.familyRecord;
  const memberId = members[0]!.id;
  const page = { first: 5, after: chronology.pageInfo.endCursor, from: "2020-01-01", to: "2027-01-01" };
  const consent = {
    memberId,
    capacity: "SELF",
    givenBy: memberId,
    decision: "GRANTED",
    categories: ["attendance"],
    excludedCategories: [],
    recipients: ["SCHOOL"],
    excludedRecipients: [],
    purposes: ["EARLY_HELP"],
    validTo: "2027-01-01T00:00:00Z",
    method: "in person",
    evidenceRef: "form 1",
    competenceAssessmentId: memberId,
    soughtSafely: true,
  };
  const item = {
    person: PERSON,
    field: "attendance",
    body: { attendancePct: 78, from: "2026-01-01", to: "2026-02-01", persistentlyAbsent: true },
    occurredOn: "2026-02-01",
    recordedAt: "2026-02-01T00:00:00Z",
    nature: "FACT",
    authorRole: "clerk",
    sourceRef: "fuzz/1",
    restrictions: [{ code: "THIRD_PARTY", elements: ["from"], exempt: ["SCHOOL"] }],
  };
  const opened = { reference: "FUZZ/1", authority: "312", alsoAuthorities: [], localTier: "Targeted", agencies: [] };
  const own = { token: kemi };
  return [
    { ...own, name: "viewer", query: "{ viewer { userId } }", variables: {} },
    {
      ...own,
      name: "familyRecord",
      query: RECORD,
      variables: { caseId, ...look, ...page, categories: ["attendance"] },
    },
    {
      ...own,
      name: "person",
      query: `query ($identifier: IdentifierInput!, $purpose: Purpose!, $publicTask: PublicTaskStatement) {
        person(identifier: $identifier, purpose: $purpose, publicTask: $publicTask) { id } }`,
      variables: { identifier: { system: "LOCAL_ID", value: "HUB:fuzz-1" }, ...look },
    },
    {
      token: amara,
      name: "disclosuresAbout",
      query: "query ($memberId: ID!, $first: Int!) { disclosuresAbout(memberId: $memberId, first: $first) { id } }",
      variables: { memberId, first: 5 },
    },
    {
      ...own,
      name: "openCase",
      query: mutation("openCase", "OpenCaseInput"),
      variables: { input: { ...opened, statutoryBasis: "S17", rag: "GREEN", highRisk: false } },
    },
    {
      token: await gateway.token("gareth.mash"),
      name: "changeLevel",
      query: mutation("changeLevel", "ChangeLevelInput"),
      variables: { input: { caseId, localTier: "Targeted", statutoryBasis: "S17", highRisk: false } },
    },
    {
      ...own,
      name: "linkPerson",
      query: mutation("linkPerson", "LinkPersonInput"),
      variables: {
        input: {
          caseId,
          person: PERSON,
          relationship: "FATHER",
          isChild: false,
          inHousehold: false,
          contactWithChild: true,
          reason: "lives with the child",
        },
      },
    },
    {
      ...own,
      name: "assignUser",
      query: mutation("assignUser", "AssignUserInput"),
      variables: { input: { caseId, userId: "dilys.school", assigned: true } },
    },
    {
      ...own,
      name: "recordConsent",
      query: mutation("recordConsent", "RecordConsentInput"),
      variables: { input: consent },
    },
    {
      ...own,
      name: "recordServiceAgreement",
      query: mutation("recordServiceAgreement", "RecordServiceAgreementInput"),
      variables: { input: { memberId, service: "key worker", decision: "AGREED" } },
    },
    {
      ...own,
      name: "withdrawConsent",
      query: `mutation ($consentId: ID!) { withdrawConsent(consentId: $consentId) { __typename ${REFUSED} } }`,
      variables: { consentId: memberId },
    },
    {
      token: await gateway.token("gareth.mash"),
      name: "recordSignificantHarm",
      query: `mutation ($caseId: ID!) { recordSignificantHarm(caseId: $caseId) { __typename ${REFUSED} } }`,
      variables: { caseId },
    },
    {
      token: amara,
      name: "closeCase",
      query: `mutation ($caseId: ID!) { closeCase(caseId: $caseId) { __typename ${REFUSED} } }`,
      variables: { caseId },
    },
    {
      token: petra,
      name: "contribute",
      query: `mutation ($items: [ContributionItemInput!]!) { contribute(items: $items) { __typename ${REFUSED} } }`,
      variables: { items: [item] },
    },
    ...(await consentOperations(gateway, memberId, caseId)),
    {
      token: await gateway.token("gareth.mash"),
      name: "matches",
      query: "query ($state: MatchState!, $first: Int!) { matches(state: $state, first: $first) { matchId } }",
      variables: { state: "OPEN", first: 5 },
    },
    ...(await Promise.all(
      ["confirmMatch", "rejectMatch", "undoMatch"].map(async (name) => ({
        token: await gateway.token("gareth.mash"),
        name,
        query: mutation(name, "DecideMatchInput"),
        variables: { input: { matchId: memberId, reason: "both records were looked at" } },
      })),
    )),
    ...(await protocolOperations(gateway)),
    ...(await partnerOperations(gateway)),
    ...(await tellingOperations(gateway, memberId, caseId)),
    ...(await explainingOperations(gateway, memberId, caseId)),
    ...(await sourceOperations(gateway, memberId, caseId)),
  ];
}

/** Every place below these variables: whole objects, lists, their elements and leaves. */
export function placesIn(value: Json, at: Place = []): Place[] {
  const inner =
    value === null || typeof value !== "object"
      ? []
      : Object.entries(value).flatMap(([key, it]) => placesIn(it, [...at, Array.isArray(value) ? Number(key) : key]));
  return at.length === 0 ? inner : [at, ...inner];
}

export function valueAt(value: Json, place: Place): Json | undefined {
  return place.reduce<Json | undefined>((it, key) => (it as { [key: string]: Json } | undefined)?.[key], value);
}

/** The same with another value at one place; `undefined` leaves it out. */
export function withValue(value: Json, [head, ...rest]: Place, planted: Json | undefined): Json {
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as { [key: string]: Json };
  copy[head!] = rest.length === 0 ? (planted as Json) : withValue(copy[head!]!, rest, planted);
  return copy;
}

export const requestOf = ({ token, query, variables }: Operation, planted: Json = variables): HttpRequest =>
  graphqlPost(token, JSON.stringify({ query, variables: planted }));

/** `operation argument.field`: everything that a caller can fill in, as the schema says. */
export function placesOfSchema(schema: GraphQLSchema): string[] {
  const below = (type: GraphQLInputType): string[] => {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return [];
    return Object.values(named.getFields()).flatMap((it) => [it.name, ...below(it.type).map((b) => `${it.name}.${b}`)]);
  };
  const record = schema.getType("FamilyRecord") as unknown as ReturnType<GraphQLSchema["getQueryType"]>;
  const fields = [schema.getQueryType()!, schema.getMutationType()!].flatMap((it) => Object.values(it.getFields()));
  const chronology = { ...record!.getFields()["chronology"]!, name: "familyRecord" };
  return [...fields, chronology].flatMap(({ name, args }) =>
    args.flatMap((it) => [it.name, ...below(it.type).map((b) => `${it.name}.${b}`)].map((at) => `${name} ${at}`)),
  );
}
