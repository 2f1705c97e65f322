/** An expression of a mapping, compiled once at acceptance. Any JSON can be read by it; FHIR's own, by FHIR's types. */
import { fhirPath, r4 } from "./fhirpath-engine";
import { PathFault, reachOf, type PathNode, type Reach } from "./reach";

/** What is read by the path: FHIR R4, where `value` is also `valueQuantity`, or JSON as it is. */
export type Dialect = "R4" | "JSON";

export interface MappedPath extends Reach {
  readonly text: string;
  /** Everything that it finds. @throws where the object is none that it can read */
  readonly at: (object: unknown) => readonly unknown[];
}

const LONGEST = 500;

/** @throws PathFault, in words for the developer who wrote it */
export function mappedPath(text: string, dialect: Dialect): MappedPath {
  if (text.length > LONGEST) throw new PathFault(`at most ${LONGEST} characters`);
  const { roots, whole } = reachOf(parsed(text), true);
  const compiled = compile(text, dialect);
  return { text, roots, whole, at: (object) => compiled(object) as unknown[] };
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
