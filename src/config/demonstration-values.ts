/** What the demonstration has where a gateway with real people must be told. */
import { createHash } from "node:crypto";
import path from "node:path";
import { signerOf } from "../audit/proof/signed-note";

/** Published on purpose: it protects invented people only, and makes the ids in README the same everywhere. */
export const demonstrationKey = (use: string): Uint8Array =>
  new Uint8Array(createHash("sha256").update(`family record demonstration: ${use}`).digest());

/** Beside the embedded server's data; for a database of one's own a folder of its own, lest one is taken for another. */
export function demonstrationDirectory(dataDir: string, databaseUrl: string | undefined): string {
  const directory = `${dataDir}-checkpoints`;
  if (databaseUrl === undefined) return directory;
  const withoutUser = databaseUrl.replace(/\/\/[^/]*@/, "//");
  return path.join(directory, createHash("sha256").update(withoutUser).digest("hex").slice(0, 12));
}

export const demonstrationSigner = () =>
  signerOf("demonstration.invalid/family-record", demonstrationKey("checkpoints"));
