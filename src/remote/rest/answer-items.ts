/**
 * What an operation answered, as items of the people it was asked about: every entry says about whom it is, and one about
 * anybody else makes the whole answer none, for it could show one person's data under another's name.
 */
import type { GraphQLObjectType } from "graphql";
import type { SourceItem, UnavailableCode } from "../../sources/source";
import type { ItemMaker } from "../items";
import { readDocuments, type PlacedDocument } from "../mapping/read-documents";
import type { RestOrigin } from "../mapping/rest-origin";
import { isRaw, type Raw } from "../read-value";
import { codeOf, PartnerFailure } from "../transport/partner-failure";
import type { Call, WantedField } from "./calls";

export interface AnswerParts extends ItemMaker {
  readonly type: GraphQLObjectType;
  /** Told of what came and is in no description; never by the name that it came under. */
  readonly surplus: (what: string) => void;
}

export interface FieldsRead {
  readonly items: SourceItem[];
  readonly failed: Map<string, UnavailableCode>;
}

/** By person; everybody whom the call was about. @throws PartnerFailure where the answer is none, for anybody */
export function readAnswer(text: string, call: Call, parts: AnswerParts): ReadonlyMap<string, FieldsRead> {
  const body = parse(text);
  // every list is read whole before any of it counts
  const fields = call.fields.map((field) => ({ field, documents: documentsOf(body, field, call, parts) }));
  const people = new Map<string, FieldsRead>();
  for (const person of call.people.values()) {
    const read: FieldsRead = people.get(person) ?? { items: [], failed: new Map() };
    if (people.has(person)) continue;
    people.set(person, read);
    for (const { field, documents } of fields) {
      const { name, mapped, selection } = field;
      try {
        const wanted = { person, name, value: mapped.value, selection };
        read.items.push(...readDocuments(documents.get(person) ?? [], wanted, parts));
      } catch (error) {
        const code = codeOf(error);
        read.failed.set(name, code === "BAD_RESPONSE" ? "PARTNER_FIELD_ERROR" : code);
      }
    }
  }
  return people;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PartnerFailure("BAD_RESPONSE");
  }
}

function documentsOf(
  body: unknown,
  { mapped: { origin } }: WantedField,
  { operation, people }: Call,
  { surplus }: AnswerParts,
): Map<string, PlacedDocument[]> {
  const documents = new Map<string, PlacedDocument[]>();
  for (const document of listIn(body, origin)) {
    if (!isRaw(document)) throw new PartnerFailure("BAD_RESPONSE");
    const person = people.get(keyOf(document, origin));
    if (person === undefined) throw new PartnerFailure("BAD_RESPONSE");
    if (origin.known && Object.keys(document).some((it) => !origin.known!.has(it)))
      surplus(`${operation}, a property that it does not describe`);
    const theirs = documents.get(person) ?? [];
    theirs.push({ document, place: `${operation}/${String(theirs.length).padStart(8, "0")}` });
    documents.set(person, theirs);
  }
  return documents;
}

/** A list that is not there is not the same as an empty one. */
function listIn(body: unknown, { items }: RestOrigin): readonly unknown[] {
  const list = items.reduce<unknown>((at, name) => (isRaw(at) && Object.hasOwn(at, name) ? at[name] : undefined), body);
  if (!Array.isArray(list)) throw new PartnerFailure("BAD_RESPONSE");
  return list;
}

function keyOf(document: Raw, { key }: RestOrigin): string {
  let found: readonly unknown[];
  try {
    found = key.at(document);
  } catch {
    throw new PartnerFailure("BAD_RESPONSE");
  }
  const [value, ...others] = found;
  // of two long numbers JSON makes one: it could be somebody else's
  if (others.length > 0 || (typeof value !== "string" && !Number.isSafeInteger(value)))
    throw new PartnerFailure("BAD_RESPONSE");
  return String(value);
}
