/** The lines that a first start prints: where to go, whom to be, and a query to paste. */
import type { Pool } from "pg";
import type { Config } from "../config/config";
import { agencyScope, OpaqueIds } from "../gateway/opaque-ids";
import { USERS } from "./index";

const FIRST_CALLER = "amara.mash";
const FIRST_CASE = "MASH-0001";

export async function welcome(pool: Pool, config: Config, port: number): Promise<string[]> {
  const base = `http://localhost:${port}`;
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM case_file WHERE reference = $1", [FIRST_CASE]);
  const caller = USERS.find((it) => it.id === FIRST_CALLER)!;
  const caseId = new OpaqueIds(config.idKey).seal("case", agencyScope(caller.agency), rows[0]!.id);
  const query = `{ familyRecord(caseId: \\"${caseId}\\", purpose: MASH_SCREENING) { members { name education { attendance { attendancePct } sharing { decisions { category outcome reason nextStep { text } } } } } } }`;
  return [
    "",
    "This is a demonstration: every person in it is invented.",
    ...(config.explorer ? [`Explorer:  ${base}/explorer   (choose who you are at the top)`] : []),
    "Callers:",
    ...USERS.map((it) => `  ${it.id.padEnd(18)} ${it.about}`),
    "",
    "A first question, as the MASH advanced practitioner:",
    "",
    `  curl -s ${base}/graphql -H "authorization: Bearer $(curl -s ${base}/demonstration/token/${FIRST_CALLER})" \\`,
    `    -H 'content-type: application/json' -d '{"query":"${query}"}'`,
    "",
  ];
}
