import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What proofs over the disclosure record are made from, and erasure from it. The gateway's role may add and read; what
 * links the record to a person is for the owner of the tables alone to replace.
 */
export class Proof1763800013000 implements MigrationInterface {
  name = "Proof1763800013000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- the RFC 6962 tree over the chain, every eighth level of it, complete subtrees only: what 256 of a level make up
      CREATE TABLE disclosure_subtree (
        level smallint NOT NULL CHECK (level > 0 AND level % 8 = 0),
        index bigint NOT NULL,
        root  bytea NOT NULL CHECK (length(root) = 32),
        PRIMARY KEY (level, index)
      );
      -- copies, for proofs and exports: what counts stands outside the database
      CREATE TABLE disclosure_checkpoint (
        size bigint NOT NULL,
        note text NOT NULL,
        PRIMARY KEY (size, note)
      );
      CREATE TRIGGER disclosure_subtree_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosure_subtree
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER disclosure_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosure_checkpoint
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON disclosure_subtree, disclosure_checkpoint TO family_record_gateway;

      -- that somebody was erased from the record, by whom and on which request; whom, it must not tell
      CREATE TABLE record_erasure (
        id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        erased_at timestamptz NOT NULL DEFAULT now(),
        erased_by text NOT NULL DEFAULT session_user,
        request   text NOT NULL
      );
      REVOKE ALL ON record_erasure FROM family_record_gateway;

      -- Replaces the key by which the record names a person. Nobody can tell from then on whom earlier records are about.
      CREATE FUNCTION erase_from_record(of_whom uuid, on_request text) RETURNS boolean
      LANGUAGE plpgsql SET search_path = public AS $$
      BEGIN
        UPDATE person SET disclosure_key = gen_random_uuid() WHERE id = of_whom;
        IF NOT FOUND THEN RETURN false; END IF;
        INSERT INTO record_erasure (request) VALUES (on_request);
        RETURN true;
      END $$;
      REVOKE ALL ON FUNCTION erase_from_record(uuid, text) FROM PUBLIC;

      -- column by column, so that no statement of the gateway's can reach the key
      REVOKE UPDATE ON person FROM family_record_gateway;
    `);
    const columns = (await query.query(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'person'::regclass AND attnum > 0 AND NOT attisdropped
         AND attname NOT IN ('id', 'disclosure_key', 'known_from')`,
    )) as { name: string }[];
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    await query.query(`GRANT UPDATE (${names}) ON person TO family_record_gateway`);
  }

  public async down(): Promise<void> {
    throw new Error("Proof over the disclosure record is never taken down.");
  }
}
