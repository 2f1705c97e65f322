/** The kit's command line: what it says, what it exits with, and what a program reads of it. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runPartner } from "../../src/kit/partner-command";
import { example, GOOD, SMALL_GATEWAY } from "../remote/sdl/given";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "kit-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
};

async function partner(
  args: readonly string[],
  stopped: Promise<void> = Promise.resolve(),
  onLine = (_: string) => {},
) {
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await runPartner(args, {
    now: Date.now,
    gatewaySdl: () => SMALL_GATEWAY,
    print: (line) => {
      out.push(line);
      onLine(line);
    },
    complain: (line) => complaints.push(line),
    stopped,
  });
  return { code, out: out.join("\n").replaceAll(`${folder}/`, ""), complaints: complaints.join("\n") };
}

describe("check sdl", () => {
  test("accepted: its fields, their classes and its hash; exit 0", async () => {
    const { code, out } = await partner(["check", "sdl", write("good.graphql", GOOD)]);
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(
        "^good.graphql: accepted\n  FamilyMember.fire: FireContribution, 2 fields\n" +
          "    visits: tenancy, level 2; address LOCATION, finding NARRATIVE\n" +
          "    arson: police-callouts, level 4, by hand alone\n  sha256 [0-9a-f]{64}$",
      ),
    );
  });

  test("every fault with its file, line and column, and why it is one; exit 1", async () => {
    const file = write(
      "bad.graphql",
      GOOD.replace('"tenancy"', '"tenency"').replace("arson: Boolean", "arson: Boolean!"),
    );
    const { code, out } = await partner(["check", "sdl", file]);
    expect(code).toBe(1);
    expect(out.split("\n")).toEqual([
      'bad.graphql:9:24 UNKNOWN_CATEGORY FireContribution.visits: tenency is no category – did you mean "tenancy"?',
      'bad.graphql:10:10 NON_NULL FireContribution.arson: remove the last "!" of Boolean!',
      "",
      "2 faults",
      "  UNKNOWN_CATEGORY: Protocols and consents name the gateway's categories; no other word opens anything.",
      "  NON_NULL: What is withheld or taken out reads as null, so it must be able to.",
    ]);
  });

  test("--before says what moves", async () => {
    const before = write("before.graphql", GOOD);
    const after = write("after.graphql", GOOD.replace("tenancy", "household"));
    const { out } = await partner(["check", "sdl", after, "--before", before]);
    expect(out).toContain(
      "what moves:\n  fire.visits moves from tenancy (Tenancy and condition of the home; confidential), level 2 to household (Household members and relationships; confidential), level 2",
    );
    expect((await partner(["check", "sdl", before, "--before", before])).out).toContain("nothing moves");
  });

  test("--active puts others beside it", async () => {
    const file = write("one.graphql", GOOD);
    const { code, out } = await partner(["check", "sdl", file, "--active", `the fire service=${file}`]);
    expect(code).toBe(1);
    expect(out).toContain("FIELD_TAKEN FamilyMember.fire is the fire service's");
  });

  test("--json is for programs", async () => {
    const file = write("json.graphql", GOOD.replace('"tenancy"', '"tenency"'));
    const bad = await partner(["check", "sdl", file, "--json"]);
    expect(JSON.parse(bad.out)).toMatchObject({
      accepted: null,
      faults: [{ code: "UNKNOWN_CATEGORY", line: 9, column: 24 }],
    });
    const good = JSON.parse((await partner(["check", "sdl", write("g.graphql", GOOD), "--json"])).out);
    expect(good).toMatchObject({ faults: [], accepted: { field: "fire", fields: [{ name: "visits" }, {}] } });
    expect(good.changes).toHaveLength(2);
  });
});

describe("mock", () => {
  const ask = async (url: string, id: string) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        query: `query($r: [_Any!]!) { _entities(representations: $r) { ... on FamilyMember { id probation {
          supervision { status crn } dynamicRisks { code notes } } } } }`,
        variables: { r: [{ __typename: "FamilyMember", id }] },
      }),
    });
    return answer.text();
  };

  /** Runs a mock for as long as it takes to ask it. */
  async function mocked(seed: string, use: (url: string) => Promise<string>): Promise<string> {
    let stop = (): void => {};
    const stopped = new Promise<void>((it) => (stop = it));
    const file = write("probation.graphql", example("probation"));
    return new Promise((done, failed) => {
      const onLine = (line: string) =>
        void use(/http:\S+/.exec(line)![0])
          .then(done, failed)
          .finally(stop);
      partner(["mock", file, "--port", "0", "--seed", seed, "--known", "X000001"], stopped, onLine).then(
        ({ code, complaints }) => code !== 0 && failed(new Error(complaints)),
        failed,
      );
    });
  }

  test("answers the same for the same seed and key, and otherwise for another", async () => {
    const [one, again, other] = [
      await mocked("7", (url) => ask(url, "X000001")),
      await mocked("7", (url) => ask(url, "X000001")),
      await mocked("8", (url) => ask(url, "X000001")),
    ];
    expect(JSON.parse(one).data._entities[0]).toMatchObject({ id: "X000001", probation: expect.any(Object) });
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  test("one person is too few to check an endpoint with: two are needed to see whether they are mixed up", async () => {
    const found = await mocked("1", async (url) => {
      const sdl = write("live.graphql", example("probation"));
      const both = ["--known", "X000001", "--known", "X000001"];
      const { code, complaints } = await partner(["check", "endpoint", url, ...both, "--unknown", "Z", "--sdl", sdl]);
      return `${code} ${complaints}`;
    });
    expect(found).toMatch(/^2 --known takes two ids or more/);
  });
});

test.each([
  [[], "usage:"],
  [["check"], "usage:"],
  [["check", "sdl"], "usage:"],
  [["check", "sdl", "nowhere.graphql"], "nowhere.graphql: cannot be read"],
  [["check", "sdl", "a", "--nonsense"], "Unknown option '--nonsense'"],
  [["check", "endpoint", "ftp://x", "--known", "a,b", "--unknown", "c"], "not an http address"],
  [["check", "endpoint", "http://x", "--known", "a,b", "--unknown", "c", "--header", "x"], "--header"],
  [["mock", "nowhere.graphql"], "cannot be read"],
])("partner %j is asked wrongly: exit 2", async (args, says) => {
  const { code, complaints } = await partner(args);
  expect([code, complaints]).toEqual([2, expect.stringContaining(says)]);
});

test.each(["Fire", "fire_service", "fire-", "../fire", "starter"])("no partner is called %s", async (name) => {
  const { code } = await partner(["new", name, "--out", path.join(folder, "never")]);
  expect([code, fs.existsSync(path.join(folder, "never"))]).toEqual([1, false]);
});
