/** The whole gateway on a database of its own: real PostgreSQL, real HTTP, the test's own clock and issuer. */
import type { Server } from "node:http";
import { Pool } from "pg";
import request from "supertest";
import { makeDataSource } from "../../ormconfig";
import { GATEWAY_SESSION, poolOf } from "../../src/database/pool";
import { stageDemonstration } from "../../src/demonstration/stage";
import { USERS } from "../../src/demonstration";
import { createGateway } from "../../src/wiring/gateway";
import type { Gateway, GatewayParts } from "../../src/wiring/gateway-parts";
import { agencyScope, OpaqueIds } from "../../src/gateway/opaque-ids";
import { DemonstrationIssuer } from "../../src/identity/demonstration-issuer";
import type { SignedInViewer } from "../../src/identity/viewer";
import { buildGatewaySchema } from "../../src/schema";
import { cloneDatabase } from "../database-clone";

export const RULES = { issuer: "urn:test", audience: "gateway-under-test" };
export const ID_KEY = new Uint8Array(32).fill(7);
export const AUDIT_KEY = new Uint8Array(32).fill(9);
/** 22 November 2026, 12:00 in London: after the stories' last item. */
export const NOON = Date.UTC(2026, 10, 22, 12);

export interface Answer {
  readonly status: number;
  readonly text: string;
  // what a test looks into depends on its query
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly errors: any;
}

/** A test's own parts; `wire` makes a gateway that has a bug planted in it (tests/laws/planted-copy.ts). */
export type TestParts = Partial<GatewayParts> & { readonly wire?: typeof createGateway };

export interface TestGateway {
  readonly gateway: Gateway;
  readonly server: Server;
  /** Connected as the owner of the tables. */
  readonly owner: Pool;
  /** The gateway's own pool. */
  readonly pool: Pool;
  readonly issuer: DemonstrationIssuer;
  readonly reports: string[];
  /** Moves the clock; milliseconds since the epoch. */
  setNow(at: number): void;
  token(viewer: SignedInViewer): Promise<string>;
  ask(viewer: SignedInViewer | string, query: string, variables?: object): Promise<Answer>;
  caseId(agency: string, reference: string): Promise<string>;
  /** A second instance on the same database. */
  another(parts?: TestParts): Promise<TestGateway>;
  stop(): Promise<void>;
}

/** The demonstration caller of this id, as they sign in. */
export function caller(id: string): SignedInViewer {
  const user = USERS.find((it) => it.id === id)!;
  return { userId: user.id, agencyId: user.agency, role: user.roles[0]! };
}

export async function startGateway(parts: TestParts & { demonstration?: boolean } = {}): Promise<TestGateway> {
  const database = await cloneDatabase();
  const owner = new Pool({ connectionString: database.url, max: 2 });
  owner.on("error", () => undefined); // the database is dropped under its last, idle session
  if (parts.demonstration ?? true) {
    const { catalogue } = await buildGatewaySchema(() => null);
    await stageDemonstration(owner, catalogue, NOON);
  }
  const issuer = await DemonstrationIssuer.from(await DemonstrationIssuer.newKey(), RULES);
  return assemble(database.url, owner, issuer, parts, async () => {
    await owner.end();
    await database.drop();
  });
}

async function assemble(
  url: string,
  owner: Pool,
  issuer: DemonstrationIssuer,
  { wire = createGateway, ...parts }: TestParts,
  cleanUp: () => Promise<void>,
): Promise<TestGateway> {
  let now = NOON;
  const reports: string[] = [];
  const dataSource = makeDataSource(url, GATEWAY_SESSION);
  await dataSource.initialize();
  const gateway = await wire({
    dataSource,
    idKey: ID_KEY,
    auditKey: AUDIT_KEY,
    tokenKeys: issuer.keys,
    tokenRules: RULES,
    requestTimeoutMs: 10_000,
    checkpoints: null,
    introspection: true,
    routes: [],
    report: (event) => reports.push(event),
    now: () => now,
    ...parts,
  });
  await new Promise<void>((done) => gateway.http.listen(0, "127.0.0.1", done));
  const others: TestGateway[] = [];
  const self: TestGateway = {
    gateway,
    server: gateway.http,
    owner,
    pool: poolOf(dataSource),
    issuer,
    reports,
    setNow: (at) => {
      now = at;
    },
    token: (viewer) => issuer.mint(viewer, now),
    ask: async (viewer, query, variables = {}) => {
      const token = await issuer.mint(typeof viewer === "string" ? caller(viewer) : viewer, now);
      const { status, text, body } = await request(gateway.http)
        .post("/graphql")
        .set("authorization", `Bearer ${token}`)
        .send({ query, variables });
      const { data, errors } = body as { data?: unknown; errors?: unknown };
      return { status, text, data, errors };
    },
    caseId: async (agency, reference) => {
      const { rows } = await owner.query<{ id: string }>("SELECT id FROM case_file WHERE reference = $1", [reference]);
      return new OpaqueIds(ID_KEY).seal("case", agencyScope(agency), rows[0]!.id);
    },
    another: async (more = {}) => {
      const other = await assemble(url, owner, issuer, { ...parts, ...more }, () => Promise.resolve());
      others.push(other);
      return other;
    },
    stop: async () => {
      for (const other of others) await other.stop();
      await gateway.stop();
      await gateway.log.drain();
      await dataSource.destroy();
      await cleanUp();
    },
  };
  return self;
}
