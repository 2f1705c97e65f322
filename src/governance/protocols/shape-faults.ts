/** What the shape of a document faults, in words for the lead who wrote it: with what is known where a word is not. */
import type { z } from "zod";
import { CATEGORIES, PURPOSES } from "../../sharing/vocabulary";
import { breakGlassShape, documentShape, standingShape, termsShape } from "./protocol-document";
import { didYouMean } from "./did-you-mean";
import type { Found, Path } from "./yaml-text";

type Issue = z.core.$ZodIssue;

export function shapeFaults(value: unknown): Found[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ path: [], code: "NOT_A_PROTOCOL", message: "expected keys and values: id, title, version, …" }];
  }
  const read = documentShape.safeParse(value);
  return read.success ? [] : read.error.issues.flatMap((it) => toFound(it, value, []));
}

function toFound(issue: Issue, value: unknown, above: Path): Found[] {
  const path = [...above, ...issue.path];
  const given = valueAt(value, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], key));
    case "invalid_value": {
      const words = issue.values.filter((it): it is string => typeof it === "string" && it !== "3s");
      if (given === undefined) return [missing(path)];
      if (words.length === 0) return [{ path, code: "INVALID_VALUE", message: issue.message }];
      const near = didYouMean(given, words);
      const known = near === "" && words.length < 12 ? `; expected ${words.join(", ")}` : near;
      return [{ path, code: "UNKNOWN_WORD", message: `no such word${known}` }];
    }
    case "invalid_union":
      // one of something, or a list of them: told as what was written
      return issue.errors[Array.isArray(given) ? 1 : 0]!.flatMap((it) => toFound(it, value, path));
    case "invalid_type":
      if (given === undefined || given === null) return [missing(path)];
      return [{ path, code: "WRONG_KIND", message: `expected ${KINDS[issue.expected] ?? issue.expected}` }];
    default:
      return [{ path, code: "INVALID_VALUE", message: issue.message }];
  }
}

const missing = (path: Path): Found => ({ path, code: "MISSING", message: `${String(path.at(-1))} is needed` });

const KINDS: Readonly<Record<string, string>> = {
  string: "words",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  record: "keys and values",
  object: "keys and values",
};

function unknownKey(path: Path, key: string): Found {
  const [top, , inner] = path;
  if (path.length === 2 && (top === "categories" || top === "consentMode")) {
    const [what, known] = top === "categories" ? ["category", Object.keys(CATEGORIES)] : ["purpose", PURPOSES];
    return { path, code: "UNKNOWN_WORD", message: `no such ${what}${didYouMean(key, known)}` };
  }
  const known = Object.keys(
    path.length === 1
      ? documentShape.shape
      : inner !== undefined && top === "categories"
        ? termsShape.shape
        : top === "standingDeterminations"
          ? standingShape.shape
          : breakGlassShape.shape,
  );
  return { path, code: "UNKNOWN_KEY", message: `no such key${didYouMean(key, known)}` };
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (it, key) => (typeof it === "object" && it !== null ? (it as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
