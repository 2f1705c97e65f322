/** What no answer may be, whatever was sent: a fault of ours, a riddle without a code, or a look inside. */
import { LANGUAGE_ERRORS } from "../../src/gateway/errors";
import type { HttpAnswer } from "./fuzzed-gateway";

/** Every code that a caller's own mistake can bring. E-INTERNAL and E-RECORD are faults of ours. */
const CODES: ReadonlySet<unknown> = new Set([...LANGUAGE_ERRORS, "E-REQUEST", "E-UNAUTHENTICATED"]);

/** Stack frames, paths, error classes, SQL, PostgreSQL's own words and the names of what we are made of. */
const INSIDES = [
  /\n\s+at \S/,
  /\bat \S+ \(/,
  /node_modules|node:internal|file:\/\/|\.[jt]s:\d/,
  /\/(?:src|tmp|work|root|home|var|usr)\//,
  /(?<!Syntax )\bError: |\w(?:Error|Exception): /,
  /\b(?:SELECT|INSERT INTO|DELETE FROM|UPDATE) [\w".*]+/,
  /relation "|column "|near "|syntax error at|invalid input syntax|invalid byte sequence|violates \w+|duplicate key/,
  /out of range for type|value too long for type|deadlock detected|canceling statement|SQLSTATE/,
  /typeorm|queryfailed|pg_\w+|zod|type-graphql|swc|undefined is not|cannot read propert|is not a function/i,
];

/** Ids are letters at random, and spell anything sooner or later. */
const withoutIds = (text: string): string => text.replace(/"[\w-]{24,}"/g, '"…"');

/**
 * A message for each thing that is wrong with an answer; none for a good one.
 *
 * @param isHead the answer to a HEAD has no body
 */
export function faultsOf({ status, type, text }: HttpAnswer, isHead = false): string[] {
  if (status === 0) return []; // the connection ended; whether the server did is asked elsewhere
  const faults: string[] = [];
  if (status >= 500) faults.push(`status ${status}`);
  const shown = withoutIds(text);
  for (const inside of INSIDES) if (inside.test(shown)) faults.push(`shows ${String(inside)}`);
  if (!/^application\/(graphql-response\+)?json/.test(type)) return status < 400 ? faults : [...faults, `type ${type}`];
  if (isHead && text === "") return faults;
  const { data, errors } = parsed(text);
  if (data === undefined && errors === undefined && status >= 400) faults.push("an error without errors");
  for (const error of Array.isArray(errors) ? (errors as { extensions?: { code?: unknown } }[]) : []) {
    const code = error?.extensions?.code;
    if (!CODES.has(code)) faults.push(`code ${String(code)}`);
  }
  return faults;
}

function parsed(text: string): { data?: unknown; errors?: unknown } {
  try {
    return JSON.parse(text) as { data?: unknown; errors?: unknown };
  } catch {
    return { errors: [{ extensions: { code: "not JSON" } }] };
  }
}
