/** For a word that nobody knows: the known one that was probably meant. */

/** @returns null where none is near */
export function nearest(word: string, known: readonly string[]): string | null {
  const plain = (it: string) => it.toLowerCase().replace(/[\s_-]+/g, "");
  const wanted = plain(word.slice(0, 60));
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const it of known) {
    const far = distance(wanted, plain(it), least);
    if (far < least) {
      best = it;
      least = far;
    }
  }
  return best;
}

export function didYouMean(word: unknown, known: readonly string[]): string {
  const near = typeof word === "string" ? nearest(word, known) : null;
  return near === null ? "" : `; did you mean ${near}?`;
}

/** Edits from one to the other: letters added, left out, changed or swapped with the next. `most` where there are more. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most) return most;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(changed, last[j]! + 1, row[j - 1]! + 1, swapped ? beforeLast[j - 2]! + 1 : Infinity));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
