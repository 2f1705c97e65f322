/** One-line bugs in the real code, each of a kind that has leaked somewhere, and the proof that must find it. */
import type { PlantedBug } from "../planted-bug";

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
    edits: [["if (!own) hidden.push(...elements.thirdParty);", ""]],
  },
  {
    name: "the operator is told what was fetched",
    caller: "shona.csc",
    file: "sources/hosted.source.ts",
    edits: [
      [
        "for (const row of rows) answers",
        "if (rows.length > 0) console.log(rows[0]);\nfor (const row of rows) answers",
      ],
    ],
  },
  {
    name: "the level of need is not asked",
    caller: "amara.mash",
    file: "sharing/decide.ts",
    edits: [["those(forCategory, (it) => meets(ask.case.level, minimumLevel(it, ask)))", "forCategory"]],
  },
  {
    name: "the disclosure record names values",
    caller: "kemi.eh",
    file: "record/disclose.ts",
    edits: [[".flat().map((it) => it.id),", ".flat().flatMap((it) => [it.id, JSON.stringify(it.body)]),"]],
  },
  {
    name: "superseded versions are read",
    caller: "amara.mash",
    file: "sources/hosted.source.ts",
    edits: [["\n      AND superseded_at IS NULL", ""]],
  },
  {
    name: "an error carries what was restricted",
    caller: "shona.csc",
    file: "record/cell.ts",
    edits: [
      [
        "    const question = {",
        `    if (items.some((it) => it.restrictions[0]?.code === "X-INTEL"))
      throw new (require("../gateway/errors").RequestError)(JSON.stringify(items));
    const question = {`,
      ],
    ],
  },
  {
    name: "a restricted item is shown to its own agency",
    caller: "imran.csc",
    file: "sharing/items.ts",
    edits: [
      [
        ".filter((it) => drops(it, question))",
        ".filter((it) => question.source.id !== question.viewer.agency.id && drops(it, question))",
      ],
    ],
  },
  {
    name: "an author's role carries, in base64, what was removed",
    caller: "shona.csc",
    file: "record/cell.ts",
    edits: [
      [
        "[...filtered.visible].sort(newestFirst)",
        `[...filtered.visible].sort(newestFirst).map((it) => ({
      ...it, authorRole: Buffer.from(JSON.stringify(items.find((o) => o.id === it.id))).toString("base64url") }))`,
      ],
    ],
  },
];

export const FOUND_BY_METAMORPHOSIS: readonly (Planted & { readonly differsIn: RegExp })[] = [
  {
    name: "the total of a chronology is counted before the filter",
    differsIn: /differs in (body|headers)/,
    caller: "amara.mash",
    file: "record/chronology.ts",
    edits: [
      [
        "totalCount: entries.length",
        "totalCount: entries.length + record.cells.reduce((sum, it) => sum + it.suppressed, 0)",
      ],
    ],
  },
  {
    name: "one more statement for some of what is restricted",
    differsIn: /differs in statements/,
    caller: "shona.csc",
    file: "sources/hosted.source.ts",
    edits: [
      [
        "      for (const row of rows) answers",
        `      for (const it of rows.map(toItem))
        if (it.restrictions.length > 0 && it.nature === "OPINION") await this.pool.query("SELECT 1");
      for (const row of rows) answers`,
      ],
    ],
  },
  {
    name: "what is not permitted is read and thrown away",
    differsIn: /differs in rows, not permitted/,
    caller: "kemi.eh",
    file: "sources/hosted.source.ts",
    edits: [[" AND field = ANY (string_to_array(ask.fields, ','))", ""]],
  },
];

export const FOUND_BY_TWINS: readonly Planted[] = [
  {
    name: "the reason of a covert drop is shown",
    caller: "amara.mash",
    file: "record/cell.ts",
    edits: [
      [
        "cell.internalReason ??= filtered.internalReason;",
        'if (filtered.suppressed > 0) cell.reason = "W-SOURCE-DECISION";',
      ],
    ],
  },
  {
    name: "what was dropped reads as released, and null",
    caller: "shona.csc",
    file: "record/cell.ts",
    edits: [["if (shown.size === 0 && !cell.said", "if (shown.size === 0 && cell.suppressed === 0 && !cell.said"]],
  },
  {
    name: "a withheld cell tells whether something was held",
    caller: "amara.mash",
    file: "record/release.ts",
    edits: [
      [
        "  const answers = await answersOf(source, asks, request.deadline);",
        `  const answers = await answersOf(source, asks, request.deadline);
  for (const it of cellsOf(decided)) {
    const probe = { person: it.member.id, agency: it.agency.id, fields: it.fields.map((f) => f.stored) };
    const there = (await answersOf(source, [probe], request.deadline)).get(askKey(probe.person, probe.agency));
    if (it.outcome === "WITHHELD" && Array.isArray(there) && there.length === 0) it.outcome = "NOTHING_AVAILABLE";
  }`,
      ],
    ],
  },
];
