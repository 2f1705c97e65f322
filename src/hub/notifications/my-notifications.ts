/** What waits for the caller: notifications to them, to a role that they act in, or to everybody at their agency. */
import type { Pool } from "pg";
import { RequestError } from "../../gateway/errors";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import { refuse } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { TOPICS, type Topic } from "../../notifications/topics";
import type { MyNotification } from "./my-notifications.type";

const MOST = 200;

/** Notification n is for active user $1 of agency $2 in role $3. */
const THEIRS = `
  n.agency_id = $2 AND (n.user_id = $1 OR (n.user_id IS NULL AND (n.roles = '{}' OR $3 = ANY (n.roles))))
  AND EXISTS (SELECT FROM app_user u JOIN agency a ON a.id = u.agency_id
              WHERE u.id = $1 AND u.agency_id = $2 AND $3 = ANY (u.roles) AND u.active AND a.active)`;
/** $4 unseen alone, $5 how many, $6 older than this one */
const READ = `
  SELECT n.id, n.topic, n.created_at AS at, n.due_at AS "dueAt", s.seen_at AS "seenAt"
  FROM notification n LEFT JOIN notification_seen s ON s.notification_id = n.id AND s.user_id = $1
  WHERE ${THEIRS} AND (NOT $4 OR s.seen_at IS NULL)
    AND ($6::uuid IS NULL OR (n.created_at, n.id) < (SELECT o.created_at, o.id FROM notification o WHERE o.id = $6))
  ORDER BY n.created_at DESC, n.id DESC LIMIT $5`;
/** $4 notification, $5 instant */
const SEEN = `
  INSERT INTO notification_seen (notification_id, user_id, seen_at)
  SELECT n.id, $1, $5 FROM notification n WHERE n.id = $4 AND ${THEIRS}
  ON CONFLICT (notification_id, user_id) DO NOTHING`;
const IS_THEIRS = `SELECT 1 FROM notification n WHERE n.id = $4 AND ${THEIRS}`;

interface Row {
  readonly id: string;
  readonly topic: Topic;
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly seenAt: Date | null;
}

export class MyNotifications {
  constructor(
    private readonly pool: Pool,
    private readonly ids: OpaqueIds,
  ) {}

  /** Newest first. */
  async list(
    page: { first: number; after?: string | null; unseen: boolean },
    { viewer }: RequestContext,
  ): Promise<MyNotification[]> {
    const scope = agencyScope(viewer.agencyId);
    const after = page.after ? this.ids.open("notification", scope, page.after) : null;
    const faults = [
      ...(page.first >= 1 && page.first <= MOST
        ? []
        : [{ path: "first", code: "OUT_OF_RANGE", message: `first takes 1 to ${MOST}` }]),
      ...(page.after && after === null
        ? [{ path: "after", code: "UNKNOWN_NOTIFICATION", message: "no such notification for you" }]
        : []),
    ];
    if (faults.length > 0) throw new RequestError("myNotifications: bad page.", faults);
    const values = [viewer.userId, viewer.agencyId, viewer.role, page.unseen, page.first, after];
    const { rows } = await this.pool.query<Row>(READ, values);
    // what a newer release has written is for its own instances to show
    return rows
      .filter((it) => Object.hasOwn(TOPICS, it.topic))
      .map((it) => ({ ...it, id: this.ids.seal("notification", scope, it.id), text: TOPICS[it.topic] }));
  }

  /** Said twice, the first counts. */
  async seen(sealedId: string, { viewer, at }: RequestContext): Promise<{ notificationId: string }> {
    const id = this.ids.open("notification", agencyScope(viewer.agencyId), sealedId);
    const values = [viewer.userId, viewer.agencyId, viewer.role, id];
    const isTheirs = id !== null && (await this.pool.query(IS_THEIRS, values)).rowCount === 1;
    if (!isTheirs) refuse("notificationId", "UNKNOWN_NOTIFICATION", "no such notification for you");
    await this.pool.query(SEEN, [...values, new Date(at)]);
    return { notificationId: sealedId };
  }
}
