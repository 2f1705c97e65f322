/** Every fault is found, all of them at once, each on its own line; and what is right is let through. */
import fc from "fast-check";
import { AGENCIES, PROTOCOLS } from "../../../src/demonstration";
import { checkProtocolText } from "../../../src/governance/protocols/check-protocol";
import { nearest } from "../../../src/governance/protocols/did-you-mean";
import type { KnownHub, KnownVersion } from "../../../src/governance/protocols/hub-faults";
import { toProtocol } from "../../../src/governance/protocols/protocol-file";
import { inFullWords, readStored } from "../../../src/governance/protocols/stored-protocol";
import { CATEGORIES, PURPOSES, ROLES } from "../../../src/sharing/vocabulary";
import { compileRulebook } from "../../../src/sharing/rulebook";
import { asIfInForce, Reach } from "../../../src/governance/protocols/reach";
import { changesBetween } from "../../../src/governance/protocols/changes";
import { parse, stringify } from "yaml";
import { proofSize } from "../../proof-size";
import { DRAFT, edited } from "./drafts";

const AT = Date.UTC(2026, 10, 22, 12);
const agencies = new Map(
  AGENCIES.map((it) => [
    it.id,
    {
      id: it.id,
      kind: it.kind,
      active: it.id !== "PROB",
      categories: new Set(it.categories),
      listedIn16LA: it.listedIn16LA ?? true,
    },
  ]),
);
const hub = (versions: readonly KnownVersion[] = []): KnownHub => ({ agencies, versions, at: AT });
const faultsOf = (text: string, versions?: readonly KnownVersion[]) => checkProtocolText(text, hub(versions)).faults;
const codes = (text: string, versions?: readonly KnownVersion[]) =>
  faultsOf(text, versions).map((it) => `${it.path} ${it.code}`);

test("what is right has no fault, as YAML and as JSON", () => {
  expect(faultsOf(DRAFT)).toEqual([]);
  const { document } = checkProtocolText(JSON.stringify(parse(DRAFT)), hub());
  expect(document).toEqual(checkProtocolText(DRAFT, hub()).document);
});

