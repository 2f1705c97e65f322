/**
 * The engines, from a package of their own (`engines/`), so that nothing of theirs is in the gateway's. What is made with
 * their copy of graphql stays with it: two copies do not know each other's schemas.
 */
import { createRequire } from "node:module";
import path from "node:path";
import type { ApolloServerOptions, BaseContext } from "@apollo/server";
import type { DocumentNode, ExecutionResult, GraphQLSchema } from "graphql";

const load = createRequire(path.join(__dirname, "engines/package.json")) as (name: string) => unknown;

export const graphql = load("graphql") as typeof import("graphql");

export interface ToSubgraph {
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown>;
  readonly context?: unknown;
}

/** What the server above serves. */
export type Served = Pick<ApolloServerOptions<BaseContext>, "schema" | "gateway">;
type GatewayInterface = NonNullable<Served["gateway"]>;

interface Federation {
  getStitchedSchemaFromSupergraphSdl(options: {
    readonly supergraphSdl: string;
    readonly batch?: boolean;
    readonly onSubschemaConfig: (config: {
      name: string;
      executor: (request: ToSubgraph) => Promise<ExecutionResult>;
    }) => void;
  }): GraphQLSchema;
}

export interface ProcessOptions {
  readonly request: { readonly query: string; readonly variables?: Record<string, unknown> };
  readonly context: unknown;
}

export const federation = (): Federation => load("@graphql-tools/federation") as Federation;
export const apollo = () =>
  load("@apollo/gateway") as {
    ApolloGateway: new (options: {
      supergraphSdl: string;
      buildService: (service: { name: string }) => { process: (options: ProcessOptions) => Promise<ExecutionResult> };
    }) => GatewayInterface;
  };

/** The server above each of them, of the version that the gateway is built on, with their own copy of graphql. */
export const apolloServer = () => load("@apollo/server") as typeof import("@apollo/server");
