/** The verifier against every way to tamper with a log, at its first, a middle and its last record. */
import fc from "fast-check";
import { chainHash } from "../../../src/audit/proof/chain";
import { notesIn } from "../../../src/audit/proof/checkpoint";
import { writeLine, type Line, type LogCheckpoint, type LogRecord } from "../../../src/audit/proof/export-format";
import { proofSize } from "../../proof-size";
import { bodyOf, exportOf, KEY, OTHER_KEY, recordsOf, toText, verify } from "./a-log";

const N = 23;
const SIZES = [1, 7, 8, 16, 23];
const records = recordsOf(Array.from({ length: N }, (_, i) => bodyOf(i + 1)));
let whole: Line[];
let kept: string[];

beforeAll(async () => {
  whole = await exportOf(records, SIZES);
  kept = whole.flatMap((it) => (it.kind === "CHECKPOINT" ? [it.note] : []));
});

const isRecord = (seq: number) => (it: Line) => it.kind === "RECORD" && it.seq === seq;
const at = (seq: number) => whole.findIndex(isRecord(seq));
const withRecord = (seq: number, change: (it: LogRecord) => LogRecord): Line[] =>
  whole.map((it) => (isRecord(seq)(it) ? change(it as LogRecord) : it));
const without = (seq: number): Line[] => whole.filter((it) => !isRecord(seq)(it));
const edited = (body: string): string => body.replace('"v":2', '"v":3');

test("a whole log is whole, from any record on, with any checkpoints", async () => {
  expect(verify(whole, { kept })).toMatchObject({ finding: null, records: N, checkpoints: 5, anchored: N, keptMet: 5 });
  for (let from = 1; from <= N + 1; from += 1) {
    const part = await exportOf(records, SIZES, { from });
    const checkpoints = SIZES.filter((it) => it >= from - 1).length;
    expect(verify(part)).toMatchObject({ finding: null, records: N - from + 1, checkpoints });
  }
  expect(verify(await exportOf([], [0]))).toMatchObject({ finding: null, records: 0, anchored: 0 });
  expect(verify(await exportOf(records, []))).toMatchObject({ finding: null, records: N, anchored: null });
});