/** A line of the draft, what it becomes, and what is then told of it: one thing each, and nothing else. */
const MISTAKES: readonly { readonly line: string; readonly becomes: string | null; readonly told: string }[] = [
  { line: "id", becomes: "homes and schools", told: "id INVALID_VALUE" },
  { line: "title", becomes: '"   "', told: "title INVALID_VALUE" },
  { line: "title", becomes: "[a, list]", told: "title WRONG_KIND" },
  { line: "title", becomes: null, told: "title MISSING" },
  { line: "version", becomes: "one", told: "version WRONG_KIND" },
  { line: "version", becomes: "2", told: "version NOT_THE_NEXT_VERSION" },
  { line: "version", becomes: "1.5", told: "version WRONG_KIND" },
  { line: "validTo", becomes: "2026-10-31", told: "validTo ENDS_BEFORE_IT_BEGINS|validTo IN_THE_PAST" },
  { line: "validTo", becomes: "2026-11-20", told: "reviewDue REVIEW_OUTSIDE_WINDOW|validTo IN_THE_PAST" },
  { line: "validTo", becomes: "next year", told: "validTo INVALID_VALUE" },
  { line: "reviewDue", becomes: "2028-01-01", told: "reviewDue REVIEW_OUTSIDE_WINDOW" },
  { line: "sources", becomes: "[HOUSNG, SCHOOL]", told: "sources.0 UNKNOWN_AGENCY" },
  { line: "sources", becomes: "[HOUSING, SCHOOL, PROB]", told: "sources.2 CONTRIBUTES_NOTHING|sources.2 NOT_ACTIVE" },
  { line: "sources", becomes: "[HOUSING, SCHOOL, VCS]", told: "sources.2 CONTRIBUTES_NOTHING" },
  { line: "sources", becomes: "[HOUSING, SCHOOL, HOUSING]", told: "sources.2 DUPLICATE" },
  { line: "sources", becomes: "[]", told: "sources INVALID_VALUE|standingDeterminations.0.madeBy NOT_THE_HOLDER" },
  {
    line: "sources",
    becomes: "[SCHOOL]",
    told: "breakGlass.categories.0 NOBODY_CONTRIBUTES|categories.arrears-asb NOBODY_CONTRIBUTES|categories.homelessness NOBODY_CONTRIBUTES|categories.tenancy NOBODY_CONTRIBUTES",
  },
  { line: "recipients", becomes: "EH", told: "recipients WRONG_KIND" },
  { line: "recipients", becomes: "[EH, EH]", told: "recipients.1 DUPLICATE" },
  { line: "recipients", becomes: "[VCS]", told: "standingDeterminations.0 NOT_LISTED" },
  { line: "purposes", becomes: "[EARLY_HELP, EARLYHELP]", told: "purposes.1 UNKNOWN_WORD" },
  { line: "purposes", becomes: "[MASH_SCREENING]", told: "standingDeterminations.0.purpose OUT_OF_SCOPE" },
  { line: "roles", becomes: "[KEY_WORKER, KEY_WORKR]", told: "roles.1 UNKNOWN_WORD" },
  { line: "roles", becomes: "[KEY_WORKER, INFORMATION_GOVERNANCE_LEAD]", told: "roles.1 READS_NO_RECORD" },
  { line: "roles", becomes: "[DSL]", told: "breakGlass.roles.0 OUT_OF_SCOPE" },
  { line: "  tenancy", becomes: "{ minimumLevel: 5 }", told: "categories.tenancy.minimumLevel INVALID_VALUE" },
  { line: "  tenancy", becomes: "{ lookBack: 2Y }", told: "categories.tenancy.lookBack INVALID_VALUE" },
  { line: "  tenancy", becomes: "{ lookBack: P0D }", told: "categories.tenancy.lookBack INVALID_VALUE" },
  { line: "  tenancy", becomes: "{ existence: MAYBE }", told: "categories.tenancy.existence UNKNOWN_WORD" },
  { line: "  tenancy", becomes: "{ manual: true }", told: "categories.tenancy.manual UNKNOWN_KEY" },
  {
    line: "  tenancy",
    becomes: "\n  police-intelligence:\n  tenency:",
    told: "categories.police-intelligence NOBODY_CONTRIBUTES|categories.police-intelligence NOT_MANUAL|categories.tenency UNKNOWN_WORD|appropriatePolicyDocRef NO_POLICY_DOCUMENT",
  },
  { line: "  attendance", becomes: "{ manualRelease: true }", told: "standingDeterminations.0.category NO_EFFECT" },
  { line: "breakGlass", becomes: "{ roles: [DSL], categories: [tenancy] }", told: "breakGlass.roles.0 OUT_OF_SCOPE" },
  {
    line: "breakGlass",
    becomes: "{ roles: [KEY_WORKER, CASE_AUDITOR], categories: [tenancy] }",
    told: "breakGlass.roles.1 OUT_OF_SCOPE|breakGlass.roles.1 READS_NO_RECORD",
  },
  {
    line: "breakGlass",
    becomes: "{ roles: [KEY_WORKER], categories: [tenancy, tenancy] }",
    told: "breakGlass.categories.1 DUPLICATE",
  },
  {
    line: "breakGlass",
    becomes: "{ roles: [KEY_WORKER], catgories: [tenancy] }",
    told: "breakGlass.categories MISSING|breakGlass.catgories UNKNOWN_KEY",
  },
  { line: "onwardSharing", becomes: null, told: "onwardSharing MISSING" },
  { line: "retention", becomes: "7", told: "retention WRONG_KIND" },
  {
    line: "dpiaRef",
    becomes: "x\nconsentMode: { EARLY_HELP: NEEDED_UNLESS_DISPENSED }",
    told: "consentMode.EARLY_HELP CONSENT_LOOSENED",
  },
  { line: "dpiaRef", becomes: "x\nconsentMode: { EARLY_HELP: NEVER }", told: "consentMode.EARLY_HELP UNKNOWN_WORD" },
  {
    line: "dpiaRef",
    becomes: "x\nconsentMode: { CRIME_PREVENTION: NEEDED }",
    told: "consentMode.CRIME_PREVENTION NO_EFFECT",
  },
  {
    line: "dpiaRef",
    becomes: "x\nconsentMode: { MASH_SCREENING: NEEDED }",
    told: "consentMode.MASH_SCREENING OUT_OF_SCOPE",
  },
  { line: "dpiaRef", becomes: "x\nbatching: one by one", told: "batching UNKNOWN_WORD" },
  { line: "dpiaRef", becomes: "x\nretension: 6 years", told: "retension UNKNOWN_KEY" },
  { line: "dpiaRef", becomes: "x\nsupersedes: 4", told: "supersedes NOT_IN_FORCE" },
  { line: "dpiaRef", becomes: "x\ndpiaRef: y", told: " DUPLICATE_KEY" },
];

test.each(MISTAKES)("$line: $becomes", ({ line, becomes, told }) => {
  expect(codes(edited(DRAFT, line, becomes)).sort()).toEqual(told.split("|").sort());
});

