/** Random queries: some agencies, some fields, written as clients write them, with aliases, fragments and directives. */
import fc from "fast-check";
import { getNamedType, isLeafType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import { CATEGORIES, type Category } from "../../src/sharing/vocabulary";
import { caseOf } from "./policy-on-file";
import { MOST_MEMBERS, type Setting } from "./random-policy";
import { FIELDS, type DeclaredField, type Stage } from "./the-stage";

/** How a field stands in the query. SKIPPED and EXCLUDED are written and not selected. */
type Written = "PLAIN" | "ALIAS" | "FRAGMENT" | "INCLUDED" | "SKIPPED" | "EXCLUDED";

export interface Question {
  readonly kind: "RECORD" | "PERSON";
  /** PERSON: which member is looked up, modulo their number. */
  readonly member: number;
  readonly publicTask: boolean;
  readonly fields: readonly { readonly field: DeclaredField; readonly written: Written }[];
  readonly chronology: { readonly first: number; readonly categories: readonly Category[] | null } | null;
}

const written = fc.constantFrom<Written>(
  "PLAIN",
  "PLAIN",
  "PLAIN",
  "ALIAS",
  "FRAGMENT",
  "INCLUDED",
  "SKIPPED",
  "EXCLUDED",
);

const fields = fc.oneof(
  fc.subarray([...FIELDS], { minLength: 1, maxLength: 12 }),
  fc.subarray([...FIELDS], { minLength: 1, maxLength: 16 }),
  fc.constantFrom(...new Set(FIELDS.map((it) => it.below))).map((below) => FIELDS.filter((it) => it.below === below)),
);

export const questions: fc.Arbitrary<Question> = fc.record({
  kind: fc.constantFrom("RECORD", "RECORD", "RECORD", "RECORD", "PERSON"),
  member: fc.nat(MOST_MEMBERS - 1),
  publicTask: fc.boolean(),
  fields: fields.chain((some) => fc.tuple(...some.map((field) => written.map((how) => ({ field, written: how }))))),
  chronology: fc.option(
    fc.record({
      first: fc.constantFrom(1, 3, 20),
      categories: fc.option(fc.subarray(Object.keys(CATEGORIES) as Category[], { minLength: 1, maxLength: 6 })),
    }),
    { freq: 2 },
  ),
});

const isSelected = ({ written: how }: Question["fields"][number]): boolean => how !== "SKIPPED" && how !== "EXCLUDED";

/** Every field that the answer, or its chronology, is made of. */
export function fieldsOf(question: Question): DeclaredField[] {
  const direct = new Set(question.fields.filter(isSelected).map((it) => it.field));
  const chronology = question.kind === "RECORD" ? question.chronology : null;
  const dated = (it: DeclaredField): boolean =>
    chronology !== null &&
    it.mode === "CONTENT" &&
    (chronology.categories === null || chronology.categories.includes(it.category));
  return FIELDS.filter((it) => direct.has(it) || dated(it));
}

const ENVELOPE = "agency { id } sharing { decisions { id category fields outcome reason basis { statute protocol } } }";

/** @param after the cursor of a chronology's next page */
export function textOf(
  question: Question,
  { purpose }: Setting,
  schema: GraphQLSchema,
  after: string | null = null,
): string {
  const task = question.publicTask ? ', publicTask: { function: "Safeguarding", law: "Children Act 2004 s.11" }' : "";
  const contributions = [...new Set(question.fields.map((it) => it.field.below))].map((name) => {
    const some = question.fields.filter((it) => it.field.below === name);
    return `${name} { ${ENVELOPE} ${some.map((it, i) => selection(it, i, schema)).join(" ")} }`;
  });
  const member = `id name ${contributions.join(" ")}`;
  const used = question.fields.some((it) => ["INCLUDED", "SKIPPED", "EXCLUDED"].includes(it.written));
  const flag = used ? ", $yes: Boolean! = true" : "";
  if (question.kind === "PERSON")
    return `query ($number: String!${flag}) { person(identifier: { system: LOCAL_ID, value: $number }, purpose: ${purpose}${task}) { ${member} } }`;
  return `query ($id: ID!${flag}) { familyRecord(caseId: $id, purpose: ${purpose}${task}) {
    members { ${member} } ${chronologyOf(question, after)}
    sharing { released nothingAvailable withheld sourceUnavailable tellFamily byReason { reason outcome decisions categories agencies } } } }`;
}

function selection({ field, written: how }: Question["fields"][number], i: number, schema: GraphQLSchema): string {
  const type = (schema.getType(field.type) as GraphQLObjectType).getFields()[field.name]!.type;
  const named = getNamedType(type);
  const inner = isObjectType(named)
    ? ` { ${valuesOf(named)} provenance { occurredOn recordedAt authorRole nature } }`
    : "";
  switch (how) {
    case "PLAIN":
      return `${field.name}${inner}`;
    case "ALIAS":
      // a query has sixty aliases at most
      return i < 10 ? `a${i}: ${field.name}${inner}` : `${field.name}${inner}`;
    case "FRAGMENT":
      return `... on ${field.type} { ${field.name}${inner} }`;
    case "INCLUDED":
      return `${field.name} @include(if: $yes)${inner}`;
    case "SKIPPED":
      return `${field.name} @skip(if: $yes)${inner}`;
    case "EXCLUDED":
      return `... @skip(if: $yes) { ${field.name}${inner} }`;
  }
}

/** Every value of an item but its provenance; a type is not entered twice on one path. */
function valuesOf(type: GraphQLObjectType, above: readonly string[] = []): string {
  const known = selections.get(type);
  if (known) return known;
  const parts = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [field.name];
    if (field.name === "provenance" || !isObjectType(named) || above.includes(named.name)) return [];
    return [`${field.name} { ${valuesOf(named, [...above, type.name])} }`];
  });
  selections.set(type, parts.join(" "));
  return parts.join(" ");
}
const selections = new Map<GraphQLObjectType, string>();

function chronologyOf({ chronology }: Question, after: string | null): string {
  if (!chronology) return "";
  const categories = chronology.categories ? `, categories: ${JSON.stringify(chronology.categories)}` : "";
  const page = after ? `, after: "${after}"` : "";
  return `chronology(first: ${chronology.first}${categories}${page}) { totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { occurredOn member category field agency { id } item { id __typename provenance { occurredOn nature recordedAt } } } } }`;
}

/** The variables that the text asks for. @param caseId as the caller knows the case */
export const variablesOf = (question: Question, setting: Setting, stage: Stage, caseId: string): object => {
  const { members } = caseOf(stage, setting);
  return question.kind === "RECORD" ? { id: caseId } : { number: members[question.member % members.length]!.number };
};
