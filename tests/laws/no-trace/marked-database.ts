/**
 * The demonstration on a database of its own, full and marked: every item it comes with is marked, every agency also
 * holds every field that it can about every person, some of it restricted in each of the ways there are, and older
 * versions lie beneath. What the hub itself keeps and never shows is marked as well.
 */
import { randomUUID } from "node:crypto";
import { isObjectType, type GraphQLObjectType } from "graphql";
import { Pool } from "pg";
import { AGENCIES, FAMILIES } from "../../../src/demonstration";
import { stageDemonstration } from "../../../src/demonstration/stage";
import { checkBody } from "../../../src/gateway/item-body";
import type { Catalogue, SharedField } from "../../../src/gateway/catalogue";
import type { Fault } from "../../../src/gateway/faults";
import { buildGatewaySchema, type GatewaySchema } from "../../../src/schema";
import { cloneDatabase, createDatabase } from "../../database-clone";
import { Bodies } from "./bodies";
import { markHub } from "./marked-hub";
import { Markers } from "./markers";

export interface PlantedItem {
  readonly id: string;
  readonly person: string;
  readonly agency: string;
  readonly field: string;
  readonly restrictions: readonly { code: string; elements?: readonly string[]; exempt?: readonly string[] }[];
  /** The sensitive service that an involvement names. */
  readonly service: string | undefined;
}

export interface ItemRow {
  id: string;
  person_id: string;
  agency_id: string;
  category: string;
  field: string;
  body: Record<string, unknown>;
  occurred_on: string | null;
  recorded_at: string;
  nature: string;
  author_role: string | null;
  restrictions: PlantedItem["restrictions"];
  source_ref: string;
  received_at: string;
  received_from: string | null;
  superseded_at: string | null;
}

export interface MarkedDatabase {
  readonly url: string;
  /** Connected as the owner of the tables. */
  readonly owner: Pool;
  readonly markers: Markers;
  readonly items: ReadonlyMap<string, PlantedItem>;
  /** Keys of people, such as `marsh/kai`, by id. */
  readonly people: ReadonlyMap<string, string>;
  readonly schema: GatewaySchema;
  /** A copy of it as it is now; nobody may be connected. */
  copy(): Promise<{ url: string; drop: () => Promise<void> }>;
  stop(): Promise<void>;
}

export async function markedDatabase(): Promise<MarkedDatabase> {
  const database = await cloneDatabase();
  const schema = await buildGatewaySchema(() => null);
  let owner = connect(database.url);
  await stageDemonstration(owner, schema.catalogue, Date.now());
  const people = await peopleOf(owner);
  const markers = new Markers();
  const demonstrated = await markItems(owner, markers, schema.catalogue);
  const planted = await plantItems(owner, markers, schema.catalogue, [...people.keys()]);
  await markHub(owner, markers, people);
  await owner.query("ANALYZE");
  const items = [...demonstrated, ...planted].map((it) => [it.id, planting(it, people)] as const);
  return {
    url: database.url,
    get owner() {
      return owner;
    },
    markers,
    items: new Map(items),
    people,
    schema,
    copy: async () => {
      await owner.end();
      const copied = await createDatabase(database.url, new URL(database.url.replace("@/", "@x/")).pathname.slice(1));
      owner = connect(database.url);
      return copied;
    },
    stop: async () => {
      await owner.end();
      await database.drop();
    },
  };
}

export function connect(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 5 });
  pool.on("error", () => undefined); // the database is dropped under its last, idle session
  return pool;
}

const planting = (row: ItemRow, people: ReadonlyMap<string, string>): PlantedItem => ({
  id: row.id,
  person: people.get(row.person_id)!,
  agency: row.agency_id,
  field: row.field,
  restrictions: row.restrictions,
  service: SENSITIVE.find((it) => it === row.body["service"]),
});

async function peopleOf(owner: Pool): Promise<Map<string, string>> {
  const keys = new Map(FAMILIES.flatMap((it) => it.people).map((it) => [`HUB:${it.key.replaceAll("/", ".")}`, it.key]));
  const { rows } = await owner.query<{ value: string; person_id: string }>(
    "SELECT value, person_id FROM person_identifier WHERE system = 'LOCAL_ID'",
  );
  return new Map(rows.map((it) => [it.person_id, keys.get(it.value)!]));
}

const KINDS = new Map(AGENCIES.map((it) => [it.id, it.kind]));

export const fieldOf = (catalogue: Catalogue, agency: string, field: string): SharedField =>
  catalogue.ofKind(KINDS.get(agency)!)!.fields.get(field)!;

