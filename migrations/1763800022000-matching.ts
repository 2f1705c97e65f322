import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Matching a partner's numbers to people: what finds candidates without reading everybody, the queue in which a person
 * looks at what is not sure, and who decided what, from which every link can be taken back as it was.
 */
export class Matching1763800022000 implements MigrationInterface {
  name = "Matching1763800022000";

  public async up(query: QueryRunner): Promise<void> {
    await query.query(`
      CREATE EXTENSION IF NOT EXISTS fuzzystrmatch SCHEMA public;
      CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;

      -- how a name's words sound, each once, at most four; an index rests on it, so it names its schema and never changes
      CREATE FUNCTION name_sounds(name text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      DECLARE
        word text;
        sound text;
        sounds text[] := '{}';
      BEGIN
        FOREACH word IN ARRAY string_to_array(translate(lower(name),
          'áàâäãåāăąÁÀÂÄÃÅĀĂĄçćčÇĆČďđĎĐéèêëēėęěÉÈÊËĒĖĘĚğĞíìîïīıÍÌÎÏĪİłŁñńňÑŃŇóòôöõōőøÓÒÔÖÕŌŐØřŘśšşșßŚŠŞȘťţțŤŢȚúùûüūůűÚÙÛÜŪŮŰýÿÝźžżŹŽŻ-',
          'aaaaaaaaaaaaaaaaaaccccccddddeeeeeeeeeeeeeeeeggiiiiiiiiiiiillnnnnnnoooooooooooooooorrsssssssssttttttuuuuuuuuuuuuuuyyyzzzzzz '
        ), ' ') LOOP
          CONTINUE WHEN length(word) < 2;
          sound := public.dmetaphone(word);
          CONTINUE WHEN sound = '' OR sound = ANY (sounds);
          sounds := sounds || sound;
          EXIT WHEN cardinality(sounds) = 4;
        END LOOP;
        RETURN sounds;
      END $$;

      -- under what somebody is found: any two sounds of the name with the year or with the day of birth, and the birth
      -- date, where day and month may be exchanged
      CREATE FUNCTION name_keys(name text, born date) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      DECLARE
        sounds text[];
        pair text;
        keys text[] := '{}';
        year text := extract(year FROM born)::int::text;
        day text := least(extract(day FROM born), extract(month FROM born))::int || '/'
                 || greatest(extract(day FROM born), extract(month FROM born))::int;
      BEGIN
        IF born IS NULL THEN RETURN keys; END IF;
        sounds := public.name_sounds(name);
        keys := ARRAY[year || ' ' || day];
        FOR i IN 1 .. cardinality(sounds) LOOP
          FOR j IN i + 1 .. cardinality(sounds) LOOP
            pair := least(sounds[i], sounds[j]) || ' ' || greatest(sounds[i], sounds[j]);
            keys := keys || (pair || ' ' || year) || (pair || ' ' || day);
          END LOOP;
        END LOOP;
        RETURN keys;
      END $$;

      -- and, where an agency has described them, a place with the sound of any of their names
      CREATE FUNCTION place_keys(name text, postcode text, uprn text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_agg(place || ' ' || sound), '{}')
        FROM unnest(public.name_sounds(name)) AS sound,
             unnest(ARRAY['p' || replace(upper(postcode), ' ', ''), 'u' || uprn]) AS place
        WHERE place IS NOT NULL
      $$;

      -- no list of what is pending: every search would read it whole, and a load keeps it full
      CREATE INDEX person_name_keys ON person USING gin (name_keys(name, birth_date)) WITH (fastupdate = off);

      -- who somebody is, as one agency describes them for being matched; it hangs on that agency's number and not on a
      -- person, so that it comes and goes with the link
      CREATE TABLE person_description (
        system       text NOT NULL,
        value        text NOT NULL,
        agency_id    text NOT NULL REFERENCES agency,
        given        text NOT NULL,
        family       text NOT NULL,
        birth_date   date,
        sex          text CHECK (sex IN ('F', 'M')),
        postcode     text,
        uprn         text,
        described_at timestamptz NOT NULL,
        PRIMARY KEY (system, value, agency_id)
      );
      CREATE INDEX person_description_keys ON person_description
        USING gin ((name_keys(given || ' ' || family, birth_date) || place_keys(given || ' ' || family, postcode, uprn)))
        WITH (fastupdate = off);

      -- one number of one agency and one person: matched, or waiting for somebody who decides
      CREATE TABLE match_review (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        system      text NOT NULL,
        value       text NOT NULL,
        agency_id   text NOT NULL REFERENCES agency,
        person_id   uuid NOT NULL REFERENCES person,
        state       text NOT NULL CHECK (state IN ('OPEN', 'MATCHED', 'CONFIRMED', 'REJECTED')),
        kind        text NOT NULL CHECK (kind IN ('MATCH', 'POTENTIAL', 'MANY')),
        probability double precision NOT NULL,
        comparisons jsonb NOT NULL,                   -- outcomes and weights, no value
        doubts      text[] NOT NULL,
        described   jsonb NOT NULL,                   -- name, birth date and sex as the agency gave them; never a place
        raised_at   timestamptz NOT NULL,
        UNIQUE (system, value, agency_id, person_id)
      );
      CREATE INDEX match_review_state ON match_review (state, raised_at DESC, id);
      CREATE INDEX match_review_person ON match_review (person_id);

      -- what the number meant before and after; a decision is never changed, only followed by another
      CREATE TABLE match_decision (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        review_id  uuid NOT NULL REFERENCES match_review,
        decision   text NOT NULL CHECK (decision IN ('MATCHED', 'CONFIRMED', 'REJECTED', 'UNDONE')),
        decided_by text REFERENCES app_user,          -- null: nobody, by probability
        decided_at timestamptz NOT NULL,
        reason     text,
        changed    boolean NOT NULL,                  -- did it change what the number means?
        was        jsonb,                             -- {person, confidence}; null: it meant nobody
        became     jsonb,
        n          bigint GENERATED ALWAYS AS IDENTITY
      );
      CREATE INDEX match_decision_review ON match_decision (review_id, n);

      -- by which it is known at once of whom no match may speak (src/governance/matching/matchable.sql.ts)
      CREATE INDEX restriction_adoption ON restriction (subject_id) WHERE code = 'X-ADOPTION';
      CREATE INDEX contribution_item_adoption ON contribution_item (person_id)
        WHERE superseded_at IS NULL AND restrictions @> '[{"code": "X-ADOPTION"}]';

      -- Takes back what the last match of this number changed, where nothing has changed it since. The only way in which
      -- the gateway ever removes an identifier.
      CREATE FUNCTION take_back_match(review uuid) RETURNS boolean
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        number record;
        last record;
        now_means jsonb;
      BEGIN
        SELECT system, value INTO number FROM match_review WHERE id = review;
        SELECT changed, was, became INTO last FROM match_decision
          WHERE review_id = review AND decision IN ('MATCHED', 'CONFIRMED') ORDER BY n DESC LIMIT 1;
        IF NOT FOUND OR NOT last.changed THEN RETURN FOUND; END IF;
        SELECT jsonb_build_object('person', person_id, 'confidence', confidence) INTO now_means
          FROM person_identifier WHERE system = number.system AND value = number.value FOR UPDATE;
        IF now_means IS DISTINCT FROM last.became THEN RETURN false; END IF;
        IF last.was IS NULL THEN
          DELETE FROM person_identifier WHERE system = number.system AND value = number.value;
        ELSE
          UPDATE person_identifier SET person_id = (last.was ->> 'person')::uuid, confidence = (last.was ->> 'confidence')::numeric
            WHERE system = number.system AND value = number.value;
        END IF;
        RETURN true;
      END $$;
      REVOKE ALL ON FUNCTION take_back_match(uuid) FROM PUBLIC;

      GRANT SELECT, INSERT, UPDATE ON person_description, match_review TO family_record_gateway;
      -- how somebody is described whom the hub turns out not to know is not kept
      GRANT DELETE ON person_description TO family_record_gateway;
      GRANT SELECT, INSERT ON match_decision TO family_record_gateway;
      GRANT EXECUTE ON FUNCTION take_back_match(uuid) TO family_record_gateway;
    `);
  }

  public async down(): Promise<void> {
    throw new Error("Who was matched with whom, and by whom, stays on record.");
  }
}
