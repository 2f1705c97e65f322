/** What a load leaves behind: items as if the lines had come one by one, progress that is exact, a report that agrees. */
import { appendFile, mkdir, readFile, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { testNhsNumbers } from "../../src/generate/numbers";
import { InputFile } from "../../src/load/input-file";
import { BEN, item, NOON, startWorkplace, type Workplace } from "./workplace";

let place: Workplace;
beforeAll(async () => {
  place = await startWorkplace();
});
beforeEach(() => place.clear());
afterAll(() => place.stop());

const many = (count: number, prefix = "R") =>
  Array.from({ length: count }, (_, i) => item(i, { sourceRef: `${prefix}-${i}` }));
const refs = async () => (await place.items()).map((it) => it.source_ref);

describe("lines", () => {
  test("a mark at the start, CRLF, blank lines and a last line without a newline are as good as plain ones", async () => {
    const [one, two, three] = [1, 2, 3].map((it) => JSON.stringify(item(it)));
    const file = await place.write(`\u{feff}${one}\r\n\r\n  \t\n${two}\n${three}`);
    expect(await place.load(file)).toMatchObject({ line: 5, accepted: 3, refused: 0 });
    expect(await refs()).toEqual(["R-1", "R-2", "R-3"]);
  });

  test.each([
    ["empty", "", 0],
    ["a mark alone", "\u{feff}", 1],
    ["a newline alone", "\n", 1],
  ])("a file that is %s loads nothing, twice", async (_, content, line) => {
    const file = await place.write(content);
    for (let time = 0; time < 2; time += 1) {
      expect(await place.load(file)).toMatchObject({ line, accepted: 0, unchanged: 0, refused: 0 });
    }
    expect(existsSync(`${file}.refused.ndjson`)).toBe(false);
  });

  test("two agencies may use one reference, and what one may not contribute another may", async () => {
    const clinic = item(1, { agency: "SHC", field: "sexualHealthContacts", body: { contactOn: "2026-08-04" } });
    const file = await place.write([item(1), clinic, { ...clinic, agency: "GP", sourceRef: "R-2" }]);
    expect(await place.load(file)).toMatchObject({ accepted: 2, refused: 1 });
    expect(place.report(file)).toMatchObject([{ line: 3, codes: ["NOT_YOUR_CATEGORY"] }]);
    expect((await place.items()).map((it) => it.agency_id)).toEqual(["GP", "SHC"]);
  });
});

describe("references", () => {
  const corrected = (number: number, reason: string, more = {}) =>
    item(number, { body: { appointmentOn: "2026-08-04", reason }, ...more });

  test("a correction in a later file supersedes, and what it corrects is kept", async () => {
    await place.load(await place.write([item(1), item(2)]));
    expect(await place.load(await place.write([corrected(1, "She rang.")]))).toMatchObject({
      accepted: 1,
      unchanged: 0,
    });
    expect((await place.items()).map((it) => [it.source_ref, it.body.reason, it.superseded_at !== null])).toEqual([
      ["R-1", "No answer.", true],
      ["R-1", "She rang.", false],
      ["R-2", "No answer.", false],
    ]);
    const { rows } = await place.owner.query("SELECT DISTINCT received_at, received_from FROM contribution_item");
    expect(rows).toEqual([{ received_at: new Date(NOON), received_from: null }]);
  });

  test.each([1, 2, 3, 1000])("within one file it makes no difference where batches of %d end", async (lines) => {
    const file = await place.write([
      item(1),
      item(1), // the same again
      corrected(1, "She rang."),
      item(1, { person: BEN }), // another person's
      item(1), // back to what it was
      corrected(2, "First of its kind."),
    ]);
    expect(await place.load(file, { lines })).toMatchObject({ accepted: 4, unchanged: 1, refused: 1 });
    expect(place.report(file)).toMatchObject([{ line: 4, codes: ["REFERENCE_OF_ANOTHER_PERSON"] }]);
    const stored = await place.items();
    expect(stored.filter((it) => it.superseded_at === null).map((it) => [it.source_ref, it.body.reason])).toEqual([
      ["R-1", "No answer."],
      ["R-2", "First of its kind."],
    ]);
    expect(stored).toHaveLength(4);
  });

  test("a value that the database refuses costs its own line alone, wherever it stands", async () => {
    const impossible = { recordedAt: "0001-01-01T00:00:00+01:00" };
    const lines = many(50).map((it, i) => ([0, 20, 21, 49].includes(i) ? { ...it, ...impossible } : it));
    const file = await place.write(lines);
    expect(await place.load(file)).toMatchObject({ accepted: 46, refused: 4 });
    expect(place.report(file).map((it) => [it.line, it.codes])).toEqual(
      [1, 21, 22, 50].map((line) => [line, ["NOT_STORABLE"]]),
    );
    expect(await refs()).toHaveLength(46);
  });
});

describe("again", () => {
  test("a run that is finished does nothing, and its report stays", async () => {
    const file = await place.write([item(1), "?", item(2)]);
    const first = await place.load(file);
    await rm(`${file}.refused.ndjson`);
    expect(await place.load(file)).toEqual({ ...first, wasFinished: true });
    expect(await refs()).toHaveLength(2);
    expect(existsSync(`${file}.refused.ndjson`)).toBe(false);
  });

  test("another run of the same file changes nothing and reports the same", async () => {
    const file = await place.write([...many(30), "?"]);
    await place.load(file, { run: "first" });
    const before = await place.items();
    const report = place.report(file);
    expect(await place.load(file, { run: "second" })).toMatchObject({ accepted: 0, unchanged: 30, refused: 1 });
    expect(await place.items()).toEqual(before);
    expect(place.report(file)).toEqual(report);
  });

  test("a file that was changed is read from its start, even where its size and its beginning are the same", async () => {
    const wrong = JSON.stringify(item(500)).replace("FACT", "FAKT");
    const file = await place.write([...many(400), wrong]);
    expect(await place.load(file)).toMatchObject({ accepted: 400, refused: 1 });
    await writeFile(file, (await readFile(file, "utf8")).replace("FAKT", "FACT"));
    await utimes(file, 2_000_000_000, 2_000_000_000);
    expect(await place.load(file)).toMatchObject({ accepted: 1, unchanged: 400, refused: 0, wasFinished: false });
    expect(existsSync(`${file}.refused.ndjson`)).toBe(false);
  });

  test("a run that has a name takes what was appended, and refuses a file that it was not reading", async () => {
    const file = await place.write(many(10));
    await place.load(file, { run: "nightly" });
    await appendFile(file, `${JSON.stringify(item(11))}\n`);
    expect(await place.load(file, { run: "nightly" })).toMatchObject({ line: 11, accepted: 11 });
    const longer = await place.write([item(1, { authorRole: "x".repeat(90) }), ...many(20)]);
    await expect(place.load(longer, { run: "nightly" })).rejects.toThrow("another file");
    const shorter = await place.write([item(1)]);
    await expect(place.load(shorter, { run: "nightly" })).rejects.toThrow("another file");
  });
});

describe("a load that stops", () => {
  /** Lets so many batches through and fails after the next one is committed, before anybody is told. */
  const stopAfter = (batches: number) => {
    let left = batches;
    return () => {
      left -= 1;
      if (left < 0) throw new Error("stopped");
    };
  };
  const every = 7;
  const lines = many(200).map((it, i) => (i % every === 3 ? "?" : it));
  const refused = lines.flatMap((it, i) => (it === "?" ? [i + 1] : []));

  test("goes on where its last batch ended, in the store and in the report", async () => {
    const file = await place.write(lines);
    for (const batches of [3, 1, 6]) {
      await expect(place.load(file, { run: "r", lines: 10, told: stopAfter(batches) })).rejects.toThrow("stopped");
    }
    // as a process that died between the report and the commit would leave it
    await appendFile(`${file}.refused.ndjson`, '{"line":9999,"codes":[],"faults":[]}\n{"line":99');
    const told: number[] = [];
    const loaded = await place.load(file, { run: "r", lines: 10, told: (it) => told.push(it.line) });
    expect(told[0]).toBeGreaterThanOrEqual(100);
    expect(loaded).toMatchObject({ line: 200, refused: refused.length, accepted: 200 - refused.length, unchanged: 0 });
    expect(place.report(file).map((it) => it.line)).toEqual(refused);
    expect(await refs()).toHaveLength(200 - refused.length);
  });

  test("cuts off what it reported and never committed, also where nothing is refused any more", async () => {
    const file = await place.write(["?", ...many(40)]);
    await expect(place.load(file, { run: "r", lines: 10, told: stopAfter(2) })).rejects.toThrow("stopped");
    await appendFile(`${file}.refused.ndjson`, '{"line":35,"codes":[],"faults":[]}\n');
    expect(await place.load(file, { run: "r", lines: 10 })).toMatchObject({ accepted: 40, refused: 1 });
    expect(place.report(file).map((it) => it.line)).toEqual([1]);
  });

  test("says so where the report of what was refused has gone since", async () => {
    const file = await place.write(lines);
    await expect(place.load(file, { run: "r", lines: 10, told: stopAfter(5) })).rejects.toThrow("stopped");
    await rm(`${file}.refused.ndjson`);
    const { unreported } = await place.load(file, { run: "r", lines: 10 });
    expect(unreported).toBeGreaterThan(0);
    expect(place.report(file)).toHaveLength(refused.length - unreported);
  });

  test("a report that cannot be written stops it before its batch is committed", async () => {
    const file = await place.write(lines);
    await mkdir(`${file}.refused.ndjson`);
    await expect(place.load(file, { run: "r" })).rejects.toThrow("cannot be written (EISDIR)");
    expect(await refs()).toEqual([]);
    expect((await place.owner.query("SELECT FROM load_progress WHERE next_byte > 0")).rowCount).toBe(0);
  });

  test("a file that becomes shorter while it is read stops it", async () => {
    const path = await place.write(many(2000));
    const file = await InputFile.open(path);
    await truncate(path, 1000);
    const readAll = async () => {
      for await (const piece of file.from(0)) expect(piece).toHaveLength(1000);
    };
    await expect(readAll()).rejects.toThrow("became shorter");
    await file.close();
  });

  test("an agency that leaves in the middle of a load writes no more", async () => {
    const file = await place.write(many(40));
    let asked = 0;
    const stand = async () => {
      asked += 1;
      if (asked === 4) await place.owner.query("UPDATE agency SET active = false WHERE id = 'GP'");
      return place.stand();
    };
    const { accepted } = await place.load(file, { lines: 10, stand });
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(40);
    expect(new Set(place.report(file).map((it) => it.codes[0]))).toEqual(new Set(["NOT_ACTIVE"]));
  });
});

describe("at once", () => {
  test("two loads of one file: one loads it and the other, which waited, finds it loaded", async () => {
    const file = await place.write([...many(300), "?"]);
    const both = await Promise.all([place.load(file, { lines: 10 }), place.load(file, { lines: 10 })]);
    expect(both.map((it) => it.wasFinished).sort()).toEqual([false, true]);
    for (const it of both) expect(it).toMatchObject({ accepted: 300, unchanged: 0, refused: 1 });
    expect(place.report(file)).toHaveLength(1);
  });

  test.each(["its run", "its file, by another run"])(
    "while somebody else loads %s, it waits, and then says so",
    async (what) => {
      const path = await place.write(many(3));
      const file = await InputFile.open(path);
      const locked = what === "its run" ? "run r" : `file ${file.fingerprint}`;
      await file.close();
      const other = await place.owner.connect();
      await other.query("SELECT pg_advisory_lock(hashtext('load'), hashtext($1))", [locked]);
      await expect(place.load(path, { run: "r", patienceMs: 50 })).rejects.toThrow(
        "another process is loading this file",
      );
      await other.query("SELECT pg_advisory_unlock_all()");
      other.release();
      expect(await place.load(path, { run: "r", patienceMs: 50 })).toMatchObject({ accepted: 3 });
    },
  );

  test("loads of different agencies about the same new people neither fail nor make a person twice", async () => {
    const people = nhsNumbers(200).map((value) => ({ system: "NHS_NUMBER", value, name: "Somebody" }));
    const about = (agency: string, order: typeof people) =>
      place.write(order.map((person, i) => item(i, { agency, person, sourceRef: `${agency}-${i}` })));
    const files = [await about("GP", people), await about("HOSP", [...people].reverse())];
    const loaded = await Promise.all(files.map((it) => place.load(it, { lines: 20 })));
    for (const it of loaded) expect(it).toMatchObject({ accepted: 200, refused: 0 });
    const { rows } = await place.owner.query("SELECT (SELECT count(*) FROM person)::int AS people");
    expect(rows).toEqual([{ people: 200 }]);
  });

  test("a run that somebody else has moved is let alone", async () => {
    const file = await place.write(many(100));
    const told = () => void place.owner.query("UPDATE load_progress SET next_byte = next_byte + 1");
    await expect(place.load(file, { lines: 10, told })).rejects.toThrow("another process moves this run");
  });
});

function nhsNumbers(count: number): string[] {
  const next = testNhsNumbers();
  return Array.from({ length: count }, () => next()!);
}
