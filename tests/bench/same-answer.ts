/** Every contender answers the same, ids and the order of decisions aside: or the figures would compare nothing. */
import assert from "node:assert/strict";
import type { Lane } from "./lane";

export async function sameAnswer(lanes: readonly Lane[], caseId: string): Promise<void> {
  const answers = new Map<string, unknown>();
  for (const lane of lanes) answers.set(lane.name, comparable(JSON.parse(await lane.ask(caseId)), lane.name));
  const [[, expected] = [], ...others] = answers;
  for (const [name, answer] of others) assert.deepEqual(answer, expected, `${name} answers something else`);
}

function comparable(value: unknown, lane: string): unknown {
  if (Array.isArray(value)) return value.map((it) => comparable(it, lane));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([name, it]) => !(name === "id" && typeof it === "string" && it.length > 20))
    .map(([name, it]) => [name, name === "decisions" ? decisions(it as Decision[], lane) : comparable(it, lane)]);
  return Object.fromEntries(entries) as unknown;
}

interface Decision {
  readonly category: string;
  readonly outcome: string;
  readonly reason: string;
}

/** Without protection every reason is the same. */
const decisions = (list: readonly Decision[], lane: string) =>
  list
    .map(({ category, outcome, reason }) => ({ category, outcome, reason: lane === "unprotected" ? "-" : reason }))
    .map((it) => `${it.category} ${it.outcome}`)
    .sort();
