/**
 * The bench's hub: an area of five agencies and one of ten, so that a case's area says how many are asked, and a
 * protocol between them and the hub like the demonstration's own.
 */
import type { ClientBase } from "pg";
import { PROTOCOLS } from "../../src/demonstration";
import { KINDS, SELECTION, type Kind } from "./query";

export const AREAS = ["B05", "B10"] as const;
export type Area = (typeof AREAS)[number];

export interface BenchAgency {
  readonly id: string;
  readonly kind: Kind;
  readonly area: Area;
}

const ALL_KINDS = Object.keys(KINDS) as Kind[];
const agency = (area: Area, kind: Kind, number: number): BenchAgency => ({
  id: `${area}-${kind}-${number}`,
  kind,
  area,
});

export const BENCH_AGENCIES: readonly BenchAgency[] = [
  ...ALL_KINDS.map((kind) => agency("B05", kind, 1)),
  ...ALL_KINDS.flatMap((kind) => [agency("B10", kind, 1), agency("B10", kind, 2)]),
];

export async function seedAgencies(client: ClientBase): Promise<void> {
  // where the conventional build writes what was asked
  await client.query("CREATE TABLE bench_audit (at timestamptz NOT NULL DEFAULT now(), request jsonb NOT NULL)");
  // the demonstration's serve every area, and would be asked beside these
  await client.query("UPDATE agency SET authority = '312' WHERE authority IS NULL AND id <> 'MASH'");
  for (const { id, kind, area } of BENCH_AGENCIES) {
    const categories = [...new Set(Object.values(SELECTION[kind]).map((it) => it.category))];
    await client.query(
      "INSERT INTO agency (id, name, kind, authority, categories, safeguarding_contact) VALUES ($1, $1, $2, $3, $4, '020 7946 0000')",
      [id, KINDS[kind], area, categories],
    );
  }
  const ids = BENCH_AGENCIES.map((it) => it.id);
  const model = PROTOCOLS.find((it) => it.id === "ISA-MASH")!;
  const document = { ...model, id: "ISA-BENCH", signed: [...ids, "MASH"], sources: ids, recipients: ["MASH"] };
  await client.query("INSERT INTO protocol (id, version, status, document) VALUES ('ISA-BENCH', 1, 'ACTIVE', $1)", [
    JSON.stringify(document),
  ]);
  await client.query(
    "INSERT INTO protocol_signature SELECT 'ISA-BENCH', 1, agency, '2026-01-01' FROM unnest($1::text[]) agency",
    [document.signed],
  );
}

const STANDING = new Set(
  PROTOCOLS.find((it) => it.id === "ISA-MASH")!.standing.flatMap(([purpose, category]) =>
    purpose === "MASH_SCREENING" ? [category] : [],
  ),
);

/** What the gateway decides, for those who decide nothing and yet answer the same. */
export const decisionsOf = (kind: Kind) =>
  [...new Set(Object.values(SELECTION[kind]).map((it) => it.category))].map((category) => ({
    category,
    outcome: "RELEASED",
    reason: STANDING.has(category) ? "P-16LA" : "P-CONSENT",
  }));
