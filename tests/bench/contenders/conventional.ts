/**
 * The same answer as most teams would write it: a schema with resolvers, a DataLoader an agency, a `graphql-shield` rule
 * on every contributed field that looks up who may see it, a token verified at every request, one audit row. It checks
 * less than the gateway does: a protocol and a consent, no levels, windows, restrictions or determinations.
 */
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { makeExecutableSchema } from "@graphql-tools/schema";
import DataLoader from "dataloader";
import { applyMiddleware } from "graphql-middleware";
import { rule, shield } from "graphql-shield";
import { jwtVerify } from "jose";
import { Pool } from "pg";
import { decisionsOf } from "../agencies";
import { KINDS, SELECTION, type Kind } from "../query";
import { DemonstrationIssuer } from "../../../src/identity/demonstration-issuer";
import { TOKEN_RULES, type Setting } from "./contender";

interface Person {
  readonly id: string;
  readonly name: string;
  readonly relationship: string;
  readonly area: string;
}
interface Item {
  readonly field: string;
  readonly body: object;
  readonly occurred_on: string | null;
  readonly nature: string;
}
interface Contribution {
  readonly __typename: string;
  readonly person: string;
  readonly agency: { readonly id: string };
}
interface Context {
  readonly pool: Pool;
  readonly items: Map<string, DataLoader<string, Item[]>>;
  readonly consents: DataLoader<string, { categories: string[]; recipients: string[] }[]>;
  readonly protocols: () => Promise<{ document: { sources: string[]; cats: string[] } }[]>;
  readonly agencies: (area: string) => Promise<{ id: string; kind: string }[]>;
}

const TYPES: Record<Kind, string> = {
  health: "HealthContribution",
  police: "PoliceContribution",
  housing: "HousingContribution",
  education: "EducationContribution",
  socialCare: "SocialCareContribution",
};
const ALL_KINDS = Object.keys(KINDS) as Kind[];