describe.each([1, 12, N])("record %s", (seq) => {
  it("with its body edited", () => {
    const it_ = withRecord(seq, (it) => ({ ...it, body: edited(it.body) }));
    expect(verify(it_).finding).toMatchObject({ code: "EDITED", record: seq });
  });
  it("with its body edited and its own hash made again", () => {
    const lines = withRecord(seq, (it) => {
      const body = edited(it.body);
      return { ...it, body, hash: chainHash(Buffer.from(it.previousHash, "hex"), body).toString("hex") };
    });
    // the next one shows it; where there is no next one, the checkpoint does
    expect(verify(lines).finding).toMatchObject(
      seq === 1 || seq === N ? { code: "REWRITTEN" } : { code: "FORKED", record: seq + 1 },
    );
  });
  it("with another hash", () => {
    const lines = withRecord(seq, (it) => ({ ...it, hash: it.hash.replace(/^./, (c) => (c === "0" ? "1" : "0")) }));
    expect(verify(lines).finding).toMatchObject({ code: "EDITED", record: seq });
  });
  it("with another hash before it", () => {
    const lines = withRecord(seq, (it) => ({ ...it, previousHash: "ab".repeat(32) }));
    expect(verify(lines).finding).toMatchObject({ code: "FORKED", record: seq });
  });
  it("with the body of another", () => {
    const other = (seq % N) + 1;
    const [a, b] = [records[seq - 1]!.body, records[other - 1]!.body];
    const lines = withRecord(seq, (it) => ({ ...it, body: b })).map((it) =>
      isRecord(other)(it) ? { ...(it as LogRecord), body: a } : it,
    );
    expect(verify(lines).finding).toMatchObject({ code: "EDITED", record: Math.min(seq, other) });
  });
  it("deleted", () => {
    expect(verify(without(seq)).finding).toMatchObject({ code: seq === N ? "TRUNCATED" : "MISSING", record: seq });
  });
  it("deleted, and those after it numbered and chained again", async () => {
    const bodies = records.filter((it) => it.seq !== seq).map((it) => it.body);
    const remade = await exportOf(recordsOf(bodies), []);
    const genuine = whole.filter((it) => it.kind === "CHECKPOINT");
    const lines = remade.flatMap((it): Line[] => {
      if (it.kind === "END") return [{ ...it, checkpoints: genuine.length - 1 }];
      const here = it.kind === "RECORD" ? genuine.filter((_, i) => SIZES[i] === it.seq) : [];
      return [it, ...here];
    });
    // whose last checkpoint had to go with the last record: the one kept elsewhere tells
    const { finding } = verify(lines, { kept });
    expect(finding).toMatchObject(seq === N ? { code: "TRUNCATED", record: N } : { code: "REWRITTEN" });
    if (seq !== N) expect(finding!.record).toBeLessThanOrEqual(seq);
  });
  it("standing twice", () => {
    const lines = whole.toSpliced(at(seq), 0, records[seq - 1]!);
    expect(verify(lines).finding).toMatchObject({ code: "DUPLICATED", record: seq });
  });
  it("in the place of another", () => {
    const other = seq === N ? seq - 1 : seq + 1;
    const lines = whole.with(at(seq), records[other - 1]!).with(at(other), records[seq - 1]!);
    expect(verify(lines).finding).toMatchObject({ code: "OUT_OF_ORDER", record: Math.min(seq, other) });
  });
  it("edited, the chain made again, and the checkpoints as they were", async () => {
    const bodies = records.map((it) => (it.seq === seq ? edited(it.body) : it.body));
    const lines = whole.map((it) => (it.kind === "RECORD" ? recordsOf(bodies)[it.seq - 1]! : it));
    const { finding } = verify(lines);
    expect(finding).toMatchObject({ code: "REWRITTEN" });
    expect(finding!.record).toBeLessThanOrEqual(seq);
  });
  it("edited, the chain made again, and the checkpoints signed again with a key of one's own", async () => {
    const bodies = records.map((it) => (it.seq === seq ? edited(it.body) : it.body));
    const lines = await exportOf(recordsOf(bodies), SIZES, { key: OTHER_KEY });
    expect(verify(lines).finding).toMatchObject({ code: "CHECKPOINT_KEY" });
    expect(verify(lines, { keys: [] }).finding).toBeNull(); // which is why a verifier is given the key
  });
  it("edited by one who has the key: the checkpoint that was kept elsewhere tells", async () => {
    const bodies = records.map((it) => (it.seq === seq ? edited(it.body) : it.body));
    const lines = await exportOf(recordsOf(bodies), SIZES);
    expect(verify(lines).finding).toBeNull();
    const { finding } = verify(lines, { kept });
    expect(finding).toMatchObject({ code: "REWRITTEN" });
    expect(finding!.record).toBeLessThanOrEqual(seq);
  });
  it("the last of a log that was cut off behind it", async () => {
    const lines = await exportOf(records.slice(0, seq), SIZES);
    expect(verify(lines).finding).toBeNull(); // a log of that length it once was
    expect(verify(lines, { kept }).finding).toEqual(
      seq === N ? null : expect.objectContaining({ code: "TRUNCATED", record: seq + 1 }),
    );
    expect(verify(lines, { kept, partial: true }).finding).toBeNull();
  });
  it("where the file breaks off, before and behind it", () => {
    expect(verify(whole.slice(0, at(seq))).finding).toMatchObject({ code: "CUT_OFF", record: seq });
    expect(verify(whole.slice(0, at(seq) + 1)).finding).toMatchObject({ code: "CUT_OFF", record: seq + 1 });
    const text = writeLine(records[seq - 1]!);
    const cut = [...whole.slice(0, at(seq)), text.slice(0, -5)];
    expect(verify(cut).finding).toMatchObject({ code: "UNREADABLE", record: seq });
  });
});

