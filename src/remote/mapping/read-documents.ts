/** A person's documents as the items of one field: made by the mapping, then read by its types like any partner's answer. */
import type { GraphQLObjectType } from "graphql";
import type { Selection, SourceItem } from "../../sources/source";
import { toItem, type ItemMaker } from "../items";
import { readValue } from "../read-value";
import { PartnerFailure } from "../transport/partner-failure";
import { itemsIn } from "./made";
import type { MappedValue } from "./mapping";

export interface PlacedDocument {
  readonly document: unknown;
  /** What tells it from the partner's others. */
  readonly place: string;
}

export interface ReadField {
  readonly person: string;
  readonly name: string;
  readonly value: MappedValue;
  readonly selection: Selection | null;
}

export interface DocumentParts extends ItemMaker {
  /** The partner's contribution in the schema that is served. */
  readonly type: GraphQLObjectType;
}

/** @throws PartnerFailure where something came that cannot be shown as what it is */
export function readDocuments(
  documents: readonly PlacedDocument[],
  { person, name, value, selection }: ReadField,
  parts: DocumentParts,
): SourceItem[] {
  const type = parts.type.getFields()[name]!.type;
  const placed = documents.flatMap(({ document, place }) =>
    itemsIn(document, value, selection).map((made, i) => ({ made, place: `${place}${i ? `#${i}` : ""}` })),
  );
  // which of several is meant, the mapping does not say
  if (!value.list && placed.length > 1) throw new PartnerFailure("PARTNER_FIELD_ERROR");
  const made = placed.map((it) => it.made);
  const read = readValue(value.list ? made : (made[0] ?? null), type, selection, () => undefined);
  const values = value.list ? (read as unknown[]) : [read];
  return values.flatMap((it, i) =>
    it === null || it === undefined ? [] : [toItem(person, name, it, placed[i]!.place, parts)],
  );
}
