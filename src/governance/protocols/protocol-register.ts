/** The protocols that bind the caller's agency, for those who govern, manage or audit there. */
import type { JWK } from "jose";
import type { Pool } from "pg";
import { stringify } from "yaml";
import type { RequestContext } from "../../identity/request-context";
import { londonInstant } from "../../people/london-time";
import type { Protocol } from "../../sharing/rulebook";
import { canonicalForm, digestOf } from "./canonical-form";
import { binds, READERS } from "./governors";
import { isProtocolId, partiesOf } from "./protocol-document";
import type { ProtocolHistory, ProtocolToSign, ProtocolVersion } from "./protocol.type";
import type { VersionRef } from "./version-on-file";
import { signaturesThatCount } from "./signatures-that-count";
import { inFullWords, readStored } from "./stored-protocol";
import { warningsOf } from "./warnings";

interface Row extends VersionRef {
  readonly status: Protocol["status"];
  readonly document: unknown;
  readonly text: string | null;
  readonly signatures: readonly {
    readonly agency: string;
    readonly signedAt: number;
    readonly jws: string | null;
    readonly jwk: JWK | null;
    readonly by: string | null;
  }[];
  readonly suspendedBy: string[];
  readonly events: readonly (Omit<ProtocolHistory, "at"> & { readonly at: string })[];
}

/** $1 agency, $2 user, $3 role: active; then what is looked for. */
const READ = `
  SELECT p.id, p.version, p.status, p.document, d.text,
    coalesce((SELECT json_agg(json_build_object('agency', s.agency_id, 'jws', s.jws, 'jwk', s.public_jwk,
        'signedAt', (extract(epoch FROM s.signed_at) * 1000)::float8, 'by', g.name || ', ' || g.position))
      FROM protocol_signature s LEFT JOIN signatory g ON g.id = s.signatory_id
      WHERE s.protocol_id = p.id AND s.protocol_version = p.version), '[]'::json) AS signatures,
    coalesce((SELECT json_agg(x.agency_id ORDER BY x.agency_id) FROM protocol_suspension x
      WHERE x.protocol_id = p.id AND x.protocol_version = p.version AND x.lifted_at IS NULL), '[]'::json) AS "suspendedBy",
    coalesce((SELECT json_agg(json_build_object('at', e.at, 'event', e.event, 'agency', e.agency_id,
        'by', u.display_name, 'reason', e.reason) ORDER BY e.seq)
      FROM protocol_event e LEFT JOIN app_user u ON u.id = e.user_id
      WHERE e.protocol_id = p.id AND e.protocol_version = p.version), '[]'::json) AS events
  FROM protocol p LEFT JOIN protocol_draft d ON d.protocol_id = p.id AND d.protocol_version = p.version
  WHERE ${binds("$1")} AND EXISTS (
    SELECT FROM app_user u JOIN agency a ON a.id = u.agency_id
    WHERE u.id = $2 AND u.agency_id = $1 AND u.active AND a.active AND $3 = ANY (u.roles))`;

export class ProtocolRegister {
  constructor(private readonly pool: Pool) {}

  async all(status: Protocol["status"] | null, request: RequestContext): Promise<ProtocolVersion[]> {
    const rows = await this.read("AND ($4::text IS NULL OR p.status = $4)", [status], request);
    return Promise.all(rows.map((it) => toVersion(it, request.at)));
  }

  /** Without a version, the one in force, or else the latest. Null for unknown and not yours alike. */
  async one(id: string, version: number | null, request: RequestContext): Promise<ProtocolVersion | null> {
    const row = await this.find(id, version, request);
    return row && toVersion(row, request.at);
  }

  async toSign(id: string, version: number, request: RequestContext): Promise<ProtocolToSign | null> {
    const row = await this.find(id, version, request);
    if (!row) return null;
    const canonical = canonicalForm(row.document);
    return { canonical, digest: digestOf(canonical) };
  }

  /** The document as the rules read it; null for unknown and not yours alike. */
  async document(ref: VersionRef, request: RequestContext): Promise<Protocol | null> {
    const row = await this.find(ref.id, ref.version, request);
    return row && readStored(row.document, row.version, row.status, []);
  }

  private async find(id: string, version: number | null, request: RequestContext): Promise<Row | null> {
    if (!isProtocolId(id)) return null;
    const rows = await this.read("AND p.id = $4 AND ($5::int IS NULL OR p.version = $5)", [id, version], request);
    return rows.find((it) => it.status === "ACTIVE" || it.status === "SUSPENDED") ?? rows.at(-1) ?? null;
  }

  private async read(where: string, values: readonly unknown[], { viewer }: RequestContext): Promise<Row[]> {
    if (!READERS.includes(viewer.role)) return [];
    const { rows } = await this.pool.query<Row>(`${READ} ${where} ORDER BY p.id, p.version`, [
      viewer.agencyId,
      viewer.userId,
      viewer.role,
      ...values,
    ]);
    return rows;
  }
}

async function toVersion(row: Row, at: number): Promise<ProtocolVersion> {
  const protocol = readStored(row.document, row.version, row.status, []);
  const words = inFullWords(row.document);
  const counting = new Set((await signaturesThatCount(row.document, row.signatures)).map((it) => it.agency));
  const parties = partiesOf(protocol).map((agency) => {
    const signature = row.signatures.find((it) => it.agency === agency && counting.has(agency));
    return {
      agency,
      isSource: protocol.sources.includes(agency),
      isRecipient: protocol.recipients.includes(agency),
      signedAt: signature ? new Date(signature.signedAt) : null,
      signedBy: signature?.by ?? null,
      signature: signature?.jws ?? null,
    };
  });
  const broken = row.signatures.filter((it) => !counting.has(it.agency)).map((it) => it.agency);
  return {
    id: row.id,
    version: row.version,
    title: words.title ?? null,
    status: row.status,
    text: row.text ?? stringify(words, { lineWidth: 120, nullStr: "" }),
    validFrom: new Date(protocol.from),
    validTo: new Date(protocol.to),
    reviewDue: words.reviewDue === undefined ? null : new Date(londonInstant(words.reviewDue)),
    parties,
    suspendedBy: row.suspendedBy,
    events: row.events.map((it) => ({ ...it, at: new Date(it.at) })),
    warnings: warningsOf({ words, status: row.status, at, parties, broken }),
  };
}
