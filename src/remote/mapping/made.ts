/**
 * A document's items, made by the mapping: of each, what is permitted and selected is read and nothing else is looked
 * at. What comes out is then read by its types like any partner's answer (`../read-value.ts`).
 */
import type { Selection } from "../../sources/source";
import { PartnerFailure } from "../transport/partner-failure";
import type { MappedValue } from "./mapping";

/** Every item that the document holds for the field. @throws PartnerFailure */
export function itemsIn(document: unknown, value: MappedValue, selection: Selection | null): unknown[] {
  return found(value, document).map((it) => made(value, it, selection));
}

function valueOf(value: MappedValue, object: unknown, selection: Selection | null): unknown {
  const values = found(value, object).map((it) => made(value, it, selection));
  if (value.list) return values;
  // which of several is meant, the mapping does not say; showing any of them could be showing the wrong one
  if (values.length > 1) throw new PartnerFailure("PARTNER_FIELD_ERROR");
  return values[0] ?? null;
}

function made({ below, type }: MappedValue, object: unknown, selection: Selection | null): unknown {
  if (!below) return leaf(object, type);
  return Object.fromEntries(
    [...(selection ?? [])].map(([name, inner]) => [name, valueOf(below.get(name)!, object, inner)]),
  );
}

function found({ path }: MappedValue, object: unknown): readonly unknown[] {
  try {
    return path.at(object);
  } catch {
    // its words may hold what it stumbled over
    throw new PartnerFailure("PARTNER_FIELD_ERROR");
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}(?=$|T)/;
/** A year, or a year and a month: true, and no day. */
const PARTIAL = /^\d{4}(?:-\d{2})?$/;

/** In FHIR a date may be a year, a day or an instant; a calendar date is the day of it, as it was written there. */
function leaf(value: unknown, type: string): unknown {
  if (typeof value !== "string" || (type !== "LocalDate" && type !== "DateTimeISO")) return value;
  if (PARTIAL.test(value)) return null;
  const [day] = DAY.exec(value) ?? [];
  if (day === undefined) return value;
  if (type === "LocalDate") return day;
  return value === day ? `${day}T00:00:00.000Z` : value;
}
