/**
 * What an expression can touch of the object that it stands on, told from its text alone. So a FHIR server is asked for
 * these elements and no others, and a path that would take the whole is known before it is approved.
 */
import { didYouMean } from "../sdl/did-you-mean";
import { PATH_FUNCTIONS } from "./path-functions";

/** As `fhirpath.parse` gives it. */
export interface PathNode {
  readonly type: string;
  readonly text?: string;
  readonly children?: readonly PathNode[];
}

export interface Reach {
  /** Names that are read of the object itself. */
  readonly roots: ReadonlySet<string>;
  /** Its result may be the object itself, so what is read of the result is read of the object. */
  readonly whole: boolean;
}

export class PathFault extends Error {}

const NOTHING: Reach = { roots: new Set(), whole: false };
const union = (parts: readonly Reach[], whole = parts.some((it) => it.whole)): Reach => ({
  roots: new Set(parts.flatMap((it) => [...it.roots])),
  whole,
});

const WRAPPERS: ReadonlySet<string> = new Set([
  ...["EntireExpression", "TermExpression", "ParenthesizedTerm", "InvocationTerm"],
]);
const OPERATORS: ReadonlySet<string> = new Set([
  ...["PolarityExpression", "AdditiveExpression", "MultiplicativeExpression", "EqualityExpression"],
  ...["InequalityExpression", "MembershipExpression", "AndExpression", "OrExpression", "ImpliesExpression"],
]);

/**
 * @param atWhole whether the expression stands on the object itself, and not on something below it
 * @throws PathFault
 */
export function reachOf(node: PathNode, atWhole: boolean): Reach {
  const children = node.children ?? [];
  if (WRAPPERS.has(node.type) && children.length === 1) return reachOf(children[0]!, atWhole);
  if (OPERATORS.has(node.type))
    return union(
      children.map((it) => reachOf(it, atWhole)),
      false,
    );
  switch (node.type) {
    case "LiteralTerm":
      return NOTHING;
    case "ThisInvocation":
      return { roots: new Set(), whole: atWhole };
    case "MemberInvocation":
      return { roots: new Set(atWhole ? [nameOf(children[0])] : []), whole: false };
    case "InvocationExpression": {
      const before = reachOf(children[0]!, atWhole);
      const after = reachOf(children[1]!, before.whole);
      return union([before, after], after.whole);
    }
    case "UnionExpression":
      return union(children.map((it) => reachOf(it, atWhole)));
    case "TypeExpression":
      return reachOf(children[0]!, atWhole);
    case "IndexerExpression":
      mustBeConstant(children[1]);
      return reachOf(children[0]!, atWhole);
    case "FunctionInvocation":
      return reachOfCall(children[0]!, atWhole);
    default:
      throw new PathFault(
        node.type === "ExternalConstantTerm" ? "a % variable leads out of the path" : "this is not taken in a path",
      );
  }
}

function reachOfCall({ children = [] }: PathNode, atWhole: boolean): Reach {
  const name = nameOf(children[0]);
  const args = children[1]?.children ?? [];
  const known = PATH_FUNCTIONS.get(name);
  if (!known) throw new PathFault(`${name}() is not taken in a path${didYouMean(name, PATH_FUNCTIONS.keys())}`);
  if (known.takes === "CONSTANTS") args.forEach(mustBeConstant);
  const inner = known.takes === "EXPRESSIONS" ? args.map((it) => reachOf(it, atWhole)) : [];
  const gives =
    name === "select" || name === "iif" ? inner.slice(name === "iif" ? 1 : 0).some((it) => it.whole) : false;
  const own = name === "extension" && atWhole ? [name] : [];
  return union([{ roots: new Set(own), whole: false }, ...inner], known.keeps ? atWhole : gives);
}

function mustBeConstant(node: PathNode | undefined): void {
  let inner = node;
  while (inner && (WRAPPERS.has(inner.type) || inner.type === "PolarityExpression")) inner = inner.children?.[0];
  if (inner?.type !== "LiteralTerm") throw new PathFault("write a constant between these brackets");
}

/** Between backticks a name may be any word. */
export const nameOf = (node: PathNode | undefined): string => (node?.text ?? "").replace(/^`|`$/g, "");
