/** Reads the text of a protocol or of another YAML document, and tells for every place in it on which line it stands. JSON is YAML too. */
import { isStorable } from "../../gateway/item-body";
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from "yaml";

export type Path = readonly PropertyKey[];

/** A fault before it is told: a place in the document, or else a place in the text. */
export interface Found {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
  /** Where no value could be read, the offset in the text. */
  readonly offset?: number;
}

export interface YamlText {
  /** Undefined where the text is no YAML. */
  readonly value: unknown;
  readonly faults: readonly Found[];
  /** Line and column, from 1, of the value at a path: its key where it has one, or of the nearest that there is. */
  readonly placeOf: (found: Found) => { readonly line: number; readonly column: number };
}

const LONGEST_TEXT = 64 * 1024;
const TOP = { line: 1, column: 1 };
const MESSAGES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "said twice",
  MULTIPLE_DOCS: "expected one document; the line --- begins another",
  TAB_AS_INDENT: "indented with a tab; use spaces",
  BAD_INDENT: "does not stand below what it belongs to; look at the spaces before it",
};

export function readYaml(text: string): YamlText {
  if (text.length > LONGEST_TEXT) return unreadable("TOO_LONG", `expected at most ${LONGEST_TEXT / 1024} KB`);
  if (!isStorable(text)) return unreadable("NOT_YAML", "expected well-formed text");
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2", schema: "core" });
    const faults = faultsOf(document);
    const linePos = (offset: number) => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(1, line), column: Math.max(1, col) };
    };
    const placeOf: YamlText["placeOf"] = ({ path, offset }) => linePos(offset ?? offsetOf(document.contents, path));
    // what could not be read whole may read as something that nobody wrote
    const broken = faults.some((it) => it.code !== "DUPLICATE_KEY");
    return { value: broken ? undefined : (document.toJS({ maxAliasCount: 0 }) as unknown), faults, placeOf };
  } catch {
    // such as nesting deeper than a stack
    return unreadable("NOT_YAML", "cannot be read");
  }
}

const unreadable = (code: string, message: string): YamlText => ({
  value: undefined,
  faults: [{ path: [], code, message, offset: 0 }],
  placeOf: () => TOP,
});

function faultsOf(document: Document): Found[] {
  // one thing that is wrong at a place is often told many times over
  const told = new Map([...document.errors, ...document.warnings].reverse().map((it) => [it.pos[0], it]));
  const faults: Found[] = [...told.values()].reverse().map(({ code, pos: [offset] }) => ({
    path: [],
    code: code === "DUPLICATE_KEY" ? code : "NOT_YAML",
    message: MESSAGES[code] ?? `cannot be read (${code.toLowerCase().replaceAll("_", " ")})`,
    offset,
  }));
  visit(document, (_, node) => {
    if (isAlias(node)) {
      const message = "refers to another place; say it in full, so that what is agreed can be read";
      faults.push({ path: [], code: "ALIAS", message, offset: node.range?.[0] ?? 0 });
    }
  });
  return faults;
}

/** As far down the path as there is anything. */
function offsetOf(top: unknown, path: Path): number {
  let node: unknown = top;
  let offset = rangeOf(top) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((it) => isPair(it) && isScalar(it.key) && String(it.key.value) === String(step));
      if (!pair) break;
      offset = rangeOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) break;
      offset = rangeOf(node) ?? offset;
    } else break;
  }
  return offset;
}

const rangeOf = (node: unknown): number | undefined => (node as { range?: [number] | null } | null)?.range?.[0];
