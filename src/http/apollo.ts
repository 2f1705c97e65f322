/** Apollo, with what it may keep, log and tell taken in hand, and the limits on what one query may cost to read. */
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import { maxDirectivesRule } from "@escape.tech/graphql-armor-max-directives";
import { Kind, type GraphQLError, type GraphQLSchema, type ValidationContext } from "graphql";
import { formatError } from "../gateway/errors";
import type { RequestContext } from "../identity/request-context";
import { DocumentStore } from "./document-store";
import { knownOperationsRule } from "./known-operations";

export interface ApolloParts {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  /** A line for the operator; never holds personal data. */
  readonly report: (event: string) => void;
}

const MAX_TOKENS = 6_000;
/** Left to themselves these rules throw, which Apollo takes for a fault of its own; so they report, as any rule does. */
const REPORTED = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context!.reportError(error)],
};

export async function startApollo({
  schema,
  introspection,
  report,
}: ApolloParts): Promise<ApolloServer<RequestContext>> {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError,
    parseOptions: { maxTokens: MAX_TOKENS },
    // rules, not their packages' plugins: those are Envelop's, and Apollo runs them without a word to no effect
    validationRules: [
      knownOperationsRule,
      maxDepthRule({ n: 16, ...REPORTED }),
      maxAliasesRule({ n: 60, allowList: [], ...REPORTED }),
      maxDirectivesRule({ n: 60, ...REPORTED }),
    ],
    // what one caller typed is not kept for another
    persistedQueries: false,
    documentStore: new DocumentStore(),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // it would tell a larger graph how long each field took, and which failed
      ApolloServerPluginInlineTraceDisabled(),
      MAY_BE_STALE,
    ],
    logger: withoutWords(report),
  });
  await apollo.start();
  return apollo;
}

/** How graphql says that a query names a field or a type that the schema does not have. */
const NOT_KNOWN = /^(Cannot query field|Unknown type) /;
/** Roots that are answered from the schema itself. */
const ABOUT_THE_SCHEMA: ReadonlySet<string> = new Set(["__schema", "__type", "_service"]);

/**
 * A field that this schema does not know may be one of a partner that has joined since, and who asks what there is to ask
 * is told of today (graphql-endpoint.ts).
 */
const MAY_BE_STALE: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      validationDidStart: ({ contextValue }) =>
        Promise.resolve((errors?: readonly Error[]) => {
          if (errors?.some((it) => NOT_KNOWN.test(it.message))) contextValue.turn.isStale = true;
          return Promise.resolve();
        }),
      didResolveOperation: ({ contextValue, operation }) => {
        // undefined where the document names another
        const roots = operation?.selectionSet.selections ?? [];
        if (roots.some((it) => it.kind === Kind.FIELD && ABOUT_THE_SCHEMA.has(it.name.value)))
          contextValue.turn.isStale = true;
        return Promise.resolve();
      },
    }),
};

/** Apollo's own log lines may carry query text; the operator is told that something happened, not what was asked. */
const withoutWords = (report: ApolloParts["report"]) => ({
  debug: () => undefined,
  info: () => undefined,
  warn: () => report("apollo: warning"),
  error: () => report("apollo: error"),
});
