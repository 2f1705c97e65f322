/** Many single facts as few whole ones: what is true of each of several sources, for each of several purposes… */

/** A list of words in each dimension: true of every combination. */
export type Box = readonly (readonly string[])[];

/** Merges single points into boxes that together hold exactly them, each once. */
export function toBoxes(points: readonly (readonly string[])[]): Box[] {
  let boxes: Box[] = points.map((point) => point.map((word) => [word]));
  const dimensions = points[0]?.length ?? 0;
  for (let at = dimensions - 1; at >= 0; at -= 1) boxes = mergeAlong(boxes, at);
  return boxes;
}

/** Those that differ in one dimension alone become one. */
function mergeAlong(boxes: readonly Box[], at: number): Box[] {
  const merged = new Map<string, string[][]>();
  for (const box of boxes) {
    const key = JSON.stringify(box.filter((_, i) => i !== at));
    const known = merged.get(key);
    if (known) known[at]!.push(...box[at]!);
    else
      merged.set(
        key,
        box.map((words) => [...words]),
      );
  }
  return [...merged.values()].map((box) => box.map((words) => [...new Set(words)].sort()));
}
