/** What comes back of one search, as items of the people it was about. */
import type { GraphQLObjectType } from "graphql";
import type { SourceItem, UnavailableCode } from "../../sources/source";
import type { ItemMaker } from "../items";
import { FHIR_RESOURCES } from "../mapping/fhir-resources";
import { readDocuments } from "../mapping/read-documents";
import { codeOf, PartnerFailure } from "../transport/partner-failure";
import { patientIn, type Patients } from "./patients";
import type { Search, WantedField } from "./searches";
import type { Resource } from "./searchset";

export interface ReadParts extends ItemMaker {
  readonly type: GraphQLObjectType;
  readonly base: string;
}

export interface FieldsRead {
  readonly items: readonly SourceItem[];
  /** Fields of which something came that cannot be shown as what it is. */
  readonly failed: ReadonlyMap<string, UnavailableCode>;
}

/** By person; everybody whom the search was about. @throws PartnerFailure where a resource is nobody's who was asked about */
export function readResources(
  resources: readonly Resource[],
  search: Search,
  asked: Patients,
  parts: ReadParts,
): ReadonlyMap<string, FieldsRead> {
  const byPerson = new Map<string, Resource[]>();
  for (const it of resources) {
    const person = asked.personOf.get(subjectOf(it, search.resource, parts.base) ?? "");
    if (person === undefined || !search.wanted.has(person)) throw new PartnerFailure("BAD_RESPONSE");
    byPerson.set(person, [...(byPerson.get(person) ?? []), it]);
  }
  return new Map(
    [...search.wanted].map(([person, fields]) => [
      person,
      readFields(byPerson.get(person) ?? [], person, fields, parts),
    ]),
  );
}

function subjectOf(resource: Resource, kind: string, base: string): string | null {
  const { subject } = FHIR_RESOURCES.get(kind)!;
  return subject === null ? resource.id : patientIn(resource[subject], base);
}

function readFields(
  resources: readonly Resource[],
  person: string,
  fields: readonly WantedField[],
  parts: ReadParts,
): FieldsRead {
  const items: SourceItem[] = [];
  const failed = new Map<string, UnavailableCode>();
  for (const field of fields) {
    try {
      items.push(...readField(resources, person, field, parts));
    } catch (error) {
      const code = codeOf(error);
      failed.set(field.name, code === "BAD_RESPONSE" ? "PARTNER_FIELD_ERROR" : code);
    }
  }
  return { items, failed };
}

function readField(
  resources: readonly Resource[],
  person: string,
  { name, mapped, selection }: WantedField,
  parts: ReadParts,
): SourceItem[] {
  const documents = resources
    .filter((it) => counts(it, mapped))
    .map((document) => ({ document, place: `${mapped.origin.resource}/${document.id}` }));
  return readDocuments(documents, { person, name, value: mapped.value, selection }, parts);
}

/** @throws PartnerFailure where that cannot be told */
function counts(resource: Resource, { origin }: WantedField["mapped"]): boolean {
  // it says of itself that it means something else than it seems to
  if ("modifierExtension" in resource || "implicitRules" in resource) throw new PartnerFailure("PARTNER_FIELD_ERROR");
  if (origin.profile !== null && !conforms(resource, origin.profile)) throw new PartnerFailure("PARTNER_FIELD_ERROR");
  if (!origin.where) return true;
  const said = origin.where.at(resource);
  if (said.length > 1 || (said.length === 1 && typeof said[0] !== "boolean"))
    throw new PartnerFailure("PARTNER_FIELD_ERROR");
  return said[0] === true;
}

/** One that says nothing of profiles may conform to any. */
function conforms({ meta }: Resource, profile: string): boolean {
  const said = (meta as { profile?: unknown } | undefined)?.profile;
  if (said === undefined || (Array.isArray(said) && said.length === 0)) return true;
  return Array.isArray(said) && said.some((it) => typeof it === "string" && it.split("|")[0] === profile);
}
