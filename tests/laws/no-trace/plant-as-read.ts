/**
 * Plants one bug in a gateway process, where the file is read. Loaded before the program (`-r`), told by PLANTED_BUG; a
 * bug that cannot be planted stops the process.
 */
import fs from "node:fs";
import path from "node:path";
import { SRC, withBug, type PlantedBug } from "../planted-bug";

const told = process.env["PLANTED_BUG"];
if (told) plant(JSON.parse(told) as PlantedBug);

function plant(bug: PlantedBug): void {
  const target = path.join(SRC, bug.file);
  const read = fs.readFileSync;
  fs.readFileSync = ((name: fs.PathOrFileDescriptor, options?: BufferEncoding) => {
    const content = read(name, options);
    return name === target && typeof content === "string" ? withBug(content, bug) : content;
  }) as typeof fs.readFileSync;
}
