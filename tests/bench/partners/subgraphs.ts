/**
 * The subgraphs that an engine joins: the hub and the five hosted agencies in its own process, over the store that the
 * gateway reads and by the gateway's own statement; the three partners over HTTP, at the addresses that the gateway asks.
 */
import DataLoader from "dataloader";
import type { DocumentNode, ExecutionResult, FieldNode, GraphQLResolveInfo, GraphQLSchema } from "graphql";
import { composeServices, compositionHasErrors } from "@theguild/federation-composition";
import { parse } from "graphql";
import type { Pool } from "pg";
import { Agent, request } from "undici";
import { HostedSource } from "../../../src/sources/hosted.source";
import { askKey, itemsOf, type SourceItem } from "../../../src/sources/source";
import { graphql } from "./engines";
import { HOSTED, HUB_SDL, hostedSdl, REMOTES, remoteSdl, type Fields } from "./question";
import type { Request, Send } from "./rewrite";

export const HUB = "hub";
export const SUBGRAPHS: readonly string[] = [HUB, ...Object.keys(HOSTED), ...Object.keys(REMOTES)];
const sdlOf = (name: string): string => (name === HUB ? HUB_SDL : name in REMOTES ? engineSdl(name) : hostedSdl(name));

/** Engines know nothing of categories; scalars and enums of several subgraphs are theirs together. */
const engineSdl = (name: string): string =>
  remoteSdl(name)
    .replace(/ @shared\(category: "[^"]*"\)/g, "")
    .replace(/^directive @shared.*$/m, "");

export function supergraph(): string {
  const services = SUBGRAPHS.map((name) => ({ name, url: `http://${name}/`, typeDefs: parse(sdlOf(name)) }));
  const result = composeServices(services);
  if (compositionHasErrors(result)) throw new Error(result.errors.map((it) => it.message).join("\n"));
  return result.supergraphSdl;
}

/** What each subgraph answers, by its name. A request's own loader is what `context` holds. */
export function sendersOf(pool: Pool, urls: Readonly<Record<string, string>>): (name: string) => Send {
  const source = new HostedSource(pool);
  const agent = new Agent({ connections: 32, pipelining: 1 });
  const senders = new Map<string, Send>();
  for (const name of SUBGRAPHS) {
    if (name in REMOTES) senders.set(name, (it) => overHttp(urls[name]!, it, agent));
    else senders.set(name, name === HUB ? hub(pool) : hosted(name, source));
  }
  return (name) => senders.get(name)!;
}

async function overHttp(url: string, { query, variables }: Request, dispatcher: Agent): Promise<ExecutionResult> {
  const headers = { "content-type": "application/json" };
  const { body } = await request(url, {
    method: "POST",
    headers,
    body: JSON.stringify({ query, variables }),
    dispatcher,
  });
  return (await body.json()) as ExecutionResult;
}

const MACHINERY = "scalar _Any union _Entity = FamilyMember";
const executable = (sdl: string, query: string): GraphQLSchema =>
  graphql.buildSchema(sdl.replace(/^extend schema.*$/m, "").replace(/ @key\([^)]*\)/, "") + query, {
    assumeValidSDL: true,
  });

function answering(schema: GraphQLSchema, rootOf: () => object): Send {
  const documents = new Map<string, DocumentNode>();
  return async ({ query, variables }) => {
    const document = documents.get(query) ?? graphql.parse(query, { noLocation: true });
    documents.set(query, document);
    return graphql.execute({ schema, document, variableValues: variables, rootValue: rootOf() });
  };
}

const MEMBERS = `SELECT p.id::text, p.name, m.relationship FROM case_member m JOIN person p ON p.id = m.person_id
  WHERE m.case_id = $1 ORDER BY m.linked_at, p.id`;

const hub = (pool: Pool): Send =>
  answering(executable(HUB_SDL, ""), () => ({
    familyRecord: async ({ caseId }: { caseId: string }) => {
      const { rows } = await pool.query({ name: "members", text: MEMBERS, values: [caseId] });
      return { members: rows as object[] };
    },
  }));

function hosted(name: string, source: HostedSource): Send {
  const fields = HOSTED[name as keyof typeof HOSTED];
  const agency = `B05-${name}-1`;
  const query = `${MACHINERY} type Query { _entities(representations: [_Any!]!): [_Entity]! }`;
  return answering(executable(hostedSdl(name), query), () => {
    // one statement for everything that one request asks for
    const loader = new DataLoader<{ person: string; fields: readonly string[] }, readonly SourceItem[]>(
      async (asks) => {
        const answers = await source.fetch(asks.map((it) => ({ ...it, agency, elsewhere: null })));
        return asks.map(({ person }) => itemsOf(answers.get(askKey(person, agency))));
      },
      { cache: false },
    );
    return {
      _entities: ({ representations }: { representations: { id: string }[] }, _: unknown, info: GraphQLResolveInfo) => {
        const asked = selected(info.fieldNodes, name);
        return Promise.all(
          representations.map(async ({ id }) => {
            const items = await loader.load({ person: id, fields: asked });
            return { __typename: "FamilyMember", id, [name]: [contributionOf(items, asked, fields)] };
          }),
        );
      },
    };
  });
}

/** The fields of the contribution, below `... on FamilyMember { contribution { … } }`. */
function selected(nodes: readonly FieldNode[], contribution: string): readonly string[] {
  const below = (them: readonly FieldNode[]): FieldNode[] =>
    them.flatMap(({ selectionSet }) =>
      (selectionSet?.selections ?? []).flatMap((it) => {
        if (it.kind === graphql.Kind.FIELD) return [it];
        return it.kind === graphql.Kind.INLINE_FRAGMENT ? below([it as unknown as FieldNode]) : [];
      }),
    );
  return below(below(nodes).filter((it) => it.name.value === contribution))
    .map((it) => it.name.value)
    .filter((it) => it !== "__typename");
}

function contributionOf(items: readonly SourceItem[], asked: readonly string[], fields: Fields): object {
  const of = (field: string): object[] =>
    items
      .filter((it) => it.field === field)
      .sort(newestFirst)
      .map(({ body, occurredOn, nature }) => ({ ...(body as object), provenance: { occurredOn, nature } }));
  return Object.fromEntries(asked.map((it) => [it, fields[it]!.list ? of(it) : (of(it)[0] ?? null)]));
}

const newestFirst = (a: SourceItem, b: SourceItem): number =>
  compare(b.occurredOn ?? "", a.occurredOn ?? "") ||
  compare(b.recordedAt, a.recordedAt) ||
  compare(a.sourceRef, b.sourceRef);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
