import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The outbox: what people and systems are to be told, written in the transaction of what happened, delivered after it.
 * A notification says that something waits, for whom and by when. It never says about whom.
 */
export class Notifications1763800006000 implements MigrationInterface {
  name = "Notifications1763800006000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      ALTER TABLE app_user ADD COLUMN manager_id text REFERENCES app_user;

      -- where a notification goes: of one user, or of everybody at an agency who holds a role, or of the agency
      CREATE TABLE contact_point (
        id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        agency_id text NOT NULL REFERENCES agency,
        user_id   text REFERENCES app_user,
        role      text,
        channel   text NOT NULL CHECK (channel IN ('EMAIL', 'WEBHOOK')),
        address   text NOT NULL,
        UNIQUE NULLS NOT DISTINCT (agency_id, user_id, role, channel, address),
        CHECK (user_id IS NULL OR role IS NULL)
      );

      CREATE TABLE notification (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        topic      text NOT NULL,
        agency_id  text NOT NULL REFERENCES agency,
        user_id    text REFERENCES app_user,
        roles      text[] NOT NULL DEFAULT '{}',
        reference  text NOT NULL,                     -- an id that is opaque to everybody but the gateway
        due_at     timestamptz,
        created_at timestamptz NOT NULL,
        -- said twice it is told once
        UNIQUE NULLS NOT DISTINCT (topic, agency_id, user_id, roles, reference)
      );
      GRANT SELECT, INSERT ON notification TO family_record_gateway;
      GRANT SELECT ON contact_point TO family_record_gateway;
    `);
  }

  public async down(): Promise<void> {
    throw new Error("Notifications are never taken down.");
  }
}
