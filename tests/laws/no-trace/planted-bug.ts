/**
 * Plants one bug in a gateway process: where the file is read, one exact string of it is another. Loaded before the
 * program (`-r`), told by PLANTED_BUG; a string that is not there, or is there twice, stops the process, so that no bug
 * is thought found that was never planted.
 */
import fs from "node:fs";
import path from "node:path";

export interface PlantedBug {
  /** Below src/. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

const told = process.env["PLANTED_BUG"];
if (told) plant(JSON.parse(told) as PlantedBug);

function plant({ file, find, put }: PlantedBug): void {
  const target = path.join(__dirname, "..", "..", "..", "src", file);
  const read = fs.readFileSync;
  fs.readFileSync = ((name: fs.PathOrFileDescriptor, options?: BufferEncoding) => {
    const content = read(name, options);
    if (name !== target || typeof content !== "string") return content;
    const parts = content.split(find);
    if (parts.length !== 2) throw new Error(`planted bug: ${parts.length - 1} places for it in ${file}`);
    return parts.join(put);
  }) as typeof fs.readFileSync;
}
