/**
 * A FHIRPath expression over a row, compiled once. What it may call is what a partner's mapping may call: nothing that
 * reads a clock, asks a server or goes on for ever, so that one row always becomes the same items.
 */
import { fhirPath } from "../../remote/mapping/fhirpath-engine";
import { PATH_FUNCTIONS } from "../../remote/mapping/path-functions";

export interface Expression {
  /** @throws Error whose words may quote the row, where it cannot be worked out */
  readonly values: (scope: Scope) => readonly unknown[];
  /** Names that it reads at the top of what it is asked of. */
  readonly names: readonly string[];
  /** Names that it reads at the top of the whole row, by `%row`. */
  readonly rowNames: readonly string[];
}

/** What an expression is asked of: the row itself, or an entry of a list in it. */
export interface Scope {
  readonly it: object;
  readonly row: object;
}

const LONGEST = 1000;

interface Node {
  readonly type: string;
  readonly text?: string;
  readonly atRoot?: number;
  readonly children?: readonly Node[];
}

/** @returns what is wrong, in our words, where it cannot be used */
export function compileExpression(text: string): Expression | { readonly fault: string } {
  if (text.length > LONGEST) return { fault: `an expression has at most ${LONGEST} characters` };
  let tree: Node;
  try {
    tree = fhirPath().parse(text) as Node;
  } catch (error) {
    return { fault: `no FHIRPath expression${whereIn(error)}; a column with spaces stands in \`backticks\`` };
  }
  const nodes = [...below(tree)];
  for (const node of nodes) {
    const called = node.type === "FunctionInvocation" ? nameOf(node.text ?? "") : null;
    if (called !== null && !PATH_FUNCTIONS.has(called)) return { fault: `${called}() may not be used` };
    if (node.type === "ExternalConstantTerm" && node.text !== "row")
      return { fault: "of variables there is %row alone" };
  }
  const evaluate = fhirPath().compile(text, undefined, { async: false });
  return {
    values: ({ it, row }) => evaluate(it, { row }) as unknown[],
    names: nodes.filter((it) => it.type === "MemberInvocation" && it.atRoot === 1).map((it) => nameOf(it.text!)),
    rowNames: nodes.flatMap(rowNameOf),
  };
}

function* below(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children ?? []) yield* below(child);
}

/** `%row.name` is an invocation whose left side is the constant. */
function rowNameOf({ type, children = [] }: Node): string[] {
  const [left, right] = children;
  if (type !== "InvocationExpression" || !left || right?.type !== "MemberInvocation") return [];
  const isRow = left.type === "ExternalConstantTerm" || left.children?.[0]?.type === "ExternalConstantTerm";
  return isRow ? [nameOf(right.text!)] : [];
}

const nameOf = (identifier: string): string =>
  identifier.startsWith("`") ? identifier.slice(1, -1).replace(/\\(.)/g, "$1") : identifier;

function whereIn(error: unknown): string {
  const column = /column: (\d+)/.exec((error as Error).message)?.[1];
  return column === undefined ? "" : ` (at its character ${Number(column) + 1})`;
}
