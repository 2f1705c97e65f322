/** What stands between a draft and being in force. */
import type { JWK } from "jose";
import type { Fault } from "../../gateway/faults";
import type { RequestContext } from "../../identity/request-context";
import { londonDate } from "../../people/london-time";
import type { Transaction } from "./governors";
import { overlapping } from "./hub-faults";
import { signaturesThatCount } from "./signatures-that-count";
import type { VersionOnFile } from "./version-on-file";

interface SignatureRow {
  readonly agency: string;
  readonly signedAt: number;
  readonly jws: string | null;
  readonly jwk: JWK | null;
}

export async function signatoriesOf(
  manager: Transaction,
  id: string,
  { version, document }: Pick<VersionOnFile, "version" | "document">,
): Promise<ReadonlySet<string>> {
  const rows = await manager.query<SignatureRow[]>(
    `SELECT agency_id AS agency, (extract(epoch FROM signed_at) * 1000)::float8 AS "signedAt", jws, public_jwk AS jwk
     FROM protocol_signature WHERE protocol_id = $1 AND protocol_version = $2`,
    [id, version],
  );
  return new Set((await signaturesThatCount(document, rows)).map((it) => it.agency));
}

/** Every fault; and the versions that would make room. */
export async function notReady(
  manager: Transaction,
  it: VersionOnFile,
  versions: readonly VersionOnFile[],
  without: readonly string[],
  { at, viewer }: RequestContext,
): Promise<{ faults: Fault[]; superseded: VersionOnFile[] }> {
  const { id, sources, recipients, from, to } = it.protocol;
  const faults: Fault[] = [];
  const say = (path: string, code: string, message: string) => faults.push({ path, code, message });
  if (it.status !== "DRAFT") say("version", "NOT_A_DRAFT", `it is ${it.status.toLowerCase()}`);
  if (to <= at) say("version", "IN_THE_PAST", "its time is over; draft a new version");

  const signed = await signatoriesOf(manager, id, it);
  const flows = sources.some(
    (source) => signed.has(source) && recipients.some((one) => one !== source && signed.has(one)),
  );
  if (!flows) {
    const waited = it.parties.filter((one) => !signed.has(one)).join(", ");
    say("version", "NOT_SIGNED", `no source and recipient have both signed; not signed: ${waited || "nobody"}`);
  }

  const { supersedes } = it.document as { supersedes?: number };
  const standing = versions.filter((one) => one !== it && (one.status === "ACTIVE" || one.status === "SUSPENDED"));
  const superseded = overlapping(
    standing.map((one) => ({ one, ...one.protocol })),
    from,
    to,
  ).map(({ one }) => one);
  for (const one of superseded) {
    if (one.version !== supersedes) {
      say("version", "OVERLAPS", `version ${one.version} is in force in this time, and this one does not supersede it`);
      continue;
    }
    if (at < from) {
      say("version", "LEAVES_A_GAP", `activate it from ${londonDate(from)} on: until then nothing would be in force`);
    }
    const others = await othersWhoSuspended(manager, id, one.version, viewer.agencyId);
    if (others.length > 0) {
      say(
        "version",
        "SUSPENDED",
        `version ${one.version} is suspended by ${others.join(", ")}; a new one is no way round it`,
      );
    }
    const leaving = [...(await signatoriesOf(manager, id, one))].filter((agency) => !signed.has(agency)).sort();
    for (const agency of leaving.filter((name) => !without.includes(name))) {
      const message = `${agency} signed version ${one.version} and has not signed this one: its flows would close. Wait for it, or name it here`;
      say("without", "WOULD_CLOSE", message);
    }
  }
  return { faults, superseded };
}

async function othersWhoSuspended(manager: Transaction, id: string, version: number, own: string): Promise<string[]> {
  const rows = await manager.query<{ agency_id: string }[]>(
    `SELECT agency_id FROM protocol_suspension
     WHERE protocol_id = $1 AND protocol_version = $2 AND agency_id <> $3 AND lifted_at IS NULL ORDER BY agency_id`,
    [id, version, own],
  );
  return rows.map((it) => it.agency_id);
}
