/** Mutations that are to be refused, each for one of the reasons there are; none of them may write anything. */
import type { Choice } from "./choice";
import { CALLERS } from "./may-be-seen";
import type { Known, Operation } from "./operations";

type Input = Record<string, unknown>;

interface Attempt {
  readonly name: string;
  readonly type: string;
  readonly input: unknown;
  /** The argument's name, where it is not `input`. */
  readonly argument?: string;
}

const FAULTS = "__typename ... on Refused { faults { path code message } }";

export function refusedMutation(choice: Choice, caller: string, known: Known): Operation {
  const { name, type, input, argument = "input" } = choice.of(ATTEMPTS)(choice, caller, known);
  const query = `mutation ($given: ${type}) { ${name}(${argument}: $given) { ${FAULTS} } }`;
  const coordinates = new Set([`Mutation.${name}`, `Mutation.${name}(${argument})`]);
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
];
