/** Mutations that are to be refused, each for one of the reasons there are; none of them may write anything. */
import type { Choice } from "./choice";
import { CALLERS } from "./may-be-seen";
import type { Known, Operation } from "./operations";
import { REFUSED_OF_PROTOCOLS } from "./protocol-operations";

type Input = Record<string, unknown>;

export interface Attempt {
  readonly name: string;
  readonly type: string;
  readonly input: unknown;
  /** The argument's name, where it is not `input`. */
  readonly argument?: string;
  /** Further arguments, by their literals. */
  readonly more?: Readonly<Record<string, string>>;
}

const FAULTS = "__typename ... on Refused { faults { path code message } }";

export function refusedMutation(choice: Choice, caller: string, known: Known): Operation {
  const { name, type, input, argument = "input", more = {} } = choice.of(ATTEMPTS)(choice, caller, known);
  const rest = Object.entries(more).map(([key, literal]) => `, ${key}: ${literal}`);
  const query = `mutation ($given: ${type}) { ${name}(${argument}: $given${rest.join("")}) { ${FAULTS} } }`;
  const coordinates = new Set([
    `Mutation.${name}`,
    ...[argument, ...Object.keys(more)].map((it) => `Mutation.${name}(${it})`),
  ]);
  const body = JSON.stringify({ query, variables: { given: input } });
  return { caller, kind: "mutation", body, asked: [{ root: "other" }], coordinates };
}

/** A case that is not the caller's, under whichever id. */
const notTheirs = (choice: Choice, known: Known): string => choice.of(known.foreignIds);
const theirs = (choice: Choice, caller: string, known: Known): string => {
  const own = CALLERS[caller]!.cases.flatMap((it) => known.caseIds.get(it) ?? []);
  return choice.of(own.length > 0 ? own : known.foreignIds);
};

const person = (choice: Choice, known: Known): Input => {
  const { system, value } = choice.of(known.identifiers);
  return { system, value, name: "Somebody Unknown", birthDate: "2001-02-03" };
};

type Attempting = (choice: Choice, caller: string, known: Known) => Attempt;

