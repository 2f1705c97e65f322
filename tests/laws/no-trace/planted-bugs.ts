/** One-line bugs in the real code, each of a kind that has leaked somewhere, and the proof that must find it. */
import type { PlantedBug } from "./planted-bug";

export interface Planted extends PlantedBug {
  readonly name: string;
  /** A caller whom it shows something. */
  readonly caller: string;
}

export const FOUND_BY_MARKERS: readonly Planted[] = [
  {
    name: "who told is not removed",
    caller: "gareth.mash",
    file: "sharing/items.ts",
    find: "if (!own) hidden.push(...elements.thirdParty);",
    put: "",
  },
  {
    name: "the operator is told what was fetched",
    caller: "shona.csc",
    file: "sources/hosted.source.ts",
    find: "for (const row of rows) answers",
    put: "if (rows.length > 0) console.log(rows[0]); for (const row of rows) answers",
  },
  {
    name: "the level of need is not asked",
    caller: "amara.mash",
    file: "sharing/decide.ts",
    find: "forCategory.filter((it) => meets(ask.case.level, minimumLevel(it, ask)))",
    put: "forCategory",
  },
  {
    name: "the disclosure record names values",
    caller: "kemi.eh",
    file: "record/disclose.ts",
    find: "items: [...cell.visible.values()].flat().map((it) => it.id),",
    put: "items: [...cell.visible.values()].flat().flatMap((it) => [it.id, JSON.stringify(it.body)]),",
  },
  {
    name: "superseded versions are read",
    caller: "amara.mash",
    file: "sources/hosted.source.ts",
    find: "person_id = p.id AND superseded_at IS NULL",
    put: "person_id = p.id",
  },
  {
    name: "an error carries what was restricted",
    caller: "shona.csc",
    file: "record/cell.ts",
    find: "const question = { at, viewer, today, category: field.category, source: cell.agency };",
    put: `const question = { at, viewer, today, category: field.category, source: cell.agency };
      if (items.some((it) => it.restrictions[0]?.code === "X-INTEL"))
        throw new (require("../gateway/errors").RequestError)(JSON.stringify(items));`,
  },
  {
    name: "a restricted item is shown to its own agency",
    caller: "imran.csc",
    file: "sharing/items.ts",
    find: "for (const it of item.restrictions) if (drops(it, question)) return it.code;",
    put: "if (question.source.id !== question.viewer.agency.id) for (const it of item.restrictions) if (drops(it, question)) return it.code;",
  },
  {
    name: "an author's role carries, in base64, what was removed",
    caller: "shona.csc",
    file: "record/cell.ts",
    find: "cell.visible.set(field.name, filtered.visible);",
    put: `cell.visible.set(field.name, filtered.visible.map((it) => ({
      ...it, authorRole: Buffer.from(JSON.stringify(items.find((o) => o.id === it.id))).toString("base64url") })));`,
  },
];

export const FOUND_BY_METAMORPHOSIS: readonly (Planted & { readonly differsIn: RegExp })[] = [
  {
    name: "the total of a chronology is counted before the filter",
    differsIn: /differs in (body|headers)/,
    caller: "amara.mash",
    file: "record/chronology.ts",
    find: "totalCount: entries.length",
    put: "totalCount: entries.length + record.cells.reduce((sum, it) => sum + it.suppressed, 0)",
  },
  {
    name: "one more statement for some of what is restricted",
    differsIn: /differs in statements/,
    caller: "shona.csc",
    file: "sources/hosted.source.ts",
    find: "for (const row of rows) answers",
    put: 'for (const it of rows) if (it[8] !== "[]" && it[6] === "OPINION") await this.pool.query("SELECT 1"); for (const row of rows) answers',
  },
  {
    name: "what is not permitted is read and thrown away",
    differsIn: /differs in rows, not permitted/,
    caller: "kemi.eh",
    file: "sources/hosted.source.ts",
    find: "= ANY ($2::text[])",
    put: "IS NOT NULL AND $2::text[] IS NOT NULL",
  },
];

export const FOUND_BY_TWINS: readonly Planted[] = [
  {
    name: "the reason of a covert drop is shown",
    caller: "amara.mash",
    file: "record/cell.ts",
    find: "cell.internalReason ??= filtered.internalReason;",
    put: 'if (filtered.suppressed > 0) cell.reason = "W-SOURCE-DECISION";',
  },
  {
    name: "what was dropped reads as released, and null",
    caller: "shona.csc",
    file: "record/cell.ts",
    find: "if (filtered.visible.length === 0) continue;",
    put: 'if (items.length > 0) cell.outcome = "RELEASED"; if (filtered.visible.length === 0) continue;',
  },
  {
    name: "a withheld cell tells whether something was held",
    caller: "amara.mash",
    file: "record/release.ts",
    find: "const answers = await answersOf(source, [...asks.values()], inquiry.request.deadline);",
    put: `const answers = await answersOf(source, [...asks.values()], inquiry.request.deadline);
  const probed = await answersOf(source, cells.map((it) => ({ person: it.member.id, agency: it.agency.id,
    fields: it.fields.map((f) => f.stored) })), inquiry.request.deadline);
  for (const it of cells) {
    const there = probed.get(askKey(it.member.id, it.agency.id));
    if (it.outcome === "WITHHELD" && Array.isArray(there) && there.length === 0) it.outcome = "NOTHING_AVAILABLE";
  }`,
  },
];
