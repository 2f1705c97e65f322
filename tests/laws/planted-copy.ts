/** The gateway with a bug planted in it, in this process: all of `src` loaded afresh with one file edited. */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { transformSync } from "@swc/core";
import type { createGateway } from "../../src/wiring/gateway";
import { SRC, withBug, type PlantedBug } from "./planted-bug";

const ROOT = path.join(__dirname, "../..");
const packages = createRequire(__filename);

/** Wires a gateway from `src` with the bug in it. Ask it one thing at a time, and no other gateway meanwhile. */
export const gatewayWith =
  (bug: PlantedBug): typeof createGateway =>
  (parts) =>
    withOwnWords(async (original) => {
      const wiring = srcWith(bug)("wiring/gateway") as { createGateway: typeof createGateway };
      const gateway = await wiring.createGateway(parts);
      const own = words.TypeGraphQLMetadataStorage;
      gateway.http.prependListener("request", (_, response) => {
        words.TypeGraphQLMetadataStorage = own;
        response.once("close", () => (words.TypeGraphQLMetadataStorage = original));
      });
      return gateway;
    });

/**
 * type-graphql keeps what all decorators said in one global and looks arguments' classes up there with every request;
 * the decorators of a copy say it all again, about classes of their own.
 */
const words = global as { TypeGraphQLMetadataStorage?: unknown };

/** Loads and builds a copy of `src` apart from what the test itself has loaded. */
export async function withOwnWords<T>(work: (original: unknown) => Promise<T>): Promise<T> {
  const original = words.TypeGraphQLMetadataStorage;
  delete words.TypeGraphQLMetadataStorage;
  try {
    return await work(original);
  } finally {
    words.TypeGraphQLMetadataStorage = original;
  }
}

/** @returns a module of `src` with the bug in it, by its path below `src` */
export const srcWith = (bug: PlantedBug): ((module: string) => unknown) => {
  const load = copyOfSrc(bug);
  return (module) => load(path.join(SRC, module));
};

/** @returns a `require` for absolute paths below `src`; packages are those of the test itself */
function copyOfSrc(bug: PlantedBug): (id: string) => unknown {
  const loaded = new Map<string, { exports: unknown }>();
  const load = (id: string): unknown => {
    const file = [`${id}.ts`, path.join(id, "index.ts"), id].find((it) => fs.existsSync(it))!;
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const requireFrom = (wanted: string): unknown =>
      wanted.startsWith(".") ? load(path.join(path.dirname(file), wanted)) : packages(wanted);
    const code = path.relative(SRC, file) === bug.file ? compile(file, withBug(read(file), bug)) : compiled(file);
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a module is a function of these
    (new Function("exports", "require", "module", code) as (...args: unknown[]) => void)(
      module.exports,
      requireFrom,
      module,
    );
    return module.exports;
  };
  return load;
}

const cache = new Map<string, string>();
function compiled(file: string): string {
  const code =
    cache.get(file) ?? (file.endsWith(".json") ? `module.exports = ${read(file)}` : compile(file, read(file)));
  cache.set(file, code);
  return code;
}
const read = (file: string): string => fs.readFileSync(file, "utf8");
const compile = (filename: string, text: string): string =>
  transformSync(text, { filename, cwd: ROOT, swcrc: true, sourceMaps: false }).code;
