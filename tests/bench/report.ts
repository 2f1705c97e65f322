/** The figures as tables, and each goal with what was reached. */
import type { Compared } from "./compare";
import type { Round } from "./lane";
import type { Spread } from "./median";

export interface Figures {
  readonly machine: string;
  readonly date: string;
  /** On file, but where another number is said. */
  readonly people: number;
  readonly largest: number;
  readonly contenders: readonly Compared[];
  readonly waiting: readonly { readonly name: string; readonly connections: number; readonly round: Round }[];
  readonly shapes: readonly {
    readonly people: number;
    readonly agencies: number;
    readonly statements: number;
    readonly compared: readonly Compared[];
  }[];
  readonly scale: readonly Compared[];
  readonly decisions: { readonly perSecond: number; readonly permitted: number };
  readonly records: readonly { readonly callers: number; readonly people: number; readonly perSecond: number }[];
  readonly loads: readonly { readonly items: number; readonly perSecond: number }[];
  readonly starts: { readonly smallest: number; readonly ms: readonly Spread[] };
}

const ms = (it: number): string => it.toFixed(2);
const whole = (it: number): string => Math.round(it).toLocaleString("en");
const times = ({ median, min, max }: Spread): string => `${ms(median)} (${ms(min)}–${ms(max)})`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((it) => `| ${it.join(" | ")} |`).join("\n");

/** Of two contenders, medians of what each took. */
function ratioOf(compared: readonly Compared[], name: string, to: string): number {
  const totalOf = (wanted: string) => compared.find((it) => it.name === wanted)!.total.median;
  return totalOf(name) / totalOf(to);
}

export function tablesOf(it: Figures): string {
  const flat = Math.max(...it.scale.map(({ ratio }) => ratio.median));
  const load = it.loads.at(-1)!;
  const slowestRecord = Math.min(...it.records.map(({ perSecond }) => perSecond));
  const [small, large] = it.starts.ms as [Spread, Spread];
  const goals: readonly (readonly [string, string, string, boolean])[] = [
    goal("× floor", "≤ 2.0", ratioOf(it.contenders, "product", "floor"), (n) => n <= 2),
    goal("× unprotected", "≤ 1.25", ratioOf(it.contenders, "product", "unprotected"), (n) => n <= 1.25),
    goal("× conventional", "≤ 0.5", ratioOf(it.contenders, "product", "conventional"), (n) => n <= 0.5),
    goal("statements, at most", "≤ 6", Math.max(...it.shapes.map(({ statements }) => statements)), (n) => n <= 6),
    goal(`× of ${it.scale[0]!.name} people, at most`, "≤ 1.1", flat, (n) => n <= 1.1),
    goal("decisions a second", "≥ 1,000,000", it.decisions.perSecond, (n) => n >= 1e6),
    goal("disclosure records a second", "≥ 5,000", slowestRecord, (n) => n >= 5_000),
    goal("items loaded a second", "≥ 20,000", load.perSecond, (n) => n >= 20_000),
    goal("start, × of the smallest store", "≈ 1", large.median / small.median, (n) => n <= 1.1),
  ];
  return `Measured on ${it.date}: ${it.machine}; ${whole(it.people)} people on file.

## Goals

${table(
  ["figure", "goal", "reached", ""],
  goals.map(([name, wanted, reached, met]) => [name, wanted, reached, met ? "met" : "**missed**"]),
)}

## One full record: 5 people × 5 agencies

Milliseconds of processor time a request, medians of rounds in turn at 4 connections; in brackets the least and the most.

${table(
  ["", "node", "PostgreSQL", "total", "× floor"],
  it.contenders.map((one) => [one.name, ms(one.node), ms(one.postgres), times(one.total), times(one.ratio)]),
)}

## Waiting, in milliseconds

${table(
  ["", "connections", "p50", "p99", "requests a second", "statements a request"],
  it.waiting.map(({ name, connections, round }) => [
    name,
    String(connections),
    whole(round.p50),
    whole(round.p99),
    whole(round.perSecond),
    ms(round.statements),
  ]),
)}

## Families and agencies

${table(
  ["people", "agencies", "statements", "product, ms", "× floor", "× unprotected", "× conventional"],
  it.shapes.map(({ people, agencies, statements, compared }) => [
    String(people),
    String(agencies),
    ms(statements),
    times(compared.find(({ name }) => name === "product")!.total),
    ...["floor", "unprotected", "conventional"].map((to) => ms(ratioOf(compared, "product", to))),
  ]),
)}

## People on file

${table(
  ["people", "node", "PostgreSQL", "total", `× of ${it.scale[0]!.name}`],
  it.scale.map((one) => [one.name, ms(one.node), ms(one.postgres), times(one.total), times(one.ratio)]),
)}

## The parts

${table(
  ["part", "a second"],
  [
    [
      `pure decisions, one core (${Math.round(it.decisions.permitted * 100)} % permitted)`,
      whole(it.decisions.perSecond),
    ],
    ...it.records.map(({ callers, people, perSecond }) => [
      `disclosure records of ${people === 1 ? "one person" : `${people} people`}, ${callers} callers waiting`,
      whole(perSecond),
    ]),
    ...it.loads.map(({ items, perSecond }) => [`items of a load of ${whole(items)}`, whole(perSecond)]),
  ],
)}

A start took ${whole(small.median)} ms with ${whole(it.starts.smallest)} people and ${whole(large.median)} ms with ${whole(it.largest)}.
`;
}

const goal = (name: string, wanted: string, reached: number, met: (n: number) => boolean) =>
  [name, wanted, reached >= 100 ? whole(reached) : ms(reached), met(reached)] as const;
