/** The house: imports point left only, the rules are pure, no path leads in a circle. */
import fs from "node:fs";
import path from "node:path";

const SRC = path.join(__dirname, "../src");

/** From left to right; a folder may import itself and anything to its left, and peers of one row where no circle forms. */
const ROWS: readonly (readonly string[])[] = [
  ["sharing"],
  ["sources"],
  ["gateway"],
  ["remote"],
  ["notifications", "jobs"],
  ["identity", "people", "governance", "audit"],
  ["partners", "record"],
  ["subgraph"],
  ["hub"],
  ["resolvers"],
  ["schema", "http", "partner-schemas"],
  ["database", "config", "wiring"],
  ["demonstration", "explorer", "load", "generate", "kit"],
  ["main", "commands"],
];
/** What only main, commands and the wiring may reach for; everything else is handed in. */
const HANDED_IN = new Set(["database", "config"]);

const files = fs
  .readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((it) => it.endsWith(".ts"))
  .map((it) => it.replaceAll(path.sep, "/"));

const placeOf = (file: string): string => {
  const [head = "", ...rest] = file.split("/");
  return rest.length > 0 ? head : head.replace(/\.ts$/, "");
};
const rowOf = (place: string): number => ROWS.findIndex((row) => row.includes(place));

const importsOf = (file: string): { target: string; typeOnly: boolean }[] => {
  const text = fs.readFileSync(path.join(SRC, file), "utf8");
  return [...text.matchAll(/(?:^|\n)(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"/g)].map(
    ([, typeOnly, target]) => ({
      typeOnly: typeOnly !== undefined,
      target: target!,
    }),
  );
};

/** The file that a relative import means, relative to src; null for a package, and for ormconfig and migrations. */
function resolve(file: string, target: string): string | null {
  if (!target.startsWith(".")) return null;
  const to = path.posix.join(path.posix.dirname(file), target);
  return [`${to}.ts`, `${to}/index.ts`].find((it) => files.includes(it)) ?? null;
}

test("every file has its place in a row", () => {
  expect(files.filter((it) => rowOf(placeOf(it)) === -1)).toEqual([]);
});

test("imports point left only", () => {
  const wrong = files.flatMap((file) =>
    importsOf(file).flatMap(({ target }) => {
      const to = resolve(file, target);
      return to && rowOf(placeOf(to)) > rowOf(placeOf(file)) ? [`${file} → ${to}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test("configuration and database are handed in", () => {
  const users = files.filter((file) =>
    importsOf(file).some(
      ({ target }) => HANDED_IN.has(placeOf(resolve(file, target) ?? "")) && !HANDED_IN.has(placeOf(file)),
    ),
  );
  const allowed = users.filter((it) => /^(main|wiring\/.*|commands\/.*|demonstration\/welcome)\.ts$/.test(it));
  expect(users).toEqual(allowed);
});

test("partners never import one another", () => {
  const partnerOf = (file: string) => /^partners\/([^/]+)\//.exec(file)?.[1];
  const wrong = files.flatMap((file) =>
    importsOf(file).flatMap(({ target }) => {
      const [from, to] = [partnerOf(file), partnerOf(resolve(file, target) ?? "")];
      return from && to && from !== to ? [`${file} → ${target}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test("no circle of imports, types aside", () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file].join(" → "));
    if (done.has(file) || above.includes(file)) return;
    for (const { target, typeOnly } of importsOf(file)) {
      const to = typeOnly ? null : resolve(file, target);
      if (to) walk(to, [...above, file]);
    }
    done.add(file);
  };
  for (const file of files) walk(file, []);
  expect(circles).toEqual([]);
});

describe("sharing/", () => {
  const pure = files.filter((it) => it.startsWith("sharing/"));
  it.each(pure)("%s imports nothing, awaits nothing, knows no clock", (file) => {
    expect(importsOf(file).filter(({ target }) => !target.startsWith("./"))).toEqual([]);
    const code = fs.readFileSync(path.join(SRC, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect(code).not.toMatch(
      /\basync\b|\bawait\b|Promise|Date\.now|new Date\(\)|Math\.random|\bprocess\b|\bconsole\b|performance/,
    );
  });
});

test("time comes in as an argument: nothing but the process's edge reads the clock", () => {
  const readers = files.filter((it) =>
    /Date\.now\b|new Date\(\)/.test(
      fs.readFileSync(path.join(SRC, it), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""),
    ),
  );
  expect(
    readers.filter(
      (it) => !/^(main|wiring\/.*|demonstration\/clock|commands\/.*|database\/.*|load\/.*)\.ts$|^database\//.test(it),
    ),
  ).toEqual([]);
});
