/**
 * Changes to what one caller is denied, by the hand-written table: values flipped, items added, items taken away, in
 * random subsets. Nothing of it may change anything that the caller is answered.
 */
import { randomUUID } from "node:crypto";
import fc, { type GeneratorValue } from "fast-check";
import type { Pool } from "pg";
import { Bodies } from "./bodies";
import { Choice } from "./choice";
import { fieldOf, insertItems, type ItemRow, type MarkedDatabase, type PlantedItem } from "./marked-database";
import { CALLERS, PEOPLE_OF, type Oracle } from "./may-be-seen";

/** What the gateway never fetches for this caller; or what it fetches, and drops or cuts before it answers. */
export type Depth = "not permitted" | "dropped";

const SOME = 40;
const DROPPING = new Set(["X-ADOPTION", "X-GRC", "X-HFEA", "X-COURT", "X-INTEL", "X-PRIVILEGE"]);

export class DeniedChanges {
  private readonly choice: Choice;
  private readonly rows: readonly ItemRow[];
  changed = 0;

  private constructor(
    private readonly caller: string,
    private readonly database: MarkedDatabase,
    private readonly twin: Pool,
    private readonly oracle: Oracle,
    generator: GeneratorValue,
    rows: readonly ItemRow[],
  ) {
    this.choice = new Choice(generator);
    this.rows = rows;
  }

  static async of(
    caller: string,
    database: MarkedDatabase,
    twin: Pool,
    oracle: Oracle,
    seed: number,
  ): Promise<DeniedChanges> {
    const { rows } = await twin.query<ItemRow>(
      "SELECT *, occurred_on::text AS occurred_on FROM contribution_item WHERE superseded_at IS NULL ORDER BY id",
    );
    await twin.query(`CREATE TABLE kept AS SELECT * FROM contribution_item;
      CREATE TABLE kept_name AS SELECT id::text, name FROM person UNION ALL SELECT id, display_name FROM app_user`);
    const [generator] = fc.sample(fc.gen(), { numRuns: 1, seed });
    return new DeniedChanges(caller, database, twin, oracle, generator!, rows);
  }

  /** A few changes at once. */
  async make(depth: Depth): Promise<void> {
    const { choice } = this;
    const sample = new Set(Array.from({ length: SOME }, () => choice.of(this.rows)));
    const flipped: ItemRow[] = [];
    const added: ItemRow[] = [];
    const gone: string[] = [];
    for (const row of sample) {
      const item = this.database.items.get(row.id)!;
      if (this.isDeniedWhole(item)) {
        if (this.depthOf(item) === "dropped" && depth !== "dropped") continue;
        const how = this.mayComeAndGo(item) ? choice.upTo(3) : 0;
        if (how < 2) flipped.push(this.flipped(row));
        else if (how === 2) gone.push(row.id);
        else added.push({ ...this.flipped(row), id: randomUUID(), source_ref: randomUUID() });
      } else if (depth === "dropped") {
        const cut = this.withoutDeniedElements(row, item);
        if (cut) flipped.push(cut);
      }
    }
    this.changed += flipped.length + gone.length + added.length;
    await this.twin.query("DELETE FROM contribution_item WHERE id = ANY ($1)", [
      [...gone, ...flipped.map((it) => it.id)],
    ]);
    await insertItems(this.twin, [...flipped, ...added]);
    if (choice.chance(20)) await this.changeHub();
  }

  async undo(): Promise<void> {
    await this.twin.query(`TRUNCATE contribution_item; INSERT INTO contribution_item SELECT * FROM kept;
      UPDATE person p SET name = k.name FROM kept_name k WHERE k.id = p.id::text;
      UPDATE app_user u SET display_name = k.name FROM kept_name k WHERE k.id = u.id;
      DROP TABLE kept, kept_name`);
  }

  private isDeniedWhole = (item: PlantedItem): boolean =>
    !this.oracle.mayEverSee(this.caller, item, "provenance.occurredOn");

  /** Somebody restricted it, or it is the caller's own agency's: then it is fetched and dropped. */
  private depthOf(item: PlantedItem): Depth {
    const free: PlantedItem = { ...item, restrictions: [], service: undefined };
    const own = item.agency === CALLERS[this.caller]!.agency;
    return own || isPlaceOf(item, this.database) || this.oracle.mayEverSee(this.caller, free, "provenance.occurredOn")
      ? "dropped"
      : "not permitted";
  }

  /** An agency knows of whom it holds something that is not restricted: its answer about them may follow that. */
  private mayComeAndGo(item: PlantedItem): boolean {
    if (item.agency !== CALLERS[this.caller]!.agency) return true;
    return item.restrictions.some((it) => DROPPING.has(it.code) && !it.exempt && !it.elements);
  }

  /** Another body, another day, another author; what decides about it stays. */
  private flipped(row: ItemRow): ItemRow {
    const { choice, database } = this;
    const { markers, schema } = database;
    const place = { kind: "item" as const, of: row.id };
    const type = fieldOf(schema.catalogue, row.agency_id, row.field).itemType!;
    const body = new Bodies(markers, place, choice.upTo(9)).full(type);
    if (row.field === "involvements") body["service"] = row.body["service"];
    return {
      ...row,
      body,
      occurred_on: choice.chance(20) ? null : markers.at({ ...place, path: "provenance.occurredOn" }).day(),
      recorded_at: markers.instant(),
      nature: choice.of(["FACT", "OPINION", "ALLEGATION"]),
      author_role: markers.word(),
      received_at: row.received_at,
    };
  }

  /** Elements that the caller is not shown: another value, or none. */
  private withoutDeniedElements(row: ItemRow, item: PlantedItem): ItemRow | null {
    const denied = Object.keys(row.body).filter((it) => !this.oracle.mayEverSee(this.caller, item, it));
    if (denied.length === 0) return null;
    const body = { ...row.body };
    const other = this.flipped(row).body;
    for (const it of denied) {
      if (this.choice.chance(40)) delete body[it];
      else body[it] = other[it];
    }
    return { ...row, body };
  }

  /** Names of those who are on no case of the caller's, and what no answer has a place for. */
  private async changeHub(): Promise<void> {
    const onCases = CALLERS[this.caller]!.cases.flatMap((it) => PEOPLE_OF[it]!);
    const others = [...this.database.people].filter(([, key]) => !onCases.includes(key)).map(([id]) => id);
    const word = randomUUID();
    await this.twin.query("UPDATE person SET name = $2 WHERE id = ANY ($1)", [others, word]);
    await this.twin.query("UPDATE app_user SET display_name = $2 WHERE id <> $1", [this.caller, word]);
    await this.twin.query("UPDATE consent SET method = $1, evidence_ref = $1, recorded_by = $1", [word]);
    await this.twin.query("UPDATE case_member SET reason = $1, linked_by = $1", [word]);
    await this.twin.query("UPDATE dispensation SET facts = $1, tell_family_when = $1", [word]);
    await this.twin.query("DELETE FROM service_agreement WHERE random() < 0.1");
  }
}

/** Of somebody in a refuge, or the holder's own: fetched and dropped. */
const PLACES = new Set(["contact-address", "gp-registration", "tenancy", "homelessness"]);
const isPlaceOf = (item: PlantedItem, { schema }: MarkedDatabase): boolean =>
  PLACES.has(fieldOf(schema.catalogue, item.agency, item.field).category);
