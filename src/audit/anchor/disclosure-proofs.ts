/**
 * Proofs for those who govern: at the owner of the case, or at an agency whose data a decision was about. A proof holds
 * hashes alone; to everybody else, and about a case that their conflict of interest bars, there is no such disclosure.
 */
import type { Pool } from "pg";
import type { RequestContext } from "../../identity/request-context";
import type { Role } from "../../sharing/vocabulary";
import type { DisclosureCodec } from "../disclosure-codec";
import { inclusionProof } from "../proof/subtrees";
import type { VerifierKey } from "../proof/signed-note";
import { writeProof } from "../proof/tlog-proof";
import type { DisclosureProof } from "./disclosure-proof.type";
import { RecordTree } from "./record-tree";
import { latestCheckpoint } from "./waiting";

const GOVERNING: ReadonlySet<Role> = new Set(["CASE_AUDITOR", "CALDICOTT_GUARDIAN", "INFORMATION_GOVERNANCE_LEAD"]);
/** A disclosure's id, alone or with a decision's place in it. */
const ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.\d{1,6})?$/;

const ACTIVE = `
  SELECT FROM app_user u JOIN agency a ON a.id = u.agency_id
  WHERE u.id = $1 AND u.agency_id = $2 AND $3 = ANY (u.roles) AND u.active AND a.active`;

const FIND = `
  SELECT r.seq, r.hash, r.previous_hash, r.body, c.owner_id AS owner
  FROM disclosure_record r LEFT JOIN case_file c ON c.id = (r.body::jsonb ->> 'case')::uuid
  WHERE r.id = $4 AND EXISTS (${ACTIVE})
    AND NOT EXISTS (SELECT FROM conflict_of_interest k JOIN case_member m ON m.person_id = k.person_id
      WHERE m.case_id = c.id AND k.user_id = $1 AND k.valid_from <= $5 AND (k.valid_to IS NULL OR k.valid_to > $5))`;

interface Found {
  readonly seq: string;
  readonly hash: Buffer;
  readonly previous_hash: Buffer;
  readonly body: string;
  readonly owner: string | null;
}

export class DisclosureProofs {
  /** @param keys of the log; none where nothing is anchored */
  constructor(
    private readonly pool: Pool,
    private readonly codec: DisclosureCodec,
    private readonly keys: readonly VerifierKey[],
  ) {}

  async get(disclosureId: string, { viewer, at }: RequestContext): Promise<DisclosureProof | null> {
    const id = ID.exec(disclosureId)?.[1];
    if (!id || !GOVERNING.has(viewer.role)) return null;
    const who = [viewer.userId, viewer.agencyId, viewer.role];
    const { rows } = await this.pool.query<Found>(FIND, [...who, id, new Date(at)]);
    const [found] = rows;
    return found && this.concerns(found, id, viewer.agencyId) ? this.prove(id, found) : null;
  }

  async checkpoint({ viewer }: RequestContext): Promise<string | null> {
    if (!GOVERNING.has(viewer.role)) return null;
    const { rows } = await this.pool.query(ACTIVE, [viewer.userId, viewer.agencyId, viewer.role]);
    return rows.length > 0 ? ((await latestCheckpoint(this.pool, this.keys))?.note ?? null) : null;
  }

  /** The id beside a record is an index into it; what counts is the one in its text. */
  private concerns({ body, owner }: Found, disclosureId: string, agency: string): boolean {
    const { id, decisions } = this.codec.decode(body);
    return id === disclosureId && (owner === agency || decisions.some((it) => it.source === agency));
  }

  private async prove(disclosureId: string, found: Found): Promise<DisclosureProof> {
    const seq = Number(found.seq);
    const record = {
      disclosureId,
      seq,
      hash: found.hash.toString("hex"),
      previousHash: found.previous_hash.toString("hex"),
    };
    const checkpoint = await latestCheckpoint(this.pool, this.keys);
    if (!checkpoint || checkpoint.size < seq) return record;
    const path = await inclusionProof(seq - 1, checkpoint.size, new RecordTree(this.pool).subtree);
    return {
      ...record,
      inclusion: path.map((it) => it.toString("base64")),
      checkpoint: checkpoint.note,
      tlogProof: writeProof(seq - 1, path, checkpoint),
    };
  }
}
