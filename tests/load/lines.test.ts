import fc from "fast-check";
import { LineSplitter } from "../../src/load/lines";

interface Cut {
  readonly number: number;
  readonly text: string | null;
  readonly end: number;
}

/** Pushes the bytes in pieces of these sizes, over and over, through one buffer that is filled again each time. */
function cut(bytes: Buffer, sizes: readonly number[], longest: number, offset = 0, number = 0): Cut[] {
  const splitter = new LineSplitter(offset, number, longest);
  const lines: Cut[] = [];
  const take = (from: Iterable<{ number: number; bytes: Buffer | null; end: number }>): void => {
    for (const it of from) lines.push({ number: it.number, text: it.bytes?.toString("latin1") ?? null, end: it.end });
  };
  const piece = Buffer.alloc(Math.max(...sizes));
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const length = bytes.copy(piece, 0, at, at + sizes[i % sizes.length]!);
    take(splitter.push(piece.subarray(0, length)));
    at += length;
  }
  take(splitter.end());
  return lines;
}

/** The same, the plain way. */
function expected(bytes: Buffer, longest: number): Cut[] {
  const texts = bytes.toString("latin1").split("\n");
  if (texts.at(-1) === "") texts.pop();
  let end = 0;
  return texts.map((text, i) => {
    end = Math.min(end + text.length + 1, bytes.length);
    return { number: i + 1, text: text.length > longest ? null : text, end };
  });
}

const someBytes = fc
  .array(fc.oneof({ weight: 2, arbitrary: fc.constant(10) }, fc.integer({ min: 0, max: 255 })), { maxLength: 200 })
  .map((it) => Buffer.from(it));
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });

test("lines, numbers and offsets are the same however the bytes arrive", () => {
  fc.assert(
    fc.property(someBytes, sizes, fc.integer({ min: 0, max: 20 }), (bytes, pieces, longest) => {
      expect(cut(bytes, pieces, longest)).toEqual(expected(bytes, longest));
    }),
    { numRuns: 500 },
  );
});

test("cut in two at the end of any line and begun again there, they are the same", () => {
  fc.assert(
    fc.property(someBytes, fc.nat(), (bytes, where) => {
      const all = cut(bytes, [7], 10);
      if (all.length === 0) return;
      const { number, end } = all[where % all.length]!;
      expect(cut(bytes.subarray(end), [7], 10, end, number)).toEqual(all.slice(number));
    }),
  );
});
