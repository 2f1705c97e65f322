/** The page of figures that a run writes. */
import { medianOf, spreadOf } from "../median";
import type { Timed } from "./contender-lane";

/** A request: cells of (person, field) that agencies were asked for, and those of them that were denied. */
export interface Audit {
  readonly asked: number;
  readonly denied: number;
}

export interface Measured {
  readonly label: string;
  readonly audit: Audit;
  readonly byDelay: readonly { readonly delay: number; readonly rounds: readonly Timed[] }[];
}

/** Milliseconds. */
export interface Hanging {
  /** How long a partner is waited for. */
  readonly limit: number;
  /** Of records that waited: what they took beyond it. */
  readonly beyond: readonly number[];
  /** Of records after them, which found the partners left alone: what they took. */
  readonly leftAlone: readonly number[];
}

export interface Circumstances {
  readonly hanging: Hanging;
  readonly machine: string;
  readonly date: string;
  readonly loads: readonly number[];
  readonly rounds: number;
  readonly requests: number;
  /** Of all cells. */
  readonly permitted: number;
}

const LABELS: Readonly<Record<string, string>> = {
  gateway: "**the gateway**",
  "stitching, none": "`@graphql-tools/federation`, nothing enforced",
  "stitching, decisions": "`@graphql-tools/federation`, requests rewritten",
  "stitching, all": "`@graphql-tools/federation`, rewritten, evidence and record",
  "apollo, none": "`@apollo/gateway`, nothing enforced",
  "apollo, decisions": "`@apollo/gateway`, requests rewritten",
  "apollo, all": "`@apollo/gateway`, rewritten, evidence and record",
};

const figure = (it: number): string => it.toFixed(2);
const whole = (it: number): string => String(Math.round(it * 10) / 10);
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((it) => `| ${it.join(" | ")} |`).join("\n");

function quantile(figures: readonly number[], at: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))]!;
}

const p50 = ({ waits }: Timed): number => medianOf(waits);
const processor = ({ node, postgres }: Timed): number => node + postgres;

export function pageOf(measured: readonly Measured[], it: Circumstances): string {
  const [own] = measured as [Measured];
  const tables = own.byDelay.map(({ delay, rounds: ours }, d) => {
    const rows = measured.map(({ label, byDelay }) => {
      const { rounds } = byDelay[d]!;
      const ratio = (of: (round: Timed) => number) => {
        const { median, min, max } = spreadOf(rounds.map((round, i) => of(round) / of(ours[i]!)));
        return label === own.label ? "1" : `${figure(median)} (${figure(min)}–${figure(max)})`;
      };
      return [
        LABELS[label] ?? label,
        figure(medianOf(rounds.map(p50))),
        figure(
          quantile(
            rounds.flatMap((round) => round.waits),
            0.99,
          ),
        ),
        ratio(p50),
        figure(medianOf(rounds.map((round) => round.node))),
        figure(medianOf(rounds.map((round) => round.postgres))),
        ratio(processor),
      ];
    });
    const head = ["", "p50", "p99", "p50, × the gateway", "node", "PostgreSQL", "processor time, × the gateway"];
    return `## Partners that take ${delay} ms\n\n${table(head, rows)}`;
  });
  const audits = measured.map(({ label, audit }) => [
    LABELS[label] ?? label,
    whole(audit.asked),
    `**${whole(audit.denied)}**`,
  ]);
  const { min, median, max } = spreadOf(it.loads);
  return `# Partners: the gateway beside federation engines

\`\`\`console
$ npm run bench:partners                    # a few minutes on two quiet cores; Linux
\`\`\`

Measured on ${it.date}: ${it.machine}; the machine's load (one minute) ${figure(min)} to ${figure(max)}, median ${figure(median)}, of which this bench itself is more than one. ${it.rounds} rounds of ${it.requests} requests each, all contenders in turn, one request at a time.

A record of five people: five agencies that this hub hosts and three partners over HTTP on the same machine, in a process of their own whose processor time is nobody's. ${Math.round(it.permitted * 100)} % of the cells are permitted. Before it measures, the bench checks that all that enforce anything answer with the same facts.

| | |
|---|---|
| **the gateway** | as it ships: evidence read, every cell decided, partners' answers checked, disclosure recorded before it answers |
| **nothing enforced** | the engine over eight subgraphs: the partners at the same addresses, the hosted five in its own process, over the same store by the same statement. Everybody gets everything |
| **requests rewritten** | each request to a subgraph is split by who is permitted what (\`tests/bench/partners/rewrite.ts\`). The decisions are given to it from memory, for nothing; nothing is recorded, no answer is checked |
| **rewritten, evidence and record** | also reads the evidence by the gateway's own statement and writes a disclosure record of the gateway's size; decisions are still for nothing |

Each engine stands behind the server that the gateway stands on, Apollo Server of the same version, and verifies the same token.

## Cells asked although denied

Of a record, (person, field) that agencies were asked for; how many of them the caller may not see.

${table(["", "asked", "of them denied"], audits)}

${tables.join("\n\n")}

## Partners that never answer

All three at once, each waited for ${it.hanging.limit} ms. The first ${it.hanging.beyond.length} records wait, and arrive whole but for these three ${figure(medianOf(it.hanging.beyond))} ms after that in the middle, ${figure(Math.max(...it.hanging.beyond))} ms at the most; what the record takes beside the partners is in that. Then the partners are left alone for a while, and the next ${it.hanging.leftAlone.length} records take ${figure(medianOf(it.hanging.leftAlone))} ms in the middle, ${figure(Math.max(...it.hanging.leftAlone))} ms at the most.

Waits and processor time in milliseconds a record: medians of rounds; p99 over all requests; in brackets the least and the most of the rounds. Below 1 × is faster than the gateway. What it means: [README.md](README.md#partners).
`;
}
