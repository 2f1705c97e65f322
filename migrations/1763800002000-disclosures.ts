import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The disclosure record: append-only, hash-chained. `hash = sha256(previous hash ‖ body)`, where body is the exact
 * text that was written, so that a verifier needs no canonical form and no database.
 */
export class Disclosures1763800002000 implements MigrationInterface {
  name = "Disclosures1763800002000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      CREATE TABLE disclosure_record (
        seq           bigint PRIMARY KEY,             -- contiguous: a gap is a deletion
        previous_hash bytea NOT NULL,
        hash          bytea NOT NULL,
        id            uuid UNIQUE NOT NULL,           -- as in body, and like subjects an index into it
        subjects      text[] NOT NULL,                -- pseudonyms; an index into bodies, not evidence of its own
        body          text NOT NULL
      );
      -- bodies are small and written once: compressing them costs more than it saves
      ALTER TABLE disclosure_record ALTER COLUMN body SET STORAGE EXTERNAL;
      CREATE INDEX disclosure_record_subjects ON disclosure_record USING gin (subjects);

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the disclosure record is append-only';
      END $$;
      CREATE TRIGGER disclosure_record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosure_record
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Appends a batch in one statement and one commit. The lock makes one chain across instances; it is taken in a
      -- statement of its own, so that the head is read with a snapshot that sees what the last holder committed.
      CREATE FUNCTION append_disclosures(bodies text[], subject_lists text[]) RETURNS bigint
      LANGUAGE plpgsql SET search_path = public AS $$
      DECLARE
        head record;
        at_seq bigint;
        previous bytea;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('disclosure_record'));
        SELECT seq, hash INTO head FROM disclosure_record ORDER BY seq DESC LIMIT 1;
        at_seq := coalesce(head.seq, 0);
        previous := coalesce(head.hash, '\\x0000000000000000000000000000000000000000000000000000000000000000'::bytea);
        FOR i IN 1 .. array_length(bodies, 1) LOOP
          at_seq := at_seq + 1;
          INSERT INTO disclosure_record (seq, previous_hash, hash, id, subjects, body)
          VALUES (at_seq, previous, sha256(previous || convert_to(bodies[i], 'UTF8')),
                  substring(bodies[i] FROM '"id":"([0-9a-f-]{36})"')::uuid,
                  coalesce(string_to_array(subject_lists[i], ','), '{}'), bodies[i])
          RETURNING hash INTO previous;
        END LOOP;
        RETURN at_seq;
      END $$;
    `);
  }

  public async down(): Promise<void> {
    throw new Error("The disclosure record is never taken down.");
  }
}
