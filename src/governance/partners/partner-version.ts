/** Versions of partners as they stand on file. */
import type { EntityManager } from "typeorm";
import type { CheckResult } from "../../remote/contract/check-endpoint";
import { toPartnerInForce, type PartnerInForce, type PartnerRow } from "../../remote/partner-in-force";

export const PARTNER_STATUSES = ["CHECKED", "APPROVED", "ACTIVE", "OFF", "REPLACED"] as const;
export type PartnerStatus = (typeof PARTNER_STATUSES)[number];

/** A version with its standing: who checked, approved and activated it, and how its endpoint was last seen. */
export interface PartnerVersionOnFile {
  readonly it: PartnerInForce;
  readonly status: PartnerStatus;
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly activatedBy: string | null;
  readonly activatedAt: Date | null;
  readonly offBy: string | null;
  readonly offAt: Date | null;
  readonly offReason: string | null;
  readonly seenAt: Date | null;
  readonly seenSha256: string | null;
  readonly seenFailure: string | null;
  /** The newest. */
  readonly contractTest: ContractTest | null;
}

/** What the contract's checks found, and when. */
export interface ContractTest {
  readonly testedAt: Date;
  readonly testedBy: string;
  readonly passed: boolean;
  readonly checks: readonly CheckResult[];
}

const COLUMNS = `p.*, s.seen_at, s.sha256 AS seen_sha256, s.failure AS seen_failure,
  t.tested_at, t.tested_by, t.passed, t.checks`;
const FROM = `partner p LEFT JOIN partner_seen s ON s.partner_id = p.id
  LEFT JOIN LATERAL (
    SELECT * FROM partner_contract_test WHERE partner_id = p.id ORDER BY id DESC LIMIT 1) t ON true`;

/** Newest version first; of all agencies where `agency` is null. */
export async function partnerVersions(
  manager: Pick<EntityManager, "query">,
  agency: string | null,
): Promise<PartnerVersionOnFile[]> {
  const rows = await manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE $1::text IS NULL OR p.agency_id = $1 ORDER BY p.agency_id, p.version DESC`,
    [agency],
  );
  return rows.map(toVersion);
}

interface Row extends PartnerRow {
  status: PartnerStatus;
  registered_by: string;
  registered_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  activated_by: string | null;
  activated_at: Date | null;
  off_by: string | null;
  off_at: Date | null;
  off_reason: string | null;
  seen_at: Date | null;
  seen_sha256: string | null;
  seen_failure: string | null;
  tested_at: Date | null;
  tested_by: string | null;
  passed: boolean | null;
  checks: CheckResult[] | null;
}

const toVersion = (row: Row): PartnerVersionOnFile => ({
  it: toPartnerInForce(row),
  status: row.status,
  registeredBy: row.registered_by,
  registeredAt: row.registered_at,
  approvedBy: row.approved_by,
  approvedAt: row.approved_at,
  activatedBy: row.activated_by,
  activatedAt: row.activated_at,
  offBy: row.off_by,
  offAt: row.off_at,
  offReason: row.off_reason,
  seenAt: row.seen_at,
  seenSha256: row.seen_sha256,
  seenFailure: row.seen_failure,
  contractTest: row.tested_at && {
    testedAt: row.tested_at,
    testedBy: row.tested_by!,
    passed: row.passed!,
    checks: row.checks!,
  },
});

export const isInForce = ({ status }: PartnerVersionOnFile): boolean => status === "ACTIVE" || status === "OFF";
