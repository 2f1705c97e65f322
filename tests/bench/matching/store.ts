/** People on file, each described by one agency, in a database of any kind. */
import type { Client } from "pg";
import type { KnownPerson } from "./people";

const AGENCY = "HUB-INDEX";

/** Puts them on file, in a few statements, and lets the database count them. */
export async function putOnFile(client: Pick<Client, "query">, people: readonly KnownPerson[]): Promise<void> {
  await client.query("INSERT INTO agency (id, name, kind) VALUES ($1, 'Index', 'MASH') ON CONFLICT DO NOTHING", [
    AGENCY,
  ]);
  for (let from = 0; from < people.length; from += 5000) {
    const some = JSON.stringify(people.slice(from, from + 5000));
    await client.query(
      `WITH given AS (SELECT gen_random_uuid() AS id, g.* FROM jsonb_to_recordset($1::jsonb) AS g (key text, given text,
         family text, "birthDate" date, sex text, postcode text, uprn text, identifiers jsonb)),
       people AS (INSERT INTO person (id, name, birth_date) SELECT id, given || ' ' || family, "birthDate" FROM given),
       described AS (INSERT INTO person_description (system, value, agency_id, given, family, birth_date, sex, postcode, uprn, described_at)
         SELECT 'LOCAL_ID', 'HUB:' || key, $2, given, family, "birthDate", sex, postcode, uprn, now() FROM given)
       INSERT INTO person_identifier (system, value, person_id)
       SELECT 'LOCAL_ID', 'HUB:' || key, id FROM given
       UNION ALL SELECT i ->> 'system', i ->> 'value', id FROM given, jsonb_array_elements(identifiers) i`,
      [some, AGENCY],
    );
  }
  await client.query("ANALYZE");
}

/** The key of everybody on file, by id. */
export async function keysOnFile(client: Pick<Client, "query">): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; key: string }>(
    "SELECT person_id AS id, substr(value, 5) AS key FROM person_identifier WHERE system = 'LOCAL_ID'",
  );
  return new Map(rows.map((it) => [it.id, it.key]));
}
