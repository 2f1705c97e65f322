/** The agencies, protocols and law of this hub, compiled and kept until their version moves. */
import type { Pool } from "pg";
import type { LegalBasis } from "../gateway/release-decision.type";
import { londonInstant } from "../people/london-time";
import type { Party } from "../sharing/evidence";
import { compileRulebook, type LawInForce, type Protocol, type Rulebook } from "../sharing/rulebook";
import type { AgencyKind, Category, PermitReason } from "../sharing/vocabulary";
import { signaturesThatCount, type SignatureOnFile } from "./protocols/signatures-that-count";
import { readStored } from "./protocols/stored-protocol";

export interface HubAgency extends Party {
  readonly name: string;
  readonly authority: string | null;
  readonly active: boolean;
  readonly categories: ReadonlySet<Category>;
  readonly safeguardingContact: string | null;
}

export interface LawText extends LawInForce, Omit<LegalBasis, "protocol"> {}

export interface Hub {
  readonly rulebook: Rulebook;
  /** Those that the rulebook was compiled from: active, with the signatures that count. */
  readonly protocols: readonly Protocol[];
  readonly agencies: ReadonlyMap<string, HubAgency>;
  readonly law: readonly LawText[];
  /** What all of it was seen in: PostgreSQL's own text of a snapshot. */
  readonly snapshot: string;
}

interface Rows {
  version: string;
  snapshot: string;
  agencies: {
    id: string;
    name: string;
    kind: AgencyKind;
    authority: string | null;
    active: boolean;
    categories: Category[];
    listed_in_16la: boolean;
    public_authority: boolean;
    safeguarding_contact: string | null;
  }[];
  protocols: {
    document: unknown;
    version: number;
    status: Protocol["status"];
    signatures: SignatureOnFile[] | null;
  }[];
  law: {
    reason: PermitReason;
    valid_from: string;
    valid_to: string | null;
    statute: string;
    article6: string;
    article9_and_10: string;
    confidentiality: string;
  }[];
}

/** One statement, so that all of it is of one version. A protocol that is not active binds nobody. @param of where a table is read */
const read = (version: string, snapshot: string, of: (table: string) => string) => `
  SELECT ${version} AS version, ${snapshot} AS snapshot,
    (SELECT json_agg(a) FROM ${of("agency")} a) AS agencies,
    (SELECT json_agg(json_build_object('document', p.document, 'version', p.version, 'status', p.status, 'signatures',
       (SELECT json_agg(json_build_object('agency', s.agency_id, 'jws', s.jws, 'jwk', s.public_jwk,
                                          'signedAt', (extract(epoch FROM s.signed_at) * 1000)::float8))
        FROM ${of("protocol_signature")} s WHERE s.protocol_id = p.id AND s.protocol_version = p.version)))
     FROM ${of("protocol")} p WHERE p.status = 'ACTIVE') AS protocols,
    (SELECT json_agg(l) FROM ${of("law")} l) AS law`;
const READ = read("(SELECT version FROM rulebook_head)", "pg_current_snapshot()::text", (table) => table);
const READ_AS_IT_STOOD = read("$2::bigint", "$1::text", (table) => `${table}_as_of($1::text::pg_snapshot)`);

export class HubRepository {
  private current: Promise<Hub> | null = null;

  constructor(private readonly pool: Pool) {}

  /** The hub at `version` or later. Concurrent requests share one reading. */
  async at(version: number): Promise<Hub> {
    const known = this.current && (await this.current);
    if (known && known.rulebook.version >= version) return known;
    const reading = this.read();
    this.current = reading;
    reading.catch(() => {
      if (this.current === reading) this.current = null;
    });
    return reading;
  }

  /** The hub as it is now. */
  async latest(): Promise<Hub> {
    const { rows } = await this.pool.query<{ version: string }>("SELECT version FROM rulebook_head");
    return this.at(Number(rows[0]!.version));
  }

  /** The hub as it was seen in a snapshot; `version` is what it was called then. */
  async asItStood(snapshot: string, version: number): Promise<Hub> {
    const { rows } = await this.pool.query<Rows>(READ_AS_IT_STOOD, [snapshot, version]);
    return toHub(rows[0]!);
  }

  private async read(): Promise<Hub> {
    const { rows } = await this.pool.query<Rows>(READ);
    return toHub(rows[0]!);
  }
}

async function toHub(row: Rows): Promise<Hub> {
  const law = (row.law ?? []).map(toLaw);
  const protocols = await Promise.all((row.protocols ?? []).map(toSignedProtocol));
  return {
    rulebook: compileRulebook(Number(row.version), protocols, law),
    protocols,
    agencies: new Map((row.agencies ?? []).map((it) => [it.id, toAgency(it)])),
    law,
    snapshot: row.snapshot,
  };
}

async function toSignedProtocol({ document, version, status, signatures }: Rows["protocols"][number]) {
  return readStored(document, version, status, await signaturesThatCount(document, signatures ?? []));
}

const toAgency = (it: Rows["agencies"][number]): HubAgency => ({
  id: it.id,
  name: it.name,
  kind: it.kind,
  authority: it.authority,
  active: it.active,
  categories: new Set(it.categories),
  listedIn16LA: it.listed_in_16la,
  publicAuthority: it.public_authority,
  safeguardingContact: it.safeguarding_contact,
});

const toLaw = (it: Rows["law"][number]): LawText => ({
  reason: it.reason,
  from: londonInstant(it.valid_from),
  to: it.valid_to === null ? Infinity : londonInstant(it.valid_to),
  statute: it.statute,
  article6: it.article6,
  article9And10: it.article9_and_10,
  confidentiality: it.confidentiality,
});
