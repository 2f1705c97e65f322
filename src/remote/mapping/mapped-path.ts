/** An expression of a mapping, compiled once at acceptance. Any JSON can be read by it; FHIR's own, by FHIR's types. */
import { fhirPath, r4 } from "./fhirpath-engine";
import { nameOf, PathFault, reachOf, type PathNode, type Reach } from "./reach";

/** What is read by the path: FHIR R4, where `value` is also `valueQuantity`, or JSON as it is. */
export type Dialect = "R4" | "JSON";

export interface MappedPath extends Reach {
  readonly text: string;
  /** Everything that it finds. @throws where the object is none that it can read */
  readonly at: (object: unknown) => readonly unknown[];
}

const LONGEST = 500;
/** Values of what is read, where each is held against each other: of 5,000 that takes ten seconds, for everybody. */
const MOST_COMPARED = 500;

/** @throws PathFault, in words for the developer who wrote it */
export function mappedPath(text: string, dialect: Dialect): MappedPath {
  if (text.length > LONGEST) throw new PathFault(`at most ${LONGEST} characters`);
  const tree = parsed(text);
  const { roots, whole } = reachOf(tree, true);
  const compiled = compile(text, dialect);
  const most = comparesAll(tree) ? MOST_COMPARED : Infinity;
  const at = (object: unknown): readonly unknown[] => {
    if (most !== Infinity && hasMoreThan(most, object)) throw new Error("too much to compare");
    return compiled(object) as unknown[];
  };
  return { text, roots, whole, at };
}

const COMPARING: ReadonlySet<string> = new Set(["distinct", "isDistinct"]);

/** Whether any part of it takes as long as what it finds, squared. */
function comparesAll({ type, text, children = [] }: PathNode): boolean {
  if (type === "UnionExpression" || (type === "EqualityExpression" && text?.includes("~"))) return true;
  if (type === "FunctionInvocation" && COMPARING.has(nameOf(children[0]?.children?.[0] ?? children[0]))) return true;
  return children.some(comparesAll);
}

function hasMoreThan(most: number, object: unknown): boolean {
  const waiting: unknown[] = [object];
  for (let values = 0; waiting.length > 0; values += 1) {
    if (values + waiting.length > most) return true;
    const it = waiting.pop();
    if (typeof it === "object" && it !== null) for (const inner of Object.values(it)) waiting.push(inner);
  }
  return false;
}

/** The object itself. */
export const ITSELF: MappedPath = { text: "$this", roots: new Set(), whole: true, at: (object) => [object] };

function parsed(text: string): PathNode {
  return saying(() => fhirPath().parse(text) as PathNode);
}

function compile(text: string, dialect: Dialect) {
  return saying(() => fhirPath().compile(text, dialect === "R4" ? r4() : undefined, { async: false }));
}

/** The library's own words name its insides after the first few. */
function saying<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const [, column, said] = /column: (\d+); message: (.{1,80})/.exec((error as Error).message) ?? [];
    const where =
      column === undefined ? "" : ` (at character ${Number(column) + 1}: ${said!.replace(/ expecting.*$/, "")})`;
    throw new PathFault(`this is no FHIRPath expression${where}`);
  }
}
