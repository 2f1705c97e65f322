/**
 * How alike two short texts are, 0 to 1: Jaro's measure, raised for a common beginning as Winkler proposed (1990), with
 * his constants: 0.1 a letter, at most four letters. tests/people/matching has his published examples.
 */

const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;

export function jaroWinkler(a: string, b: string): number {
  const similarity = jaro(a, b);
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return similarity + prefix * PREFIX_WEIGHT * (1 - similarity);
}

/** Letters are common where they stand no further apart than half the longer text; half of those out of order count. */
function jaro(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  const ofA: string[] = [];
  for (let i = 0; i < a.length; i += 1) {
    const end = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j += 1) {
      if (taken[j] || a[i] !== b[j]) continue;
      taken[j] = true;
      ofA.push(a[i]!);
      break;
    }
  }
  if (ofA.length === 0) return 0;
  const ofB = [...b].filter((_, j) => taken[j]);
  const transposed = ofA.filter((letter, i) => letter !== ofB[i]).length / 2;
  const common = ofA.length;
  return (common / a.length + common / b.length + (common - transposed) / common) / 3;
}
