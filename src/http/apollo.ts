/** Apollo, with what it may keep, log and tell taken in hand, and the limits on what one query may cost to read. */
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import { maxDirectivesRule } from "@escape.tech/graphql-armor-max-directives";
import type { GraphQLError, GraphQLSchema, ValidationContext } from "graphql";
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
    ],
    logger: withoutWords(report),
  });
  await apollo.start();
  return apollo;
}

/** Apollo's own log lines may carry query text; the operator is told that something happened, not what was asked. */
const withoutWords = (report: ApolloParts["report"]) => ({
  debug: () => undefined,
  info: () => undefined,
  warn: () => report("apollo: warning"),
  error: () => report("apollo: error"),
});
