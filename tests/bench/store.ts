/** A store of generated people with the measured families in it, on an embedded PostgreSQL that flushes to disk. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { Client } from "pg";
import { makeDataSource } from "../../ormconfig";
import { loadFile } from "../../src/commands/load";
import { bootEmbedded } from "../../src/database/embedded";
import { migrate } from "../../src/database/migrate";
import { poolOf } from "../../src/database/pool";
import { stageDemonstration } from "../../src/demonstration/stage";
import { AS_OF, familiesOf } from "../../src/generate/generate";
import { itemsOf } from "../../src/generate/holders";
import { buildGatewaySchema } from "../../src/schema";
import { seedAgencies } from "./agencies";
import { linesOf, seedFamilies } from "./families";

/** Generated people in a family, near enough. */
const PEOPLE_A_FAMILY = 4.05;

export interface Store {
  readonly url: string;
  readonly pid: number;
  readonly client: Client;
  /** Items a second of every load so far. */
  readonly rates: { readonly items: number; readonly perSecond: number }[];
  /** Loads so many generated people. */
  growTo(people: number): Promise<void>;
  /** Copies those that are there under new ids, with eight items each, until there are so many. */
  copyTo(people: number): Promise<void>;
  stop(): Promise<void>;
}

/** @param families measured families, twelve people each */
export async function openStore(families: number): Promise<Store> {
  const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), "gateway-bench-"));
  await fs.promises.chmod(folder, 0o711); // run by root, the server is another user, who must get through
  const server = await bootEmbedded({ dataDir: path.join(folder, "data") });
  const owner = makeDataSource(server.url, { poolSize: 2 });
  await owner.initialize();
  await migrate(owner);
  const { catalogue } = await buildGatewaySchema(() => null);
  await stageDemonstration(poolOf(owner), catalogue, Date.now());
  await owner.destroy();
  const client = new Client(server.url);
  await client.connect();
  await seedAgencies(client);
  await seedFamilies(client, families);

  const rates: { items: number; perSecond: number }[] = [];
  const loadLines = async (lines: Iterable<string>): Promise<void> => {
    const file = path.join(folder, `lines-${rates.length}.ndjson`);
    await pipeline(Readable.from(chunksOf(lines)), fs.createWriteStream(file));
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const code = await loadFile([file], { DATABASE_URL: server.url }, { print: say, complain: say });
    if (code !== 0) throw new Error(`the bench's own lines were refused:\n${said.join("\n")}`);
    const items = Number(/(\d+) accepted/.exec(said.join("\n"))?.[1]);
    const perSecond = Number(/loaded, (\d+) items a second/.exec(said.join("\n"))?.[1]);
    rates.push({ items, perSecond });
    await fs.promises.rm(file);
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
  };
  await loadLines(linesOf(families));
  let grown = 0;
  return {
    url: server.url,
    pid: server.pid,
    client,
    rates,
    growTo: async (people) => {
      const to = Math.round(people / PEOPLE_A_FAMILY);
      await loadLines(generatedLines(grown, to));
      grown = to;
    },
    copyTo: async (people) => {
      const { rows } = await client.query<{ count: string }>("SELECT count(*) FROM person");
      const copies = Math.ceil(people / Number(rows[0]!.count)) - 1;
      for (let copy = 1; copy <= copies; copy += 1) await client.query(COPY, [copy]);
      await client.query("VACUUM ANALYZE");
      await client.query("CHECKPOINT");
    },
    stop: async () => {
      await client.end();
      await server.stop();
      await fs.promises.rm(folder, { recursive: true, force: true });
    },
  };
}

/** Copy number $1 of everybody whom the generator made. */
const COPY = `
  WITH people AS (
    SELECT DISTINCT ON (i.person_id) i.person_id AS id, md5($1::int || ' ' || i.person_id)::uuid AS copy, i.value
    FROM person_identifier i WHERE i.system = 'NHS_NUMBER' AND i.value LIKE '999%'
  ), made AS (
    INSERT INTO person (id, name, birth_date) SELECT c.copy, p.name, p.birth_date FROM people c JOIN person p ON p.id = c.id
  ), named AS (
    INSERT INTO person_identifier (system, value, person_id) SELECT 'LOCAL_ID', 'HUB:copy-' || $1::int || '-' || value, copy FROM people
  )
  INSERT INTO contribution_item (person_id, agency_id, category, field, body, occurred_on, recorded_at, nature, author_role,
                                 restrictions, source_ref, received_at)
  SELECT c.copy, i.agency_id, i.category, i.field, i.body, i.occurred_on, i.recorded_at, i.nature, i.author_role,
         i.restrictions, i.source_ref || '-' || $1::int, i.received_at
  FROM people c CROSS JOIN LATERAL (SELECT * FROM contribution_item WHERE person_id = c.id AND superseded_at IS NULL LIMIT 8) i`;

function* generatedLines(from: number, to: number): Generator<string> {
  for (const family of familiesOf(1, to)) {
    if (family.index >= from) for (const item of itemsOf(family, AS_OF)) yield JSON.stringify(item);
  }
}

const CHUNK = 1 << 16;
function* chunksOf(lines: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length > CHUNK) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}