const ATTEMPTS: readonly Attempting[] = [
  (choice, _, known) => ({
    name: choice.of(["closeCase", "recordSignificantHarm"]),
    type: "ID!",
    argument: "caseId",
    input: notTheirs(choice, known),
  }),
  (choice, caller, known) => ({
    name: "changeLevel",
    type: "ChangeLevelInput!",
    input: { caseId: theirs(choice, caller, known), localTier: "A tier that nobody has" },
  }),
  (choice, caller, known) => ({
    name: "linkPerson",
    type: "LinkPersonInput!",
    input: {
      caseId: theirs(choice, caller, known),
      person: person(choice, known),
      relationship: "AUNT",
      reason: "too short",
    },
  }),
  (choice, _, known) => ({
    name: "linkPerson",
    type: "LinkPersonInput!",
    input: {
      caseId: notTheirs(choice, known),
      person: person(choice, known),
      relationship: "AUNT",
      reason: "Long enough to be a reason",
    },
  }),
  (choice) => ({
    name: "openCase",
    type: "OpenCaseInput!",
    input: { reference: "A-1", authority: choice.of(["312", "999"]), localTier: "A tier that nobody has" },
  }),
  (choice, caller, known) => ({
    name: "assignUser",
    type: "AssignUserInput!",
    input: { caseId: theirs(choice, caller, known), userId: choice.of(["nobody", "nobody.at-all"]) },
  }),
  (choice, _, known) => ({
    name: choice.of(["confirmMatch", "rejectMatch", "undoMatch"]),
    type: "DecideMatchInput!",
    input: { matchId: choice.of(["made-up", ...known.foreignIds]), reason: "Long enough to be a reason" },
  }),
  (choice, _, known) => ({
    name: "withdrawConsent",
    type: "ID!",
    argument: "consentId",
    input: choice.of(["made-up", ...known.foreignIds]),
  }),
  (choice, _, known) => ({
    name: "recordServiceAgreement",
    type: "RecordServiceAgreementInput!",
    input: { memberId: choice.of([...known.memberIds, "made-up"]), service: " ", decision: "AGREED" },
  }),
  (choice, _, known) => ({
    name: "recordConsent",
    type: "RecordConsentInput!",
    input: {
      memberId: choice.of([...known.memberIds, "made-up"]),
      capacity: choice.of(["SELF", "PR_HOLDER", "LA_WITH_PR", "DEPUTY"]),
      decision: "GRANTED",
      recipients: ["EH"],
      purposes: ["EARLY_HELP"],
      method: "In person",
      soughtSafely: true,
      validTo: "2020-01-01T00:00:00Z",
    },
  }),
  (choice, _, known) => {
    const [name, argument] = choice.of([
      ["authoriseDispensation", "dispensationId"],
      ["liftRestriction", "restrictionId"],
      ["endConflict", "conflictId"],
    ] as const);
    return { name, type: "ID!", argument, input: choice.of(["made-up", ...known.foreignIds]) };
  },
  (choice, _, known) => {
    const memberId = choice.of([...known.memberIds, "made-up"]);
    const long = { from: "2026-01-01T00:00:00Z", to: "2020-01-01T00:00:00Z" };
    return choice.of<Attempt>([
      {
        name: "recordCompetenceAssessment",
        type: "RecordCompetenceAssessmentInput!",
        input: { memberId, outcome: "COMPETENT", assessedBy: " " },
      },
      {
        name: "recordParentalResponsibility",
        type: "RecordParentalResponsibilityInput!",
        input: { memberId, holderId: memberId, ...long },
      },
      { name: "recordLegalStatus", type: "RecordLegalStatusInput!", input: { memberId, code: "C2", ...long } },
      {
        name: "requestDispensation",
        type: "RequestDispensationInput!",
        input: { memberId, reason: "CANNOT_BE_GIVEN", facts: "too short", categories: [], tellFamilyWhen: "" },
      },
      { name: "importConsentFhir", type: "ImportConsentFhirInput!", input: { memberId, resource: {} } },
      {
        name: "setRestriction",
        type: "SetRestrictionInput!",
        input: { code: "X-REFUGE", memberId, sourceRef: "A", person: person(choice, known) },
      },
      {
        name: "declareConflict",
        type: "DeclareConflictInput!",
        input: { userId: "nobody", memberId, person: person(choice, known) },
      },
    ]);
  },
  (choice, _, known) => ({
    name: "requestDisclosure",
    type: "RequestDisclosureInput!",
    input: {
      decisionId: choice.of(["made-up", "00000000-0000-4000-8000-000000000000.0", ...known.foreignIds]),
      reason: "Long enough to be a reason",
    },
  }),
  (choice, _, known) => ({
    name: "answerDisclosureRequest",
    type: "AnswerDisclosureRequestInput!",
    input: {
      requestId: choice.of(["made-up", ...known.foreignIds]),
      decision: choice.of(["RELEASE_IN_PART", "REFUSE", "MORE_DETRIMENTAL"]),
      allItems: true,
      reason: "Long enough to be a reason",
    },
  }),
  (choice, _, known) => ({
    name: "endDisclosure",
    type: "ID!",
    argument: "requestId",
    input: choice.of(["made-up", ...known.foreignIds]),
  }),
  (choice, caller, known) => ({
    name: "breakGlass",
    type: "BreakGlassInput!",
    input: {
      caseId: theirs(choice, caller, known),
      memberIds: [choice.of([...known.memberIds, "made-up"])],
      categories: choice.of([["attendance"], ["sexual-health", "police-intelligence"]]),
      reason: "IMMEDIATE_DANGER",
      narrative: "too short",
      incidentRef: "CAD 1",
    },
  }),
  (choice, _, known) => ({
    name: "approveBreakGlassRenewal",
    type: "ID!",
    argument: "grantId",
    input: choice.of(["made-up", ...known.foreignIds]),
  }),
  (choice, _, known) => ({
    name: "openBreakGlassReview",
    type: "ID!",
    argument: "reviewId",
    input: choice.of(["made-up", ...known.foreignIds]),
  }),
  (choice, _, known) => ({
    name: "decideBreakGlassReview",
    type: "DecideReviewInput!",
    input: {
      reviewId: choice.of(["made-up", ...known.foreignIds]),
      outcome: choice.of(["JUSTIFIED", "NOT_JUSTIFIED", "MORE_INFO"]),
      rationale: "Long enough to be one",
    },
  }),
  (choice, _, known) => ({
    name: "moveBreach",
    type: "MoveBreachInput!",
    input: { breachId: choice.of(["made-up", ...known.foreignIds]), step: "CLOSED", note: "Long enough to be a note" },
  }),
  (choice, _, known) => ({
    name: "contribute",
    type: "[ContributionItemInput!]!",
    argument: "items",
    input: [
      {
        person: person(choice, known),
        field: choice.of(["incidents", "patient", "tenancies", "pupil", "contacts", "nothing"]),
        body: choice.of<Input>([{}, { unknown: 1 }, { reference: 7 }]),
        recordedAt: "2200-01-01T00:00:00Z",
        nature: "FACT",
        sourceRef: "refused",
      },
    ],
  }),
  ...REFUSED_OF_PROTOCOLS,
  (choice, _, known) => ({
    name: "withholdFromFamily",
    type: "WithholdFromFamilyInput!",
    input: { memberId: choice.of([...known.memberIds, "made-up"]), reason: "short" },
  }),
  (choice, _, known) => ({
    ...choice.of([
      { name: "liftWithholding", argument: "withholdingId" },
      { name: "removeContactPoint", argument: "contactPointId" },
      { name: "seenNotification", argument: "notificationId" },
    ]),
    type: "ID!",
    input: choice.of(["made-up", ...known.foreignIds]),
  }),
  (choice, _, known) => ({
    name: "recordFamilyTold",
    type: "ID!",
    argument: "caseId",
    input: notTheirs(choice, known),
    more: { how: '"at home"', at: '"2026-11-20T10:00:00Z"' },
  }),
  (choice) => ({
    name: "recordAuditFinding",
    type: "ID!",
    argument: "disclosureId",
    input: choice.of(["made-up", "00000000-0000-4000-8000-000000000000"]),
    more: { finding: "APPROPRIATE", note: '"Long enough to be a note"' },
  }),
  (choice) => ({
    name: "setContactPoint",
    type: "SetContactPointInput!",
    input: { channel: choice.of(["EMAIL", "WEBHOOK"]), address: choice.of(["nobody", "https://10.0.0.1/", ""]) },
  }),
  (choice) => ({
    name: "registerPartner",
    type: "RegisterPartnerInput!",
    input: {
      agency: choice.of(["PROB", "CSC"]),
      name: "",
      url: choice.of(["http://10.0.0.1/", "nowhere"]),
      keySystem: "CRN",
      sdl: choice.of(["", "type Query { everybody: [ID!]! }"]),
      openapi: choice.of(["", "openapi: 3.1.0"]),
    },
  }),
  (choice) => ({
    name: "testPartner",
    type: "TestPartnerInput!",
    input: { agency: choice.of(["PROB", "NOBODY"]), version: 1, known: ["a b"], unknown: [] },
  }),
  (choice) => ({
    name: "approvePartner",
    type: "String!",
    argument: "agency",
    input: choice.of(["PROB", "NOBODY"]),
    more: { version: "1", sha256: choice.of(['"0"', '"made-up"']) },
  }),
  (choice) => ({
    name: "activatePartner",
    type: "String!",
    argument: "agency",
    input: choice.of(["PROB", "NOBODY"]),
    more: { version: "1" },
  }),
  (choice) => ({
    name: "switchOffPartner",
    type: "String!",
    argument: "agency",
    input: choice.of(["PROB", "NOBODY"]),
    more: { reason: '"Long enough to be a reason"' },
  }),
];
