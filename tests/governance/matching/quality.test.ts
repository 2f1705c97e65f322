/** How well matching does, on a sample of what `npm run bench:matching` measures whole; and that it reads no whole table. */
import { Client } from "pg";
import type { Ask } from "../../../src/governance/matching/match-people";
import { qualityOf } from "../../bench/matching/figures";
import { byEither, byProbability } from "../../bench/matching/matchers";
import { peopleOf } from "../../bench/matching/people";
import { keysOnFile, putOnFile } from "../../bench/matching/store";
import { wholeTablesRead } from "../../bench/matching/plan";
import { cloneDatabase, type ClonedDatabase } from "../../database-clone";
import { proofSize } from "../../proof-size";

const PEOPLE = proofSize(2_000, 20_000);
const { onFile, sent } = peopleOf(3, PEOPLE);

let database: ClonedDatabase;
let client: Client;
beforeAll(async () => {
  database = await cloneDatabase();
  client = new Client(database.url);
  await client.connect();
  await putOnFile(client, onFile);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test("hardly ever somebody else, and far more of them than exact matching finds", async () => {
  const ask: Ask = async <Row>(sql: string, values: unknown[]) => (await client.query(sql, values)).rows as Row[];
  const { found } = await byProbability(ask, sent, await keysOnFile(client), true);
  const ours = qualityOf(sent, found);
  const exact = qualityOf(sent, byEither(onFile, sent));
  expect(ours.precision).toBeGreaterThan(0.997);
  expect(ours.precision).toBeGreaterThan(exact.precision);
  expect(ours.recall).toBeGreaterThan(0.86);
  expect(ours.recall).toBeGreaterThan(exact.recall + 0.1);
  expect(ours.recallWithQueue).toBeGreaterThan(0.93);
  expect(ours.queued).toBeLessThan(0.1);
  expect(ours.wrongTwins).toBe(0);
  // the sample has twins in it
  expect(sent.filter((it) => it.twin).length).toBeGreaterThan(20);
});

test("finding candidates reads no whole table", async () => {
  expect(await wholeTablesRead(client)).toEqual([]);
});