function grouped<Row, Key>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): Row[][] {
  const groups = new Map<Key, Row[]>(keys.map((it) => [it, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((it) => groups.get(it)!);
}

function contextOf(pool: Pool): Context {
  let protocols: ReturnType<Context["protocols"]> | null = null;
  const agencies = new Map<string, ReturnType<Context["agencies"]>>();
  const select = async <Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> =>
    (await pool.query<Row>({ name, text, values })).rows;
  return {
    pool,
    items: new Map(),
    consents: new DataLoader(async (people) => {
      const text = "SELECT subject_id, categories, recipients FROM consent WHERE subject_id = ANY ($1::uuid[])";
      const rows = await select<{ subject_id: string; categories: string[]; recipients: string[] }>("consents", text, [
        people,
      ]);
      return grouped(people, rows, (it) => it.subject_id);
    }),
    protocols: () => (protocols ??= select("protocols", "SELECT document FROM protocol WHERE status = 'ACTIVE'", [])),
    agencies: (area) => {
      const known =
        agencies.get(area) ?? select("agencies", "SELECT id, kind FROM agency WHERE authority = $1", [area]);
      agencies.set(area, known);
      return known;
    },
  };
}

/** One loader an agency. */
function itemsOf(agency: string, { pool, items }: Context): DataLoader<string, Item[]> {
  const known = items.get(agency);
  if (known) return known;
  const loader = new DataLoader<string, Item[]>(async (people) => {
    const { rows } = await pool.query<Item & { person_id: string }>({
      name: "items",
      text: `SELECT person_id, field, body, occurred_on::text, nature FROM contribution_item
        WHERE person_id = ANY ($1::uuid[]) AND agency_id = $2 AND superseded_at IS NULL
        ORDER BY occurred_on DESC NULLS LAST, recorded_at DESC, source_ref COLLATE "C"`,
      values: [people, agency],
    });
    return grouped(people, rows, (it) => it.person_id);
  });
  items.set(agency, loader);
  return loader;
}

const familyRecord = (_: unknown, { caseId }: { caseId: string }) => ({ caseId });
const members = async ({ caseId }: { caseId: string }, _: unknown, { pool }: Context): Promise<Person[]> =>
  (
    await pool.query<Person>({
      name: "members",
      text: `SELECT p.id, p.name, m.relationship, c.authorities[1] AS area FROM case_file c
        JOIN case_member m ON m.case_id = c.id JOIN person p ON p.id = m.person_id WHERE c.id = $1 ORDER BY m.linked_at, p.id`,
      values: [caseId],
    })
  ).rows;

const contributions =
  (kind: Kind) =>
  async ({ id, area }: Person, _: unknown, context: Context): Promise<Contribution[]> =>
    (await context.agencies(area))
      .filter((it) => it.kind === KINDS[kind])
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((it) => ({ __typename: TYPES[kind], person: id, agency: { id: it.id } }));

const field =
  (name: string, list: boolean) =>
  async ({ person, agency }: Contribution, _: unknown, context: Context) => {
    const held = (await itemsOf(agency.id, context).load(person)).filter((it) => it.field === name);
    const shown = held.map(({ body, occurred_on, nature }) => ({
      ...body,
      provenance: { occurredOn: occurred_on, nature },
    }));
    return list ? shown : (shown[0] ?? null);
  };

const mayRead = (category: string) =>
  rule({ cache: "no_cache" })(async ({ person, agency }: Contribution, _: unknown, context: Context) => {
    const signed = (await context.protocols()).some(
      ({ document }) => document.sources.includes(agency.id) && document.cats.includes(category),
    );
    const consents = await context.consents.load(person);
    return signed && consents.some((it) => it.categories.includes("*") && it.recipients.includes("MASH"));
  });

function buildConventionalSchema() {
  const typeDefs = fs.readFileSync(path.join(__dirname, "../../../schema/schema.graphql"), "utf8");
  const resolvers: Record<string, Record<string, unknown>> = {
    Query: { familyRecord },
    FamilyRecord: { members },
    FamilyMember: Object.fromEntries(ALL_KINDS.map((kind) => [kind, contributions(kind)])),
  };
  const rules: Record<string, Record<string, ReturnType<typeof mayRead>>> = {};
  for (const kind of ALL_KINDS) {
    const type = TYPES[kind];
    const decisions = decisionsOf(kind);
    resolvers[type] = { sharing: () => ({ decisions }) };
    rules[type] = {};
    for (const [name, { list, category }] of Object.entries(SELECTION[kind])) {
      resolvers[type][name] = field(name, list);
      rules[type][name] = mayRead(category);
    }
  }
  const schema = makeExecutableSchema({
    typeDefs,
    resolvers,
    resolverValidationOptions: { requireResolversToMatchSchema: "ignore" },
  });
  return applyMiddleware(schema, shield(rules as never, { allowExternalErrors: true }));
}

const AUDIT = "INSERT INTO bench_audit (request) VALUES ($1)";

export async function conventional({ databaseUrl, key }: Setting): Promise<http.Server> {
  const { keys } = await DemonstrationIssuer.from(key, TOKEN_RULES);
  const pool = new Pool({ connectionString: databaseUrl, options: "-c jit=off" });
  const apollo = new ApolloServer<Context>({ schema: buildConventionalSchema(), introspection: false });
  await apollo.start();
  return http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      const headers = new HeaderMap([["content-type", "application/json"]]);
      const answer = async (): Promise<void> => {
        await jwtVerify(request.headers.authorization!.slice("Bearer ".length), keys, TOKEN_RULES);
        const result = await apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: { method: "POST", headers, search: "", body },
          context: () => Promise.resolve(contextOf(pool)),
        });
        await pool.query({ name: "audit", text: AUDIT, values: [JSON.stringify(body)] });
        for (const [name, value] of result.headers) response.setHeader(name, value);
        response.end(result.body.kind === "complete" ? result.body.string : "");
      };
      void answer();
    });
  });
}
