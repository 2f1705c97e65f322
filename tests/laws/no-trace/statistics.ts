/** Whether two samples of times differ: three tests that look at it differently, and by how much. */

export interface Comparison {
  readonly pairs: number;
  /** In microseconds: of the pairs' differences, with a 95 % interval by bootstrap. */
  readonly medianDifference: number;
  readonly interval: readonly [number, number];
  /** Wilcoxon signed-rank, paired, two-sided. */
  readonly wilcoxon: number;
  /** Mann-Whitney U, two-sided. */
  readonly mannWhitney: number;
  /** Welch's t on the fastest 95 % of each, as dudect crops; beyond 4.5 it is called a leak. */
  readonly welchT: number;
  readonly medians: readonly [number, number];
}

export function compare(left: readonly number[], right: readonly number[]): Comparison {
  const differences = left.map((it, i) => it - right[i]!);
  return {
    pairs: left.length,
    medianDifference: median(differences),
    interval: bootstrap(differences),
    wilcoxon: wilcoxon(differences),
    mannWhitney: mannWhitney(left, right),
    welchT: welch(...cropped(left, right)),
    medians: [median(left), median(right)],
  };
}

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

const RESAMPLES = 2_000;

function bootstrap(values: readonly number[]): [number, number] {
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(Array.from(values, () => values[Math.floor(Math.random() * values.length)]!)),
  ).sort((a, b) => a - b);
  return [medians[Math.floor(RESAMPLES * 0.025)]!, medians[Math.floor(RESAMPLES * 0.975)]!];
}

/** Ranks from 1, ties sharing theirs. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
  const ranked = new Array<number>(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && order[to]!.value === order[from]!.value) to += 1;
    for (let k = from; k < to; k += 1) ranked[order[k]!.i] = (from + to + 1) / 2;
    from = to;
  }
  return ranked;
}

function wilcoxon(differences: readonly number[]): number {
  const nonZero = differences.filter((it) => it !== 0);
  const ranked = ranks(nonZero.map(Math.abs));
  const plus = ranked.reduce((sum, rank, i) => (nonZero[i]! > 0 ? sum + rank : sum), 0);
  const n = nonZero.length;
  return twoSided((plus - (n * (n + 1)) / 4) / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24));
}

function mannWhitney(left: readonly number[], right: readonly number[]): number {
  const ranked = ranks([...left, ...right]);
  const [n, m] = [left.length, right.length];
  const sum = ranked.slice(0, n).reduce((a, b) => a + b, 0);
  const u = sum - (n * (n + 1)) / 2;
  return twoSided((u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12));
}

function cropped(left: readonly number[], right: readonly number[]): [number[], number[]] {
  const all = ascending([...left, ...right]);
  const most = all[Math.floor(all.length * 0.95)]!;
  return [left.filter((it) => it <= most), right.filter((it) => it <= most)];
}

function welch(left: readonly number[], right: readonly number[]): number {
  const mean = (it: readonly number[]) => it.reduce((a, b) => a + b, 0) / it.length;
  const variance = (it: readonly number[]) => it.reduce((a, b) => a + (b - mean_(it)) ** 2, 0) / (it.length - 1);
  const means = new Map([left, right].map((it) => [it, mean(it)]));
  const mean_ = (it: readonly number[]) => means.get(it)!;
  return (mean_(left) - mean_(right)) / Math.sqrt(variance(left) / left.length + variance(right) / right.length);
}

/** Abramowitz and Stegun 26.2.17 is good to 7.5e-8, and asymptotic beyond what it can tell. */
function twoSided(z: number): number {
  const x = Math.abs(z);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x > 5) return (2 * density) / x;
  const t = 1 / (1 + 0.2316419 * x);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return Math.min(1, 2 * density * tail);
}
