/**
 * A partner's values as items, which the rules then filter like any other. What a partner does not say of an item is
 * said for it: without a time of recording, the time of the fetch; without a reference, the item's place.
 */
import type { Nature } from "../sharing/vocabulary";
import { BARE, type SourceItem } from "../sources/source";

export interface ItemMaker {
  /** ISO 8601 instant of this fetch. */
  readonly fetchedAt: string;
  /** The id of an item, from what it is of: the same at every fetch, and no way back. */
  readonly itemId: (...of: readonly string[]) => string;
}

/** @param of before the place, where a person has several answers, each with places of its own */
export function toItems(person: string, field: string, value: unknown, maker: ItemMaker, of = ""): SourceItem[] {
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  // places sort as they stood, however many there are
  return values.flatMap((it, i) =>
    it === null || it === undefined ? [] : [toItem(person, field, it, `#${of}${String(i).padStart(8, "0")}`, maker)],
  );
}

/** @param place what tells the item from the partner's others, where the partner does not say it in the item */
export function toItem(person: string, field: string, value: unknown, place: string, maker: ItemMaker): SourceItem {
  const body = typeof value === "object" ? (value as Record<string, unknown>) : { [BARE]: value };
  const sourceRef = textOf(body["sourceRef"]) ?? place;
  return {
    field,
    id: maker.itemId(person, field, sourceRef),
    occurredOn: textOf(body["occurredOn"]),
    recordedAt: textOf(body["recordedAt"]) ?? maker.fetchedAt,
    nature: (textOf(body["nature"]) as Nature | null) ?? "FACT",
    authorRole: textOf(body["authorRole"]),
    restrictions: [],
    sourceRef,
    body,
  };
}

const textOf = (it: unknown): string | null => (typeof it === "string" && it !== "" ? it : null);
