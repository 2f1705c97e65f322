/** What happened to a protocol: a line that is never changed, and word of it to those whom it concerns. */
import type { RequestContext } from "../../identity/request-context";
import { notify } from "../../notifications/outbox";
import type { Topic } from "../../notifications/topics";
import type { Role } from "../../sharing/vocabulary";
import type { Transaction } from "./governors";

export const PROTOCOL_EVENTS = [
  "DRAFTED",
  "SIGNED",
  "ACTIVATED",
  "SUPERSEDED",
  "SUSPENDED",
  "RESUMED",
  "TERMINATED",
  "REVIEW_DUE",
] as const;
export type ProtocolEvent = (typeof PROTOCOL_EVENTS)[number];

export interface Step {
  readonly id: string;
  readonly version: number;
  readonly event: ProtocolEvent;
  readonly reason?: string | null;
}

export interface Telling {
  readonly topic: Topic;
  readonly agencies: readonly string[];
  readonly roles: readonly Role[];
  readonly dueAt?: number;
}

/** Null for the hub itself, which works by the clock. */
export type Actor = RequestContext["viewer"] | null;

/** A line on the log alone, in the caller's transaction. @returns the line's id, or null where it is there already */
export async function logStep(
  manager: Transaction,
  { id, version, event, reason = null }: Step,
  by: Actor,
  { at, newId }: Pick<RequestContext, "at" | "newId">,
): Promise<string | null> {
  const rows = await manager.query<{ id: string }[]>(
    `INSERT INTO protocol_event (id, protocol_id, protocol_version, event, at, agency_id, user_id, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
    [newId(), id, version, event, new Date(at), by?.agencyId ?? null, by?.userId ?? null, reason],
  );
  return rows[0]?.id ?? null;
}

/** The line, and those told by it: each step is news of its own. */
export async function logAndTell(
  manager: Transaction,
  step: Step,
  telling: Telling,
  by: Actor,
  outside: Pick<RequestContext, "at" | "newId">,
): Promise<boolean> {
  const reference = await logStep(manager, step, by, outside);
  if (reference === null) return false;
  const { topic, agencies, roles, dueAt = null } = telling;
  await notify(
    manager,
    outside.at,
    agencies.map((agency) => ({ topic, agency, roles, reference, dueAt })),
  );
  return true;
}
