/**
 * A subgraph's answer, read with suspicion: every entity echoes the key that it was asked by, in its place, or the whole
 * answer counts for nobody, for it could show one person's data under another's name.
 */
import type { GraphQLObjectType } from "graphql";
import type { PartlyAnswered, SourceItem, UnavailableCode } from "../../sources/source";
import { toItems, type ItemMaker } from "../items";
import { PartnerFailure } from "../transport/partner-failure";
import type { Question, QuestionGroup, Representation } from "./question";
import { isRaw, readValue, tellSurplus, type Raw } from "../read-value";

export interface AnswerParts extends ItemMaker {
  readonly type: GraphQLObjectType;
  /** The one field of FamilyMember that the partner adds. */
  readonly member: string;
  readonly surplus: (name: string) => void;
}

interface Answered extends PartlyAnswered {
  readonly items: SourceItem[];
  readonly failed: Map<string, UnavailableCode>;
}

/** @throws PartnerFailure where the answer is none, for anybody */
export function readAnswer(text: string, question: Question, parts: AnswerParts): ReadonlyMap<string, PartlyAnswered> {
  const body = parse(text);
  const errors = errorsOf(body);
  const data = body["data"];
  if (!isRaw(data)) throw new PartnerFailure(errors.length > 0 ? "PARTNER_FIELD_ERROR" : "BAD_RESPONSE");
  const aliases = new Set(question.groups.map((it) => it.alias));
  if (Object.keys(data).some((it) => !aliases.has(it))) parts.surplus("an answer to no question");
  const people = new Map<string, Answered>();
  const keys = new Map<string, number>();
  for (const group of question.groups) {
    group.people.forEach((asked, i) => {
      const answered: Answered = people.get(asked.person) ?? { items: [], failed: new Map() };
      people.set(asked.person, answered);
      const nth = keys.get(asked.person) ?? 0;
      keys.set(asked.person, nth + 1);
      for (const it of failedFields(errors, group, i)) answered.failed.set(it, "PARTNER_FIELD_ERROR");
      const entity = entityAt(data[group.alias], i, group, errors);
      if (entity !== null) answered.items.push(...readEntity(entity, asked, nth, group, answered.failed, parts));
    });
  }
  return people;
}

function parse(text: string): Raw {
  try {
    const body = JSON.parse(text) as unknown;
    if (isRaw(body)) return body;
  } catch {
    // no JSON is no answer
  }
  throw new PartnerFailure("BAD_RESPONSE");
}

/** The paths of what failed, and nothing else of an error: its text may say anything about anybody. */
function errorsOf(body: Raw): readonly (readonly unknown[])[] {
  const errors = body["errors"];
  if (errors === undefined || errors === null) return [];
  if (!Array.isArray(errors)) throw new PartnerFailure("BAD_RESPONSE");
  return errors.map((it: unknown) => (isRaw(it) && Array.isArray(it["path"]) ? (it["path"] as unknown[]) : []));
}

/** Fields of one person that an error says, or may say, to have failed: all of them where it does not say which. */
function failedFields(
  errors: readonly (readonly unknown[])[],
  { alias, fields }: QuestionGroup,
  index: number,
): readonly string[] {
  return errors.flatMap(([at, position, , field]) => {
    if (at !== undefined && at !== alias) return [];
    if (position !== undefined && position !== index) return [];
    return fields.includes(field as string) ? [field as string] : fields;
  });
}

function entityAt(
  entities: unknown,
  index: number,
  { people }: QuestionGroup,
  errors: readonly (readonly unknown[])[],
): Raw | null {
  // an error may have taken the whole list with it; whom it took is told by its path
  if (entities === null && errors.length > 0) return null;
  if (!Array.isArray(entities) || entities.length !== people.length) throw new PartnerFailure("BAD_RESPONSE");
  const entity = entities[index] as unknown;
  if (entity === null) return null;
  if (!isRaw(entity) || entity["id"] !== people[index]!.key) throw new PartnerFailure("BAD_RESPONSE");
  return entity;
}

const OF_AN_ENTITY: ReadonlySet<string> = new Set(["id"]);

function readEntity(
  entity: Raw,
  { person }: Representation,
  nth: number,
  group: QuestionGroup,
  failed: ReadonlyMap<string, UnavailableCode>,
  parts: AnswerParts,
): SourceItem[] {
  const { member, type, surplus } = parts;
  for (const name of Object.keys(entity))
    if (name !== member && name !== "__typename" && !OF_AN_ENTITY.has(name))
      surplus("FamilyMember, a field that it has not");
  const contribution = entity[member];
  if (contribution === null) return [];
  if (!isRaw(contribution)) throw new PartnerFailure("BAD_RESPONSE");
  tellSurplus(contribution, group.selection, type, surplus);
  return [...group.selection].flatMap(([name, below]) => {
    if (failed.has(name)) return [];
    const value = readValue(contribution[name], type.getFields()[name]!.type, below, surplus);
    // of a person by their second number the first item is not that of their first
    return toItems(person, name, value, parts, nth === 0 ? "" : `${nth}.`);
  });
}
