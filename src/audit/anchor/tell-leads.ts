/** Tells those who govern, at every agency that has such people, of an incident; once. */
import type { EntityManager } from "typeorm";
import { notify } from "../../notifications/outbox";
import type { Role } from "../../sharing/vocabulary";
import type { Incident } from "./incident";

const LEAD: Role = "INFORMATION_GOVERNANCE_LEAD";

export async function tellLeads(
  manager: Pick<EntityManager, "query">,
  { topic, reference, dueAt }: Incident,
  at: number,
): Promise<void> {
  const agencies = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT a.id FROM agency a JOIN app_user u ON u.agency_id = a.id
     WHERE a.active AND u.active AND $1 = ANY (u.roles) ORDER BY a.id`,
    [LEAD],
  );
  await notify(
    manager,
    at,
    agencies.map(({ id }) => ({ topic, agency: id, roles: [LEAD], reference, dueAt })),
  );
}
