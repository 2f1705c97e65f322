/**
 * Twins on one case, alike in everything but what is held about them: of one everything, of one the same and all of it
 * covertly restricted, of one the same under a covert flag of its holder, of one nothing; and two in a refuge, of whom
 * one has an address. What a caller may not know must not tell them apart.
 */
import { randomUUID } from "node:crypto";
import type { GatewayProcess } from "./gateway-process";
import { fullRecord, insertItems, type ItemRow, type MarkedDatabase } from "./marked-database";
import { CALLERS } from "./may-be-seen";

export const TWINS = ["held", "restricted", "flagged", "none", "in refuge, held", "in refuge, none"] as const;
export type Twin = (typeof TWINS)[number];

/** Each drops an item whole, for its own agency too. */
const DROPPING = ["X-ADOPTION", "X-GRC", "X-HFEA", "X-COURT", "X-INTEL", "X-PRIVILEGE"];
const PLACES = new Set(["contact-address", "gp-registration", "tenancy", "homelessness"]);

/** On every case; they go by one name, and what the first child of the case agreed to they agreed to as well. */
export async function plantTwins({ owner, markers, schema }: MarkedDatabase): Promise<void> {
  const { rows: cases } = await owner.query<{ id: string; child: string }>(
    `SELECT DISTINCT ON (case_id) case_id AS id, m.person_id AS child FROM case_member m
     WHERE is_child AND NOT EXISTS (SELECT FROM competence_assessment a WHERE a.person_id = m.person_id)
     ORDER BY case_id, linked_at`,
  );
  for (const { id, child } of cases) {
    for (const [i, twin] of TWINS.entries()) {
      const person = randomUUID();
      await owner.query("INSERT INTO person (id, name, birth_date) VALUES ($1, 'Twin', '2019-05-05')", [person]);
      await owner.query(
        `INSERT INTO case_member SELECT case_id, $2, relationship, true, true, false, reason, linked_by,
           linked_at + interval '1 day' + $4 * interval '1 second' FROM case_member WHERE case_id = $1 AND person_id = $3`,
        [id, person, child, i],
      );
      await owner.query(
        `INSERT INTO consent (subject_id, given_by, capacity, decision, categories, recipients, purposes, valid_from,
           valid_to, method, sought_safely, recorded_by, recorded_at)
         SELECT $1, given_by, capacity, decision, categories, recipients, purposes, valid_from, valid_to, method,
           sought_safely, recorded_by, recorded_at FROM consent WHERE subject_id = $2`,
        [person, child],
      );
      await owner.query(
        "INSERT INTO parental_responsibility SELECT $1, holder_id, valid_from, valid_to, restricted_from FROM parental_responsibility WHERE child_id = $2",
        [person, child],
      );
      if (twin.startsWith("in refuge")) {
        await owner.query(
          "INSERT INTO restriction (subject_id, set_by, code, valid_from) VALUES ($1, 'HOUSING', 'X-REFUGE', '2026-01-01')",
          [person],
        );
      }
      if (twin === "flagged") {
        await owner.query(
          `INSERT INTO holder_determination (subject_id, source_id, category, view, covert, valid_from)
           SELECT $1, a.id, c, 'MORE_DETRIMENTAL', true, '2026-01-01' FROM agency a, unnest(a.categories) c`,
          [person],
        );
      }
      const all = fullRecord(markers, schema.catalogue, person, (n) => [
        twin === "restricted" ? [{ code: DROPPING[n % DROPPING.length]! }] : [],
      ]);
      await insertItems(owner, heldOf(twin, all));
    }
  }
}

function heldOf(twin: Twin, all: readonly ItemRow[]): readonly ItemRow[] {
  if (twin === "none" || twin === "in refuge, none") return [];
  return twin === "in refuge, held" ? all.filter((it) => PLACES.has(it.category)) : all;
}

interface Contribution {
  readonly agency: { readonly id: string };
  readonly sharing: { readonly decisions: readonly { outcome: string; fields: readonly string[] }[] };
  readonly [field: string]: unknown;
}

/** @returns how many withheld cells were compared; @throws Error naming what told two twins apart */
export async function compareTwins(
  gateway: GatewayProcess,
  caller: string,
  caseId: string,
  query: string,
): Promise<number> {
  const { body } = await gateway.ask(caller, JSON.stringify({ query, variables: { id: caseId } }));
  const members = entriesOf(body, "members").slice(-TWINS.length).map(withoutIds);
  if (members.length < TWINS.length) throw new Error(`no twins in ${body.slice(0, 300)}`);
  const of = (twin: Twin): string => members[TWINS.indexOf(twin)]!;
  const own = CALLERS[caller]!.agency;
  mustBeSame(caller, "covertly restricted", of("restricted"), of("none"));
  mustBeSame(caller, "in a refuge", of("in refuge, held"), of("in refuge, none"));
  // a holder's flag does not bind the holder
  mustBeSame(caller, "covertly flagged", withoutAgency(of("flagged"), own), withoutAgency(of("none"), own));
  return compareWithheld(caller, of("held"), of("none"));
}

/** Cell by cell: where it is withheld, decision and value are the same bytes whether something is held or not. */
function compareWithheld(caller: string, held: string, none: string): number {
  let compared = 0;
  const without = contributionsOf(none);
  for (const [i, contribution] of contributionsOf(held).entries()) {
    const other = without[i]!;
    for (const [j, decision] of contribution.sharing.decisions.entries()) {
      if (decision.outcome !== "WITHHELD") continue;
      compared += 1;
      const cell = (it: Contribution) =>
        JSON.stringify([it.agency, it.sharing.decisions[j], decision.fields.map((field) => it[field])]);
      mustBeSame(caller, "withheld", cell(contribution), cell(other));
      if (decision.fields.some((field) => contribution[field] !== null))
        throw new Error(`withheld and shown: ${cell(other)}`);
    }
  }
  return compared;
}

function mustBeSame(caller: string, what: string, left: string, right: string): void {
  if (left === right) return;
  const at = [...left].findIndex((it, i) => it !== right[i]);
  const around = (it: string) => it.slice(Math.max(0, at - 250), at + 250);
  throw new Error(`${caller}: ${what}, and told apart:\n${around(left)}\n${around(right)}`);
}

const KINDS = ["health", "police", "housing", "education", "socialCare"];

const contributionsOf = (member: string): Contribution[] =>
  KINDS.flatMap((kind) => (JSON.parse(member) as Record<string, Contribution[]>)[kind] ?? []);

function withoutAgency(member: string, agency: string): string {
  const parsed = JSON.parse(member) as Record<string, unknown>;
  for (const kind of KINDS) {
    parsed[kind] = (parsed[kind] as Contribution[] | undefined)?.filter((it) => it.agency.id !== agency);
  }
  return JSON.stringify(parsed);
}

const withoutIds = (text: string): string => text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d+/g, "-");

/** The entries of a list of objects in a JSON text, as they stand in it. */
function entriesOf(text: string, name: string): string[] {
  const entries: string[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let i = text.indexOf(`"${name}":[`) + name.length + 4; i < text.length; i += 1) {
    const it = text[i]!;
    if (it === "\\") i += 1;
    else if (it === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (it === "{" && depth++ === 0) start = i;
    else if (it === "}" && --depth === 0) entries.push(text.slice(start, i + 1));
    else if (it === "]" && depth === 0) break;
  }
  return entries;
}
