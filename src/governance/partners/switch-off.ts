/** A partner is asked no more from this commit on: its cells say so, and both sides are told. */
import type { EntityManager } from "typeorm";
import { notify } from "../../notifications/outbox";
import type { PartnerInForce } from "../../remote/partner-in-force";
import type { Hub } from "../hub.repository";

const SWITCH_OFF = `
  UPDATE partner SET status = 'OFF', off_by = $2, off_at = $3, off_reason = $4 WHERE id = $1 AND status = 'ACTIVE'
  RETURNING id`;

export interface SwitchedOff {
  /** Null where the gateway did it itself. */
  readonly by: string | null;
  readonly at: number;
  readonly reason: string;
  readonly hub: Pick<Hub, "agencies">;
}

export async function switchOff(
  manager: Pick<EntityManager, "query">,
  partner: PartnerInForce,
  { by, at, reason, hub }: SwitchedOff,
): Promise<void> {
  await manager.query(SWITCH_OFF, [partner.id, by, new Date(at), reason]);
  const hubs = [...hub.agencies.values()].filter((it) => it.kind === "MASH" && it.active).map((it) => it.id);
  await notify(
    manager,
    at,
    [...new Set([partner.agency, ...hubs])].map((agency) => ({
      topic: "PARTNER_SWITCHED_OFF" as const,
      agency,
      roles: ["INFORMATION_GOVERNANCE_LEAD", "CALDICOTT_GUARDIAN"] as const,
      reference: partner.id,
    })),
  );
}