/** What the demonstration comes with keeps its shape, its order and its restrictions. */
async function markItems(owner: Pool, markers: Markers, catalogue: Catalogue): Promise<ItemRow[]> {
  const { rows } = await owner.query<ItemRow>(
    "SELECT i.*, i.occurred_on::text FROM contribution_item i ORDER BY i.occurred_on, i.recorded_at, i.source_ref",
  );
  const olds: ItemRow[] = [];
  for (const row of rows) {
    const type = fieldOf(catalogue, row.agency_id, row.field).itemType!;
    olds.push(markRow({ ...row, id: randomUUID(), superseded_at: row.received_at }, markers, type, "superseded"));
    markRow(row, markers, type, "item");
  }
  await owner.query("TRUNCATE contribution_item");
  await insertItems(owner, [...olds, ...rows]);
  return rows;
}

function markRow(row: ItemRow, markers: Markers, type: GraphQLObjectType, kind: "item" | "superseded"): ItemRow {
  const place = { kind, of: row.id };
  row.body = new Bodies(markers, place).remarked(type, row.body);
  return dress(row, markers, type, kind);
}

/** What stands around a body: when, by whom, under which reference. */
function dress(row: ItemRow, markers: Markers, type: GraphQLObjectType, kind: "item" | "superseded"): ItemRow {
  const on = (path: string) => markers.at({ kind, of: row.id, path });
  if (row.occurred_on !== null) row.occurred_on = on("provenance.occurredOn").day();
  row.recorded_at = on("provenance.recordedAt").instant();
  row.author_role = on("provenance.authorRole").word();
  row.source_ref = on("sourceRef").word();
  row.received_from = on("receivedFrom").word();
  const faults: Fault[] = [];
  checkBody(type, row.body, "body", faults);
  if (faults.length > 0) throw new Error(`a marked body is not valid: ${JSON.stringify(faults)}`);
  return row;
}

const SENSITIVE = ["SEXUAL_HEALTH", "MENTAL_HEALTH", "CAMHS", "SUBSTANCE_MISUSE", "DOMESTIC_ABUSE"];
const NO_ITEM = new Set(["involved"]);
const CODES = ["X-ADOPTION", "X-REFUGE", "X-GRC", "X-THIRD-PARTY", "X-HFEA", "X-COURT", "X-INTEL", "X-PRIVILEGE"];
const EXEMPT = ["CSC", "SCHOOL"];

/** One of every field that the agency contributes, for every person; of lists two, the second restricted. */
async function plantItems(
  owner: Pool,
  markers: Markers,
  catalogue: Catalogue,
  people: readonly string[],
): Promise<ItemRow[]> {
  const rows: ItemRow[] = [];
  for (const person of people) rows.push(...fullRecord(markers, catalogue, person, (n) => [[], restrictionsOf(n)]));
  await insertItems(owner, rows);
  return rows;
}

/** @param restrictionsOf for the n-th field: an item for each list of restrictions, but one only where it is no list */
export function fullRecord(
  markers: Markers,
  catalogue: Catalogue,
  person: string,
  restrictionsOf: (n: number, type: GraphQLObjectType) => readonly PlantedItem["restrictions"][],
): ItemRow[] {
  const rows: ItemRow[] = [];
  for (const agency of AGENCIES) {
    for (const field of catalogue.ofKind(agency.kind)?.fields.values() ?? []) {
      if (NO_ITEM.has(field.name) || !agency.categories.includes(field.category)) continue;
      const type = field.itemType;
      if (!isObjectType(type)) continue;
      const lists = restrictionsOf(rows.length, type);
      for (const restrictions of field.list ? lists : lists.slice(0, 1)) {
        const id = randomUUID();
        const row: ItemRow = {
          id,
          person_id: person,
          agency_id: agency.id,
          category: field.category,
          field: field.name,
          body: new Bodies(markers, { kind: "item", of: id }, rows.length).full(type),
          occurred_on: rows.length % 7 === 0 ? null : "",
          recorded_at: "",
          nature: ["FACT", "OPINION", "ALLEGATION"][rows.length % 3]!,
          author_role: null,
          restrictions,
          source_ref: "",
          received_at: "2026-11-01T00:00:00Z",
          received_from: null,
          superseded_at: null,
        };
        // every second agency's tells by its name what somebody is treated for
        const sensitive = SENSITIVE[rows.length % (2 * SENSITIVE.length)];
        if (field.name === "involvements" && sensitive) row.body["service"] = sensitive;
        rows.push(dress(row, markers, type, "item"));
      }
    }
  }
  return rows;
}

function restrictionsOf(n: number): PlantedItem["restrictions"] {
  const code = CODES[n % CODES.length]!;
  return [code === "X-COURT" && n % 3 === 0 ? { code, exempt: EXEMPT } : { code }];
}

const COLUMNS = `id, person_id, agency_id, category, field, body, occurred_on, recorded_at, nature, author_role,
  restrictions, source_ref, received_at, received_from, superseded_at`;

export async function insertItems(owner: Pool, rows: readonly ItemRow[]): Promise<void> {
  await owner.query(
    `INSERT INTO contribution_item (${COLUMNS})
     SELECT ${COLUMNS} FROM json_populate_recordset(NULL::contribution_item, $1)`,
    [JSON.stringify(rows)],
  );
}
