/** Released items of a record by date. Filtered before it is counted, cut or paged: only settled cells are read. */
import { RequestError } from "../gateway/errors";
import type { SharedField } from "../gateway/catalogue";
import type { SourceItem } from "../sources/source";
import type { Cell } from "./cell";
import type { ChronologyConnection, ChronologyEvent } from "./chronology.type";
import type { ChronologyArgs } from "./family-record.inputs";
import type { FamilyRecord } from "./family-record.type";
import { toAgency, toItem } from "./released-contribution";

interface Entry {
  readonly cell: Cell;
  readonly field: SharedField;
  readonly item: SourceItem;
  readonly occurredOn: string;
  /** Sorts newest first, and says where a page ended. */
  readonly place: string;
}

const LARGEST_PAGE = 200;

/** @throws RequestError for a page size outside 1…200 or a cursor of another record */
export function chronologyOf(record: FamilyRecord, args: ChronologyArgs): ChronologyConnection {
  if (args.first < 1 || args.first > LARGEST_PAGE) {
    throw new RequestError("chronology: bad page.", [
      { path: "first", code: "OUT_OF_RANGE", message: `first takes 1 to ${LARGEST_PAGE}` },
    ]);
  }
  const entries = record.cells.flatMap(entriesOf).filter((it) => isAsked(it, args));
  entries.sort((a, b) => (a.place < b.place ? 1 : -1));
  const start = args.after ? entries.findIndex((it) => it.place < openCursor(record, args.after!)) : 0;
  const begin = start === -1 ? entries.length : start;
  const page = entries.slice(begin, begin + args.first);
  const edges = page.map((it) => ({ cursor: record.sealCursor(it.place), node: toEvent(it, record) }));
  return {
    edges,
    totalCount: entries.length,
    pageInfo: {
      hasNextPage: begin + page.length < entries.length,
      hasPreviousPage: begin > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function entriesOf(cell: Cell): Entry[] {
  return cell.fields.flatMap((field) =>
    field.mode === "EXISTENCE"
      ? []
      : (cell.visible.get(field.name) ?? []).flatMap((item) =>
          item.occurredOn === null
            ? []
            : [{ cell, field, item, occurredOn: item.occurredOn, place: `${item.occurredOn} ${item.id}` }],
        ),
  );
}

const isAsked = ({ occurredOn, field }: Entry, { from, to, categories }: ChronologyArgs): boolean =>
  (!from || occurredOn >= from) && (!to || occurredOn < to) && (!categories || categories.includes(field.category));

function openCursor(record: FamilyRecord, cursor: string): string {
  const place = record.openCursor(cursor);
  if (place === null) {
    throw new RequestError("chronology: bad page.", [
      { path: "after", code: "UNKNOWN_CURSOR", message: "not a cursor of this record" },
    ]);
  }
  return place;
}

function toEvent({ cell, field, item, occurredOn }: Entry, record: FamilyRecord): ChronologyEvent {
  const agency = toAgency(cell.agency);
  return {
    isReleased: () => cell.outcome === "RELEASED",
    occurredOn,
    member: record.sealMember(cell.member.id),
    agency,
    category: field.category,
    field: field.name,
    item: toItem(item, field.itemType!.name, agency, record.assembly),
  } as ChronologyEvent & { isReleased: () => boolean };
}