describe("checkpoints", () => {
  const change = (which: number, to: (it: LogCheckpoint) => Line[]): Line[] => {
    let i = 0;
    return whole.flatMap((it) => (it.kind === "CHECKPOINT" && i++ === which ? to(it) : [it]));
  };
  const codeOf = (lines: readonly Line[], trust = {}) => verify(lines, trust).finding?.code;
  it.each([0, 2, 4])("the %sth left out, said twice, of the wrong place, or without its proof", async (which) => {
    const isLast = which === 4;
    expect(codeOf(change(which, () => []))).toBe(isLast ? "CHECKPOINT_MISPLACED" : "INCONSISTENT");
    expect(codeOf(change(which, (it) => [it, it]))).toBe("INCONSISTENT");
    const next = (await exportOf(records, SIZES, { key: OTHER_KEY })).filter((it) => it.kind === "CHECKPOINT");
    expect(codeOf(change(which, () => [next[which]!]))).toBe("CHECKPOINT_KEY");
    expect(codeOf(change(which, () => [whole.filter((it) => it.kind === "CHECKPOINT")[(which + 1) % 5]!]))).toMatch(
      isLast ? "CHECKPOINT_MISPLACED" : "OUT_OF_ORDER",
    );
    if (which === 0) return; // nothing goes before the first, and no proof
    const proof = [Buffer.alloc(32), ...whole.flatMap((it) => (it.kind === "CHECKPOINT" ? it.since.proof : []))];
    expect(codeOf(change(which, (it) => [{ ...it, since: { ...it.since, proof } }]))).toBe("INCONSISTENT");
  });
  it("of two keys, one after the other, for whoever accepts both", async () => {
    const rotated = await exportOf(records, SIZES, { key: (size) => (size < 10 ? KEY : OTHER_KEY) });
    expect(codeOf(rotated, { keys: [KEY, OTHER_KEY] })).toBeUndefined();
    expect(codeOf(rotated, { keys: [KEY] })).toBe("CHECKPOINT_KEY");
    expect(codeOf(rotated, { keys: [OTHER_KEY] })).toBe("CHECKPOINT_KEY");
  });
  it("kept elsewhere, under another key or of no log at all, are no help", async () => {
    const foreign = (await exportOf(records, [7], { key: OTHER_KEY })).flatMap((it) =>
      it.kind === "CHECKPOINT" ? [it.note] : [],
    );
    expect(codeOf(whole, { kept: foreign })).toBe("CHECKPOINT_KEY");
    expect(codeOf(whole, { kept: ["x"] })).toBe("UNREADABLE");
  });
  it("kept elsewhere, from before the export's first record, are told", async () => {
    const part = await exportOf(records, SIZES, { from: 12 });
    expect(codeOf(part, { kept: kept.slice(0, 1) })).toBe("NOT_COVERED");
    expect(verify(part, { kept, partial: true })).toMatchObject({ finding: null, keptMet: 2, notCovered: [8, 7, 1] });
  });
  it("tell a false start of a part", async () => {
    const part = await exportOf(records, SIZES, { from: 12 });
    const [head] = part;
    if (head?.kind !== "HEAD") throw new Error("no head");
    const subtrees = head.subtrees.map((it) => ({ ...it, hash: Buffer.alloc(32) }));
    expect(codeOf([{ ...head, subtrees }, ...part.slice(1)])).toBe("REWRITTEN");
    expect(codeOf([{ ...head, previousHash: Buffer.alloc(32) }, ...part.slice(1)])).toBe("FORKED");
    expect(codeOf([{ ...head, from: 11 }, ...part.slice(1)])).toBe("NOT_AN_EXPORT");
  });
  it("of another log", async () => {
    const [head, ...rest] = whole;
    expect(codeOf([{ ...(head as Line & { kind: "HEAD" }), origin: "example.org/other" }, ...rest])).toBe(
      "CHECKPOINT_KEY",
    );
  });
});

test("what is no export, is empty, or goes on behind its end", () => {
  expect(verify([]).finding?.code).toBe("NOT_AN_EXPORT");
  expect(verify(["{}"]).finding?.code).toBe("NOT_AN_EXPORT");
  expect(verify(whole.slice(1)).finding?.code).toBe("NOT_AN_EXPORT");
  expect(verify([...whole, records[0]!]).finding?.code).toBe("UNREADABLE");
  expect(verify([...whole, "null"]).finding?.code).toBe("UNREADABLE");
  for (const it of [
    "null",
    "[]",
    "1",
    '{"seq":1}',
    "__proto__",
    '{"seq":"1","previous_hash":"","hash":"","body":""}',
  ]) {
    expect(verify([whole[0]!, it]).finding?.code).toBe("UNREADABLE");
  }
});

test("the same said in other characters is not the same: what could be written in two ways could be changed unseen", () => {
  const text = writeLine(records[0]!);
  const others = [
    text.replace('\\"', "\\u0022"),
    text.replace('{"seq":1', '{"seq": 1'),
    text.replace('{"seq":1', '{"seq":1e0'),
    text.replace('"body"', '"\\u0062ody"'),
    text.replace('{"seq":1', '{"seq":2,"seq":1'),
    text.replace("}", ',"more":1}'),
    `${text} `,
    `\ufeff${text}`,
  ];
  for (const it of others) {
    expect(it).not.toBe(text);
    expect(verify(whole.toSpliced(at(1), 1, it as never)).finding).toMatchObject({ code: "UNREADABLE", record: 1 });
  }
  const { hash } = records[0]!;
  const capitals = withRecord(1, (it) => ({ ...it, hash: hash.toUpperCase() }));
  expect(verify(capitals).finding).toMatchObject({ code: "EDITED", record: 1 });
});

test("any byte of an export flipped, in any bit, is noticed", () => {
  const bytes = Buffer.from(toText(whole));
  const lineOf = (place: number): number => bytes.subarray(0, place).filter((it) => it === 10).length;
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, mask) => {
      const flipped = Buffer.from(bytes);
      flipped[place]! ^= mask;
      const text = flipped.toString("utf8");
      const { finding, records: good } = verify(text.split("\n").slice(0, -1));
      expect(finding).not.toBeNull();
      // and where it is: no record before the changed line is blamed, and none behind it counted as good
      const line = whole[lineOf(place)]!;
      if (line.kind === "RECORD") expect(good).toBe(line.seq - 1);
    }),
    { numRuns: proofSize(1_500, 100_000) },
  );
});

test("of a history kept elsewhere every checkpoint counts", () => {
  expect(notesIn(kept.join("\n"))).toEqual(kept);
  expect(verify(whole, { kept: notesIn(kept.join("\n")) }).keptMet).toBe(5);
});