test.each<[string, string, string[]]>([
  ["by one who does not hold it", "madeBy: HOUSING", ["standingDeterminations.0.madeBy NOT_THE_HOLDER"]],
  [
    "by one who is no source",
    "madeBy: GP",
    ["standingDeterminations.0.madeBy NOT_THE_HOLDER", "standingDeterminations.0.madeBy NOT_THE_HOLDER"],
  ],
  [
    "by nobody here",
    "madeBy: SHCOOL",
    ["standingDeterminations.0.madeBy NOT_THE_HOLDER", "standingDeterminations.0.madeBy UNKNOWN_AGENCY"],
  ],
  [
    "by one whom s.16LA does not list",
    "madeBy: VCS",
    ["standingDeterminations.0.madeBy NOT_LISTED", "standingDeterminations.0.madeBy NOT_THE_HOLDER"],
  ],
])("a standing determination %s", (_what, by, expected) => {
  expect(codes(DRAFT.replace("madeBy: SCHOOL", by)).sort()).toEqual(expected);
});
test.each<[string, string, string[]]>([
  ["of a category that is not listed", "category: exclusions", ["standingDeterminations.0.category OUT_OF_SCOPE"]],
  [
    "for a purpose that statute settles",
    "purpose: CRIME_PREVENTION",
    ["standingDeterminations.0.purpose NO_EFFECT", "standingDeterminations.0.purpose OUT_OF_SCOPE"],
  ],
  ["reviewed before it was made", "reviewBy: 2026-01-01", ["standingDeterminations.0.reviewBy REVIEW_OUTSIDE_WINDOW"]],
])("a standing determination %s", (_what, said, expected) => {
  const [key] = said.split(":") as [string];
  expect(
    codes(DRAFT.replace(new RegExp(`${key}: [\\w-]+(?=[,} ])`, "g"), (it) => (it.startsWith(key) ? said : it))).sort(),
  ).toEqual(expected);
});
test("a standing determination made twice", () => {
  const twice = DRAFT.replace(
    "breakGlass",
    "  - { purpose: EARLY_HELP, category: [attendance], madeBy: [SCHOOL], madeAt: 2026-10-01, reviewBy: 2027-10-01 }\nbreakGlass",
  );
  expect(codes(twice)).toEqual(["standingDeterminations.1 DUPLICATE"]);
});
test("one agency alone agrees with nobody", () => {
  expect(codes(edited(edited(DRAFT, "sources", "[HOUSING]"), "recipients", "[HOUSING]"))).toContain(
    "recipients NO_FLOW",
  );
});

test("any of them together: all are told, each on a line where it stands", () => {
  const lines = [...new Set(MISTAKES.map((it) => it.line))];
  // faults that take others along, or away, are tried alone
  const alone = new Set([
    "sources",
    "recipients",
    "purposes",
    "roles",
    "breakGlass",
    "  attendance",
    "validTo",
    "reviewDue",
  ]);
  fc.assert(
    fc.property(
      fc.subarray(
        lines.filter((it) => !alone.has(it)),
        { minLength: 1 },
      ),
      fc.nat(),
      (chosen, nth) => {
        const mistakes = chosen.map((line) => {
          const of = MISTAKES.filter((it) => it.line === line);
          return of[nth % of.length]!;
        });
        const text = mistakes.reduce((it, { line, becomes }) => edited(it, line, becomes), DRAFT);
        const found = faultsOf(text);
        const told = found.map((it) => `${it.path} ${it.code}`);
        expect([text, told.sort()]).toEqual([text, mistakes.flatMap((it) => it.told.split("|")).sort()]);
        for (const it of found) {
          const [, line] = /^line (\d+), column \d+: /.exec(it.message)!;
          const key = it.path.split(".").find((step) => !/^\d+$/.test(step) && text.includes(step));
          const near = text
            .split("\n")
            .slice(Number(line) - 1, Number(line) + 1)
            .join("\n");
          if (key && !it.code.startsWith("MISSING") && it.code !== "NO_POLICY_DOCUMENT")
            expect(near).toMatch(it.path.split(".").at(-1)!);
        }
      },
    ),
    { numRuns: proofSize(200, 5_000) },
  );
});

test("windows and versions of the same protocol", () => {
  const version = (n: number, status: KnownVersion["status"], from: string, to: string) => ({
    version: n,
    status,
    from: Date.parse(from),
    to: Date.parse(to),
  });
  const second = edited(DRAFT, "version", "2");
  expect(codes(second, [version(1, "ACTIVE", "2026-01-01", "2026-11-02")])).toEqual(["validFrom OVERLAPS"]);
  expect(codes(second, [version(1, "SUSPENDED", "2027-10-30", "2028-01-01")])).toEqual(["validFrom OVERLAPS"]);
  for (const status of ["DRAFT", "TERMINATED"] as const)
    expect(codes(second, [version(1, status, "2026-01-01", "2027-01-01")])).toEqual([]);
  // half-open: one may begin where the other ends
  expect(codes(second, [version(1, "ACTIVE", "2026-01-01", "2026-11-01")])).toEqual([]);
  expect(codes(`${second}supersedes: 1\n`, [version(1, "ACTIVE", "2026-01-01", "2026-12-01")])).toEqual([]);
  expect(codes(`${second}supersedes: 1\n`, [version(1, "DRAFT", "2026-01-01", "2026-12-01")])).toEqual([
    "supersedes NOT_IN_FORCE",
  ]);
  expect(codes(DRAFT, [version(1, "TERMINATED", "2026-01-01", "2026-12-01")])).toEqual([
    "version NOT_THE_NEXT_VERSION",
  ]);
});

