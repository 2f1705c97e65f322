/** Where an agency's notifications go. Its governance lead says so; an address that is taken away gets nothing more. */
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { isStorable } from "../../gateway/item-body";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import { refuse } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { urlFault } from "../../notifications/reachable";
import type { Channel } from "../../notifications/sender";
import type { Role } from "../../sharing/vocabulary";
import { mustBeActive, mustHaveRole } from "../case-standing";
import type { SetContactPointInput } from "./contact-point.inputs";

/** Every notification of the agency may go to each of them. */
const MOST = 100;
const email = z.email("expected an e-mail address").max(254);

export interface NotificationContact {
  readonly id: string;
  readonly userId: string | null;
  readonly role: Role | null;
  readonly channel: Channel;
  readonly address: string;
}

const SET = `
  INSERT INTO contact_point (agency_id, user_id, role, channel, address) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (agency_id, user_id, role, channel, address) DO UPDATE SET removed_at = NULL RETURNING id`;
const REMOVE = `
  UPDATE contact_point SET removed_at = $3 WHERE id = $1 AND agency_id = $2 AND removed_at IS NULL RETURNING id`;
const DROP = `
  UPDATE notification_delivery SET given_up_at = $2, last_fault = 'CONTACT_POINT_REMOVED'
  WHERE contact_point_id = $1 AND delivered_at IS NULL AND given_up_at IS NULL`;
const LIST = `
  SELECT id, user_id AS "userId", role, channel, address FROM contact_point
  WHERE agency_id = $1 AND removed_at IS NULL ORDER BY user_id NULLS FIRST, role NULLS FIRST, channel, address`;

export class ContactPoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
    /** For the demonstration alone: `notifications/reachable.ts`. */
    private readonly privateNetworks: boolean,
  ) {}

  async set(input: SetContactPointInput, request: RequestContext): Promise<{ contactPointId: string }> {
    mustHaveRole(request, ["INFORMATION_GOVERNANCE_LEAD"]);
    const { agencyId } = request.viewer;
    const { userId = null, role = null, channel, address } = input;
    return this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const faults = [
        ...this.addressFaults(channel, address),
        ...(await this.personFaults(manager, agencyId, userId)),
        ...(userId !== null && role !== null
          ? [{ path: "role", code: "ONE_OF_TWO", message: "a user or a role, not both" }]
          : []),
        ...(await this.countFaults(manager, agencyId)),
      ];
      if (faults.length > 0) throw new Refusal(faults, "setContactPoint");
      const rows = await manager.query<{ id: string }[]>(SET, [agencyId, userId, role, channel, address]);
      return { contactPointId: this.seal(agencyId, rows[0]!.id) };
    });
  }

  async remove(sealedId: string, request: RequestContext): Promise<{ contactPointId: string }> {
    mustHaveRole(request, ["INFORMATION_GOVERNANCE_LEAD"]);
    const { agencyId } = request.viewer;
    const id = this.ids.open("contact-point", agencyScope(agencyId), sealedId);
    const at = new Date(request.at);
    await this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const [removed] =
        id === null ? [[]] : await manager.query<[{ id: string }[], number]>(REMOVE, [id, agencyId, at]);
      if (removed.length === 0) refuse("contactPointId", "UNKNOWN_CONTACT_POINT", "no such contact point of yours");
      await manager.query(DROP, [id, at]);
    });
    return { contactPointId: sealedId };
  }

  /** Empty for everybody but an active governance lead: to others it is no business of theirs. */
  async list(request: RequestContext): Promise<NotificationContact[]> {
    const { agencyId, role } = request.viewer;
    if (role !== "INFORMATION_GOVERNANCE_LEAD") return [];
    try {
      await mustBeActive(this.dataSource.manager, request);
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
    const rows = await this.dataSource.manager.query<NotificationContact[]>(LIST, [agencyId]);
    return rows.map((it) => ({ ...it, id: this.seal(agencyId, it.id) }));
  }

  private addressFaults(channel: Channel, address: string): Fault[] {
    if (channel === "EMAIL") {
      const parsed = email.safeParse(address);
      return parsed.success ? [] : toFaults(parsed.error, "address");
    }
    const message = isStorable(address) ? urlFault(address, this.privateNetworks) : "expected an https URL";
    return message === null ? [] : [{ path: "address", code: "NOT_ALLOWED", message }];
  }

  private async personFaults(manager: EntityManager, agencyId: string, userId: string | null): Promise<Fault[]> {
    if (userId === null) return [];
    const rows = isStorable(userId)
      ? await manager.query<unknown[]>("SELECT 1 FROM app_user WHERE id = $1 AND agency_id = $2 AND active", [
          userId,
          agencyId,
        ])
      : [];
    if (rows.length > 0) return [];
    return [{ path: "userId", code: "UNKNOWN_USER", message: "not an active user of your agency" }];
  }

  private async countFaults(manager: EntityManager, agencyId: string): Promise<Fault[]> {
    const [row] = await manager.query<{ n: number }[]>(
      "SELECT count(*)::int AS n FROM contact_point WHERE agency_id = $1 AND user_id IS NULL AND removed_at IS NULL",
      [agencyId],
    );
    if (row!.n < MOST) return [];
    return [{ path: "", code: "TOO_MANY", message: `an agency has at most ${MOST} contact points beside its users'` }];
  }

  private seal(agencyId: string, id: string): string {
    return this.ids.seal("contact-point", agencyScope(agencyId), id);
  }
}
