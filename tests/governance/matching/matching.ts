/** What the suites of matching ask: a partner's person, matched in a transaction of the gateway's own. */
import type { TestGateway } from "../../api/gateway";
import { NOON } from "../../api/gateway";
import {
  matchPeople,
  type Ask,
  type MatchResult,
  type PersonToMatch,
} from "../../../src/governance/matching/match-people";

export const PARTNER = "PARTNER";

export async function addPartner({ owner }: TestGateway): Promise<void> {
  await owner.query("INSERT INTO agency (id, name, kind) VALUES ($1, 'Probation', 'PROBATION')", [PARTNER]);
  await owner.query(
    "INSERT INTO app_user (id, agency_id, display_name, roles) VALUES ('rhea.mash', 'MASH', 'Rhea Cole', '{MASH_AGENCY_RESEARCHER}')",
  );
}

export const person = (more: Partial<PersonToMatch> = {}): PersonToMatch => ({
  key: { system: "LOCAL_ID", value: `${PARTNER}:1` },
  given: "Zara",
  family: "Rahman",
  birthDate: "2016-02-14",
  sex: "F",
  postcode: null,
  uprn: null,
  identifiers: [],
  ...more,
});

/** As the gateway's own role. */
export async function match(
  gate: TestGateway,
  people: readonly PersonToMatch[],
  more: { dryRun?: boolean; userId?: string; heard?: string[] } = {},
): Promise<MatchResult[]> {
  const client = await gate.pool.connect();
  try {
    await client.query("BEGIN");
    const ask: Ask = async <Row>(sql: string, values: unknown[]) => {
      more.heard?.push(sql);
      return (await client.query(sql, values)).rows as Row[];
    };
    const { dryRun = false, userId = null } = more;
    const results = await matchPeople(ask, people, { agency: PARTNER, userId, at: NOON, dryRun });
    await client.query("COMMIT");
    return results;
  } finally {
    client.release();
  }
}

export const kindsOf = async (...given: Parameters<typeof match>): Promise<string[]> =>
  (await match(...given)).map((it) => it.kind);
