/** A runnable starter subgraph under a partner's own name: the example of `docs/examples/starter`, with its names put in. */
import fs from "node:fs";
import path from "node:path";

/** From here and from `dist/` alike. */
export const STARTER = ["docs/examples/starter", "../docs/examples/starter"]
  .map((it) => path.join(__dirname, "../..", it))
  .find((it) => fs.existsSync(it));
const LEFT_OUT = new Set(["dist", "node_modules", "package-lock.json"]);

export class CannotMake extends Error {}

/**
 * @param name such as `youth-justice`
 * @returns the files, as they were written, from `folder`
 * @throws CannotMake
 */
export function newPartner(name: string, folder: string): readonly string[] {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) || name.length > 40)
    throw new CannotMake("a name in small letters, digits and single hyphens, such as youth-justice");
  if (name === "starter") throw new CannotMake("a name of your own");
  if (!STARTER) throw new CannotMake("docs/examples/starter is missing from this copy");
  if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0) throw new CannotMake(`${folder} is not empty`);
  const words = name.split("-");
  const pascal = words.map((it) => it[0]!.toUpperCase() + it.slice(1)).join("");
  const camel = pascal[0]!.toLowerCase() + pascal.slice(1);
  const files = filesIn(STARTER);
  for (const file of files) {
    const isPackage = file === "package.json";
    const text = fs
      .readFileSync(path.join(STARTER, file), "utf8")
      .replaceAll(
        "Starter",
        file.endsWith(".graphql") ? pascal : words.map((it) => it[0]!.toUpperCase() + it.slice(1)).join(" "),
      )
      .replaceAll("starter", isPackage ? name : camel);
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  return files;
}

const filesIn = (folder: string, below = ""): string[] =>
  fs
    .readdirSync(path.join(folder, below), { withFileTypes: true })
    .filter((it) => !LEFT_OUT.has(it.name))
    .flatMap((it) => (it.isDirectory() ? filesIn(folder, path.join(below, it.name)) : [path.join(below, it.name)]))
    .sort();
