/**
 * What people are to be told, written in the transaction of what happened: it is told if and only if that is committed.
 * A notification carries a topic, a reference and a time; no name, no case, nothing of what it is about.
 */
import type { EntityManager } from "typeorm";
import type { Role } from "../sharing/vocabulary";
import type { Topic } from "./topics";

export interface Notification {
  readonly topic: Topic;
  /** The agency whose people are told. */
  readonly agency: string;
  /** One of them; or else all who hold one of these roles. */
  readonly user?: string | null;
  readonly roles?: readonly Role[];
  /** The UUID of what it is about, as the gateway knows it; means nothing to anybody else. */
  readonly reference: string;
  /** By when somebody has to act; milliseconds since the epoch. */
  readonly dueAt?: number | null;
}

/** Said twice, it is told once. */
export async function notify(
  manager: Pick<EntityManager, "query">,
  at: number,
  notifications: readonly Notification[],
): Promise<void> {
  for (const { topic, agency, user = null, roles = [], reference, dueAt = null } of notifications) {
    await manager.query(
      `INSERT INTO notification (topic, agency_id, user_id, roles, reference, due_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [topic, agency, user, [...roles].sort(), reference, dueAt === null ? null : new Date(dueAt), new Date(at)],
    );
  }
}
