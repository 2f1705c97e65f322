/** What a caller is told when a request cannot be served. Withholding is never one of these: it is an answer. */
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Fault } from "./faults";

/** The request itself is wrong: rule 0 of the release-decision model, the only use of `errors`. */
export class RequestError extends GraphQLError {
  constructor(message: string, faults: readonly Fault[] = []) {
    super(message, { extensions: { code: "E-REQUEST", ...(faults.length > 0 ? { faults } : {}) } });
  }
}

/** Errors of the language itself: the caller's own query text, which they may be shown. */
export const LANGUAGE_ERRORS: ReadonlySet<unknown> = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "BAD_REQUEST",
]);

/** graphql-js lists fifty faults of the variables and then says this, without a place that Apollo would know it by. */
const TOO_MANY_WRONG = "Too many errors processing variables, error limit reached. Execution aborted.";

/** Everything but a request's own fault becomes one constant text; values a caller typed are taken out of what stays. */
export function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const code = formatted.extensions?.["code"];
  const where = {
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
  };
  if (code === "E-REQUEST") {
    const faults = formatted.extensions?.["faults"];
    return { message: formatted.message, ...where, extensions: { code, ...(faults ? { faults } : {}) } };
  }
  if (code === "E-ANCHOR") return { message: formatted.message, ...where, extensions: { code } };
  if (formatted.message === TOO_MANY_WRONG) return { message: TOO_MANY_WRONG, extensions: { code: "BAD_USER_INPUT" } };
  if (LANGUAGE_ERRORS.has(code)) return { message: withoutValues(formatted.message), ...where, extensions: { code } };
  return { message: "The gateway could not serve this.", ...where, extensions: { code: "E-INTERNAL" } };
}

/**
 * graphql-js and its scalars repeat the value that they refused: `got invalid value "…"`, `found "…"`, `non-string
 * value: …`, `date-time-string …`. Names that a query writes, such as a field's, stay: they are code.
 */
export const withoutValues = (message: string): string =>
  message
    .replace(/^(Variable "\$(\w+)" got invalid value) [\s\S]*?( at "\2[\w.[\]]*")?; [\s\S]*$/, "$1$3.")
    .replace(/^Unknown operation named [\s\S]*$/, "Unknown operation name.")
    .replace(/^Value "[\s\S]*" does not exist in ("\w+" enum\.)/, "This value does not exist in $1")
    .replace(/, found [\s\S]*$/, ".")
    .replace(/(cannot represent)( (?:a )?(?:non[- ][a-z\d -]+ )?value(?=: ))?[\s\S]*$/, keepKind)
    .replace(/^(Value is not [\w ]+): [\s\S]*$/, "$1.")
    .replace(/^Syntax Error: (?!Document contains|[\w ]+ limit)[\s\S]*$/, "Syntax error.");

const keepKind = (_: string, cannot: string, kind = " this value"): string => `${cannot}${kind}.`;
