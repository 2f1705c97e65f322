/**
 * npm run schema [-- --check]
 *
 * Writes schema/schema.graphql and schema/sharing.md from the declarations in the code. With --check it writes nothing
 * and exits 1, naming each file that differs. Exits 2 where it cannot do either. Needs no database.
 */
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { lexicographicSortSchema } from "graphql";
import { sharingTable } from "../gateway/sharing-table";
import { buildGatewaySchema } from "../schema";

/** Where the emitted files stand, from the root of the repository. */
export const SCHEMA_FOLDER = "schema";

/** @returns the text of each emitted file, by its name */
export async function emitSchemaFiles(): Promise<ReadonlyMap<string, string>> {
  // nothing is resolved here, so no resolver needs an instance
  const { schema, catalogue } = await buildGatewaySchema(() => null);
  return new Map([
    ["schema.graphql", `${printSchemaWithDirectives(lexicographicSortSchema(schema)).trimEnd()}\n`],
    ["sharing.md", `${sharingTable(schema, catalogue).trimEnd()}\n`],
  ]);
}

/** @returns the exit code */
export async function writeSchema(
  args: readonly string[],
  folder: string,
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...args], options: { check: { type: "boolean" } } });
    const drifted = [...(await emitSchemaFiles())]
      .map(([name, text]) => ({ file: path.join(folder, name), text }))
      .filter(({ file, text }) => readOrNull(file) !== text);
    if (values.check) return report(drifted, print, complain);
    fs.mkdirSync(folder, { recursive: true });
    for (const { file, text } of drifted) {
      fs.writeFileSync(file, text);
      print(`${file}: written`);
    }
    if (drifted.length === 0) print(`${folder}: up to date`);
    return 0;
  } catch (error) {
    complain((error as Error).message);
    return 2;
  }
}

function report(
  drifted: readonly { readonly file: string }[],
  print: (line: string) => void,
  complain: (line: string) => void,
): number {
  for (const { file } of drifted)
    complain(`${file}: differs from the code; run npm run schema and read the difference`);
  if (drifted.length > 0) return 1;
  print("up to date");
  return 0;
}

function readOrNull(file: string): string | null {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

if (require.main === module) {
  void writeSchema(
    process.argv.slice(2),
    SCHEMA_FOLDER,
    (line) => console.log(line),
    (line) => console.error(line),
  ).then((code) => {
    process.exitCode = code;
  });
}
