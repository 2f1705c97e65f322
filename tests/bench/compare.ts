/** Several lanes in turn, A B C A B C …, so that a machine whose speed drifts is as unfair to each. */
import type { Lane, Round } from "./lane";
import { medianOf, spreadOf, type Spread } from "./median";

export interface Compared {
  readonly name: string;
  /** Milliseconds of processor time a request: medians over the rounds. */
  readonly node: number;
  readonly postgres: number;
  readonly total: Spread;
  /** To the first lane's, round by round. */
  readonly ratio: Spread;
}

export interface Runner {
  readonly name: string;
  readonly lane: Lane;
  readonly cases: readonly string[];
}

const CONNECTIONS = 4;
const WARM_UP = 1_000;

export async function compare(runners: readonly Runner[], rounds: number, requests: number): Promise<Compared[]> {
  const seen: Round[][] = runners.map(() => []);
  // until the optimising compiler has seen it all; not counted
  for (const { lane, cases } of runners) await lane.round(cases, WARM_UP, CONNECTIONS);
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, { lane, cases }] of runners.entries()) seen[i]!.push(await lane.round(cases, requests, CONNECTIONS));
  }
  const totals = seen.map((it) => it.map(({ node, postgres }) => node + postgres));
  return runners.map(({ name }, i) => ({
    name,
    node: medianOf(seen[i]!.map((it) => it.node)),
    postgres: medianOf(seen[i]!.map((it) => it.postgres)),
    total: spreadOf(totals[i]!),
    ratio: spreadOf(totals[i]!.map((it, round) => it / totals[0]![round]!)),
  }));
}
