/** The floor: `node:http` and one SQL statement that builds the same JSON, with no check of anything. */
import http from "node:http";
import { Pool } from "pg";
import { decisionsOf } from "../agencies";
import { KINDS, nested, SELECTION, type Kind, type Selected } from "../query";
import type { Setting } from "./contender";

const EVERY_FIELD = Object.assign({}, ...Object.values(SELECTION)) as Record<string, Selected>;

const itemOf = ({ values }: Selected): string => {
  const pairs = [...nested(values)].map(([head, rest]) =>
    rest.length === 0
      ? `'${head}', body->'${head}'`
      : `'${head}', json_build_object(${rest.map((it) => `'${it}', body->'${head}'->'${it}'`).join(", ")})`,
  );
  return `json_build_object(${pairs.join(", ")}, 'provenance', json_build_object('occurredOn', occurred_on, 'nature', nature))`;
};

const items = Object.entries(EVERY_FIELD).map(([field, it]) => `WHEN '${field}' THEN ${itemOf(it)}`);
const single = Object.entries(EVERY_FIELD).flatMap(([field, it]) => (it.list ? [] : [`'${field}'`]));
const kinds = Object.keys(KINDS) as Kind[];
const kindOf = kinds.map((it) => `WHEN '${KINDS[it]}' THEN '${it}'`);
const decided = kinds.map((it) => `WHEN '${KINDS[it]}' THEN '${JSON.stringify(decisionsOf(it))}'`);

/** Texts are put together as texts, which is the fastest there is. */
const RECORD = `
  WITH members AS (
    SELECT p.id, p.name, m.relationship, m.linked_at, c.authorities
    FROM case_file c JOIN case_member m ON m.case_id = c.id JOIN person p ON p.id = m.person_id WHERE c.id = $1
  ), fields AS (
    SELECT m.id AS person, a.id AS agency, a.kind, i.field,
      json_agg(CASE i.field ${items.join(" ")} END
        ORDER BY i.occurred_on DESC NULLS LAST, i.recorded_at DESC, i.source_ref COLLATE "C") AS items
    FROM members m
    CROSS JOIN LATERAL (SELECT * FROM contribution_item WHERE person_id = m.id AND superseded_at IS NULL OFFSET 0) i
    JOIN agency a ON a.id = i.agency_id AND a.authority = ANY (m.authorities)
    GROUP BY 1, 2, 3, 4
  ), contributions AS (
    SELECT person, kind, agency,
      '{"agency":{"id":"' || agency || '"},"sharing":{"decisions":' || CASE kind ${decided.join(" ")} END || '},' ||
      substr(json_object_agg(field, CASE WHEN field IN (${single.join(", ")}) THEN items->0 ELSE items END)::text, 2) AS json
    FROM fields GROUP BY 1, 2, 3
  ), kinds AS (
    SELECT person, kind, '"' || CASE kind ${kindOf.join(" ")} END || '":[' || string_agg(json, ',' ORDER BY agency) || ']' AS json
    FROM contributions GROUP BY 1, 2
  ), people AS (
    SELECT person, string_agg(json, ',') AS json FROM kinds GROUP BY 1
  )
  SELECT '{"data":{"familyRecord":{"members":[' || string_agg(
    '{"id":"' || id || '","name":' || to_json(name) || ',"relationship":"' || relationship || '",' || json || '}', ','
    ORDER BY linked_at, id) || ']}}}'
  FROM members JOIN people ON person = id`;

export async function floor({ databaseUrl }: Setting): Promise<http.Server> {
  const pool = new Pool({ connectionString: databaseUrl, options: "-c jit=off" });
  return http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as { variables: { id: string } };
      const query = { name: "record", text: RECORD, values: [variables.id], rowMode: "array" as const };
      pool.query<[string]>(query).then(
        ({ rows }) => {
          response.setHeader("content-type", "application/json; charset=utf-8");
          response.end(rows[0]![0]);
        },
        (error: Error) => response.writeHead(500).end(error.message),
      );
    });
  });
}
