/** Is it one slip of the hand from one text to the other: a sign wrong, or two neighbours exchanged? Lengths are equal. */
export function isOneSlip(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  const wrong = [...a].flatMap((sign, i) => (sign === b[i] ? [] : [i]));
  const [first, second] = wrong;
  if (wrong.length === 1) return true;
  return wrong.length === 2 && second === first! + 1 && a[first!] === b[second] && a[second] === b[first!];
}
