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
const LANGUAGE_ERRORS: ReadonlySet<unknown> = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND",
  "BAD_REQUEST",
]);

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
  if (LANGUAGE_ERRORS.has(code)) return { message: withoutValues(formatted.message), ...where, extensions: { code } };
  return { message: "The gateway could not serve this.", ...where, extensions: { code: "E-INTERNAL" } };
}

/** graphql-js repeats the value it refused: `got invalid value "…"`, `found "…"`, `non-string value: …`. */
export const withoutValues = (message: string): string =>
  message
    .replace(/(got invalid value) [\s\S]*?( at "[^"]*")?; [\s\S]*$/, "$1$2.")
    .replace(/, found [\s\S]*$/, ".")
    .replace(/(cannot represent [^:]*value): [\s\S]*$/, "$1.")
    .replace(/Value "[^"]*" does not exist/, "This value does not exist")
    .replace(/Enum "(\w+)" cannot represent[\s\S]*$/, 'Not a value of the enum "$1".')
    .replace(/Syntax Error: (Unexpected|Expected|Unterminated|Invalid)[\s\S]*$/, "Syntax error.");
