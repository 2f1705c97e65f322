/** Reads the text of an OpenAPI document, as JSON or as YAML, and tells where in it everything stands. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { isAlias, isMap, isPair, isScalar, LineCounter, parseDocument, visit, type Document } from "yaml";
import { isRaw, type Raw } from "../read-value";

export interface OpenApiFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface OpenApiText {
  /** Null where it cannot be read. */
  readonly root: Raw | null;
  readonly faults: readonly OpenApiFault[];
  /** Of what stands at a path, or of the nearest above it; from 1. */
  readonly placeOf: (path: readonly string[]) => { readonly line: number; readonly column: number };
  /** Of what it says: order, layout and comments do not change it. */
  readonly sha256: string;
}

const MOST_CHARACTERS = 512 * 1024;
const LOCAL = /^#\/components\/[A-Za-z]+\/[A-Za-z0-9._-]+$/;

export function readOpenApi(text: string): OpenApiText {
  try {
    return read(text);
  } catch {
    // such as nesting deeper than a stack
    return unreadable("this can be read neither as JSON nor as YAML; aliases are not taken");
  }
}

function read(text: string): OpenApiText {
  if (text.length > MOST_CHARACTERS) return unreadable(`at most ${MOST_CHARACTERS / 1024} KB`);
  // neither is kept by the store
  if (text.includes("\0") || !text.isWellFormed()) return unreadable("this is no well-formed text");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2", schema: "core" });
  const root = document.errors.length > 0 ? null : (document.toJS({ maxAliasCount: 0 }) as unknown);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [error] = document.errors;
  if (error) return { ...unreadable(""), faults: [{ message: "this is no JSON and no YAML", ...at(error.pos[0]) }] };
  if (!isRaw(root)) return unreadable("expected an OpenAPI document");
  const faults = refFaults(document, root).map(({ message, offset }) => ({ message, ...at(offset) }));
  const placeOf = (path: readonly string[]) => at(offsetOf(document, path));
  if (!/^3\.[01]\./.test(String(root["openapi"])))
    faults.push({ message: "write openapi: 3.0 or 3.1", ...placeOf(["openapi"]) });
  const sha256 = hashOf(root);
  if (sha256 === null) return unreadable("it holds what JSON cannot, such as a number without end");
  return { root, faults, placeOf, sha256 };
}

function hashOf(root: Raw): string | null {
  try {
    return createHash("sha256").update(canonicalize(root)!).digest("hex");
  } catch {
    return null;
  }
}

const unreadable = (message: string): OpenApiText => ({
  root: null,
  faults: [{ message, line: 1, column: 1 }],
  placeOf: () => ({ line: 1, column: 1 }),
  sha256: "",
});

/** What leads out of the document could say something else tomorrow than was approved. */
function refFaults(document: Document, root: Raw): { message: string; offset: number }[] {
  const faults: { message: string; offset: number }[] = [];
  visit(document, {
    Pair: (_, pair) => {
      if (!isScalar(pair.key) || pair.key.value !== "$ref" || !isScalar(pair.value)) return;
      const ref = String(pair.value.value);
      const offset = pair.value.range?.[0] ?? 0;
      if (!LOCAL.test(ref)) faults.push({ message: "refer to #/components/… of this document alone", offset });
      else if (!isRaw(lookUp(root, ref))) faults.push({ message: `there is no ${ref}`, offset });
    },
    Node: (_, node) => {
      if (isAlias(node)) faults.push({ message: "aliases are not taken; use $ref", offset: node.range?.[0] ?? 0 });
    },
  });
  return faults;
}

export function lookUp(root: Raw, ref: string): unknown {
  return ref
    .slice(2)
    .split("/")
    .reduce<unknown>((at, name) => (isRaw(at) && Object.hasOwn(at, name) ? at[name] : undefined), root);
}

function offsetOf(document: Document, path: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((it) => isPair(it) && isScalar(it.key) && String(it.key.value) === step);
    if (!pair) break;
    offset = (pair.key as { range?: [number] | null }).range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}
