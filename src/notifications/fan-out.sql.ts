/**
 * To whom a notification goes: a user's own contact points; else those of the roles, or of the people who hold them;
 * else the agency's general ones. Somebody who is no longer active is told nothing. Several instances may do this at
 * once: each takes notifications that no other has in hand, and a delivery is written once.
 *
 * $1 instant, $2 channels that this gateway can send by, $3 how many notifications
 */
export const FAN_OUT = `
  WITH waiting AS (
    SELECT id, agency_id, user_id, roles FROM notification WHERE fanned_out_at IS NULL
    ORDER BY created_at LIMIT $3 FOR UPDATE SKIP LOCKED
  ), reach AS (
    SELECT w.id AS notification_id, c.id AS contact_point_id, CASE
      WHEN c.user_id = w.user_id THEN 1
      WHEN c.role = ANY (w.roles) THEN 2
      WHEN c.user_id IS NOT NULL AND u.roles && w.roles AND w.user_id IS NULL THEN 3
      WHEN c.user_id IS NULL AND c.role IS NULL THEN 4 END AS place
    FROM waiting w JOIN contact_point c ON c.agency_id = w.agency_id AND c.removed_at IS NULL AND c.channel = ANY ($2)
    LEFT JOIN app_user u ON u.id = c.user_id AND u.active AND u.agency_id = c.agency_id
    WHERE c.user_id IS NULL OR u.id IS NOT NULL
  ), nearest AS (
    SELECT *, min(place) OVER (PARTITION BY notification_id) AS nearest FROM reach
  ), addressed AS (
    INSERT INTO notification_delivery (notification_id, contact_point_id, created_at, next_attempt_at)
    SELECT notification_id, contact_point_id, $1, $1 FROM nearest WHERE place = nearest
    ON CONFLICT DO NOTHING
  )
  UPDATE notification n SET fanned_out_at = $1 FROM waiting w WHERE n.id = w.id`;

/**
 * Takes deliveries that are due, for as long as sending may take: an instance that dies with them in hand lets them go
 * when that has passed, and then they are sent again.
 *
 * $1 instant, $2 until when they are in hand, $3 how many
 */
export const TAKE = `
  WITH due AS (
    SELECT d.id FROM notification_delivery d JOIN contact_point c ON c.id = d.contact_point_id AND c.removed_at IS NULL
    WHERE d.delivered_at IS NULL AND d.given_up_at IS NULL AND d.next_attempt_at <= $1
    ORDER BY d.next_attempt_at LIMIT $3 FOR UPDATE OF d SKIP LOCKED
  )
  UPDATE notification_delivery d SET attempts = d.attempts + 1, next_attempt_at = $2
  FROM due, notification n, contact_point c
  WHERE d.id = due.id AND n.id = d.notification_id AND c.id = d.contact_point_id
  RETURNING d.id, d.attempts, d.created_at AS "createdAt", n.id AS "notificationId", n.topic, n.agency_id AS agency,
    n.created_at AS "toldAt", n.due_at AS "dueAt", c.channel, c.address`;

export const DELIVERED = "UPDATE notification_delivery SET delivered_at = $2, last_fault = NULL WHERE id = $1";
export const FAILED = `
  UPDATE notification_delivery SET last_fault = $2, next_attempt_at = $3, given_up_at = $4
  WHERE id = $1 AND delivered_at IS NULL`;
