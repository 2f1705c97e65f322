/** Whether finding candidates would read a whole table, as the planner says. */
import type { Client } from "pg";
import { FIND } from "../../../src/governance/matching/match-people.sql";

const SOMEBODY = {
  n: 0,
  key: { system: "LOCAL_ID", value: "P:1" },
  identifiers: [{ system: "NHS_NUMBER", value: "9990001006" }],
  given: "Ana",
  family: "Silva",
  birthDate: "1990-01-02",
  postcode: "ZZ99 1AA",
  uprn: "990000100001",
};

/** @returns the lines of the plan that do; a table of people, identifiers or descriptions alone counts */
export async function wholeTablesRead(client: Pick<Client, "query">): Promise<string[]> {
  const values = [JSON.stringify([SOMEBODY]), null, new Date(0), "P"];
  const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${FIND}`, values);
  return rows
    .map((it) => it["QUERY PLAN"].trim())
    .filter((it) => /Seq Scan on (person|person_identifier|person_description)\b/.test(it));
}