test.each<[string, string, string]>([
  ["nothing", "", "NOT_A_PROTOCOL"],
  ["a list", "- a\n- b", "NOT_A_PROTOCOL"],
  ["a word", "protocol", "NOT_A_PROTOCOL"],
  ["brackets", "[".repeat(50_000), "NOT_YAML"],
  ["one inside the other for ever", "{a: ".repeat(10_000), "NOT_YAML"],
  ["an open quote", 'id: "ISA', "NOT_YAML"],
  ["a tab", "categories:\n\ttenancy:", "NOT_YAML"],
  ["two documents", `${DRAFT}---\n${DRAFT}`, "NOT_YAML"],
  ["a reference", "id: &x ISA\ntitle: *x", "ALIAS"],
  [
    "a billion laughs",
    `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
      .split("")
      .map((it, i) => `${it}: &${it} [${Array(9).fill(`*${"abcdefg"[i]!}`).join()}]`)
      .join("\n")}`,
    "ALIAS",
  ],
  ["a foreign tag", "id: !!js/function 'x'", "NOT_YAML"],
  ["a megabyte", `title: ${"x".repeat(70_000)}`, "TOO_LONG"],
  ["the prototype", '{"__proto__": {"id": "ISA-X"}}', "MISSING"],
])("no YAML of a protocol: %s", (_what, text, code) => {
  const found = faultsOf(text);
  expect(found.map((it) => it.code)).toContain(code);
  expect(found.length).toBeLessThan(100);
});

test("any text is answered with faults or a document, and never with an accident", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.json(),
        fc.array(fc.constantFrom(...DRAFT.split("\n"), "  -", "? x", "|", "...")).map((it) => it.join("\n")),
      ),
      (text) => {
        const { document, faults } = checkProtocolText(text, hub());
        expect((document === null) === faults.length > 0).toBe(true);
        for (const it of faults) expect(it.message).toMatch(/^line [1-9]\d*, column [1-9]\d*: \S/);
      },
    ),
    { numRuns: proofSize(500, 20_000) },
  );
});

test("a word with a slip is recognised", () => {
  const lists: readonly (readonly string[])[] = [Object.keys(CATEGORIES), PURPOSES, ROLES];
  const all = lists.flat();
  fc.assert(
    fc.property(
      fc.constantFrom(...all.filter((it) => it.length > 4)),
      fc.nat(),
      fc.constantFrom("drop", "swap", "double", "case"),
      (word, n, slip) => {
        const i = 1 + (n % (word.length - 2));
        const [a, b] = [word.slice(0, i), word.slice(i)];
        const wrong = {
          drop: a.slice(0, -1) + b,
          swap: a.slice(0, -1) + b[0]! + a.at(-1)! + b.slice(1),
          double: a + a.at(-1)! + b,
          case: word.toLowerCase(),
        }[slip];
        expect(
          nearest(
            wrong,
            lists.find((it) => it.includes(word))!,
          ),
        ).toBe(word);
      },
    ),
    { numRuns: proofSize(300, 3_000) },
  );
  expect(nearest("shoe-size", Object.keys(CATEGORIES))).toBeNull();
});

test("the exchange shape, in full words, compiles to the same rules", () => {
  for (const file of PROTOCOLS) {
    const words = parse(stringify({ ...inFullWords(file) })) as object;
    const read = readStored(
      { title: "x", reviewDue: file.to, onwardSharing: "x", retention: "x", ...words },
      file.version,
      "ACTIVE",
      [],
    );
    const terse = toProtocol(file);
    expect(changesBetween(new Reach(terse, agencies), new Reach(read, agencies), agencies)).toEqual([]);
    const [a, b] = [terse, read].map(
      (it) =>
        compileRulebook(1, [asIfInForce(it)], []).flows(
          file.sources[0]!,
          file.recipients.find((one) => one !== file.sources[0])!,
        )[0]!,
    );
    expect({
      ...b,
      protocol: null,
      terms: null,
      standing: [...b!.standing].map(([key, its]) => [key, [...its.keys()]]),
    }).toEqual({
      ...a,
      protocol: null,
      terms: null,
      standing: [...a!.standing].map(([key, its]) => [key, [...its.keys()]]),
    });
  }
});
