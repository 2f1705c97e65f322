/** Who oversees, and how far they see: auditors of the hub every agency, others what their own asked or held. */
import type { Pool } from "pg";
import { RequestError } from "../../gateway/errors";
import type { RequestContext } from "../../identity/request-context";
import type { Role } from "../../sharing/vocabulary";

/** Null sees all. */
export type Scope = { readonly agency: string | null };

const KIND = `
  SELECT a.kind FROM app_user u JOIN agency a ON a.id = u.agency_id
  WHERE u.id = $1 AND u.agency_id = $2 AND $3 = ANY (u.roles) AND u.active AND a.active`;

/** @throws RequestError for anybody but an active user in one of these roles */
export async function scopeOf(
  pool: Pick<Pool, "query">,
  { viewer }: RequestContext,
  roles: readonly Role[],
): Promise<Scope> {
  const mayAsk = roles.includes(viewer.role);
  const { rows } = await pool.query<{ kind: string }>(KIND, [viewer.userId, viewer.agencyId, viewer.role]);
  if (!mayAsk || !rows[0]) throw new RequestError(`This takes one of: ${roles.join(", ")}.`);
  return { agency: rows[0].kind === "MASH" ? null : viewer.agencyId };
}
