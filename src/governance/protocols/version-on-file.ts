/** The versions of one protocol, held still while one of them takes a step: of two steps at once one comes first. */
import { Refusal } from "../../gateway/faults";
import type { RequestContext } from "../../identity/request-context";
import type { Protocol } from "../../sharing/rulebook";
import { readStored } from "./stored-protocol";
import { isProtocolId, partiesOf } from "./protocol-document";
import type { Transaction } from "./governors";

export interface VersionRef {
  readonly id: string;
  readonly version: number;
}

export interface VersionOnFile {
  readonly version: number;
  readonly status: Protocol["status"];
  readonly document: unknown;
  /** Signatures left out. */
  readonly protocol: Protocol;
  readonly parties: readonly string[];
}

type Row = Pick<VersionOnFile, "version" | "status" | "document">;

export const toVersion = (row: Row): VersionOnFile => {
  const protocol = readStored(row.document, row.version, row.status, []);
  return { ...row, protocol, parties: partiesOf(protocol) };
};

/** Whoever comes later waits here, and then sees what the earlier one did. */
export async function holdVersions(manager: Transaction, id: string): Promise<readonly VersionOnFile[]> {
  if (!isProtocolId(id)) return [];
  const rows = await manager.query<Row[]>(
    "SELECT version, status, document FROM protocol WHERE id = $1 ORDER BY version FOR UPDATE",
    [id],
  );
  return rows.map(toVersion);
}

/** @throws Refusal where there is none that binds the caller's agency: unknown and not yours are one answer */
export function ownVersion(
  versions: readonly VersionOnFile[],
  version: number,
  { viewer }: RequestContext,
): VersionOnFile {
  const found = versions.find((it) => it.version === version && it.parties.includes(viewer.agencyId));
  if (found) return found;
  throw new Refusal([{ path: "id", code: "UNKNOWN_PROTOCOL", message: "no such protocol that binds your agency" }]);
}

export async function setStatus(
  manager: Transaction,
  id: string,
  version: number,
  status: Protocol["status"],
): Promise<void> {
  await manager.query("UPDATE protocol SET status = $3 WHERE id = $1 AND version = $2", [id, version, status]);
}
