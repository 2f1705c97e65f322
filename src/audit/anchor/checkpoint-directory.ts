/**
 * Checkpoints where the database cannot reach them: `latest`, replaced whole, and `history`, to which each is added. Both
 * are on the disk before a checkpoint counts.
 */
import fs from "node:fs/promises";
import path from "node:path";
import { notesIn, type Checkpoint } from "../proof/checkpoint";

const LATEST = "latest";
const HISTORY = "history";

export class CheckpointDirectory {
  constructor(private readonly directory: string) {}

  /** The newest note; null where there is none yet. */
  async latest(): Promise<string | null> {
    const latest = await readOrNull(path.join(this.directory, LATEST));
    if (latest !== null) return latest;
    return notesIn((await readOrNull(path.join(this.directory, HISTORY))) ?? "").at(-1) ?? null;
  }

  /** History first: a stop in between leaves a `latest` that is older, and true. */
  async write({ note }: Checkpoint): Promise<void> {
    await fs.mkdir(this.directory, { recursive: true });
    const history = path.join(this.directory, HISTORY);
    // what an earlier stop cut off stays, on lines of its own
    await writeSynced(history, "a", `${note}\n`, await needsLineEnd(history));
    const draft = path.join(this.directory, `.${LATEST}.${process.pid}`);
    await writeSynced(draft, "w", note);
    await fs.rename(draft, path.join(this.directory, LATEST));
    const directory = await fs.open(this.directory, "r");
    await directory.sync().finally(() => directory.close());
  }
}

async function writeSynced(file: string, flags: "a" | "w", text: string, lineEnd = false): Promise<void> {
  const handle = await fs.open(file, flags, 0o644);
  try {
    await handle.writeFile(lineEnd ? `\n\n${text}` : text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Does the file end in the middle of a checkpoint? */
async function needsLineEnd(file: string): Promise<boolean> {
  const handle = await fs.open(file, "a+");
  try {
    const { size } = await handle.stat();
    const end = Buffer.alloc(Math.min(2, size));
    await handle.read(end, 0, end.length, size - end.length);
    return size > 0 && end.toString() !== "\n\n";
  } finally {
    await handle.close();
  }
}

async function readOrNull(file: string): Promise<string | null> {
  try {
    return await fs.readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
