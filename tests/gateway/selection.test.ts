import { buildSchema, execute, GraphQLObjectType, parse, type GraphQLResolveInfo } from "graphql";
import { argumentsOf, selectedOn } from "../../src/gateway/selection";

const schema = buildSchema(`
  type Query { root: A }
  interface I { a: Int }
  type A implements I { a: Int, b: Int, c(first: Int = 5, words: [String]): Int }
  type B implements I { a: Int }
`);
const A = schema.getType("A") as GraphQLObjectType;

/** What the executor itself would resolve, and what we say is selected, for one query. */
function both(query: string, variableValues: Record<string, unknown> = {}) {
  let seen: GraphQLResolveInfo | undefined;
  const resolved: string[] = [];
  for (const [name, field] of Object.entries(A.getFields())) {
    field.resolve = () => {
      resolved.push(name);
      return 1;
    };
  }
  schema.getQueryType()!.getFields()["root"]!.resolve = (_s, _a, _c, info) => ((seen = info), {});
  A.isTypeOf = () => true;
  void execute({ schema, document: parse(query), variableValues });
  const selected = [...selectedOn(seen!.fieldNodes, A, seen!).keys()];
  return {
    selected: selected.sort(),
    resolved: [...new Set(resolved)].sort(),
    info: seen!,
    nodes: selectedOn(seen!.fieldNodes, A, seen!),
  };
}

const QUERIES: [string, string, Record<string, unknown>?][] = [
  ["plain", "{ root { a b } }"],
  ["aliases", "{ root { x: a y: b a } }"],
  ["two of one field", "{ root { a } root { b } }"],
  ["inline fragments", "{ root { ... on A { a } ... { b } } }"],
  ["interface fragments", "{ root { ... on I { a } } }"],
  ["fragments of another type", "{ root { ... on I { ... on B { a } } b } }"],
  ["named fragments in fragments", "{ root { ...F } } fragment F on A { a ...G } fragment G on I { a ... on A { c } }"],
  [
    "skip and include",
    "query ($y: Boolean!, $n: Boolean!) { root { a @skip(if: $y) b @include(if: $n) c @skip(if: $n) @include(if: $y) } }",
    { y: true, n: false },
  ],
  ["a skipped fragment", "query ($y: Boolean!) { root { ...F @skip(if: $y) a } } fragment F on A { b }", { y: true }],
  ["a variable's default", "query ($y: Boolean! = true) { root { a @skip(if: $y) b } }"],
  ["__typename", "{ root { __typename a } }"],
];
test.each(QUERIES.map(([what, query, variables]) => [what, query, variables ?? {}] as const))(
  "follows the executor: %s",
  (_what, query, variables) => {
    const { selected, resolved } = both(query, variables);
    expect(selected.filter((it) => it !== "__typename")).toEqual(resolved);
  },
);

test("arguments with variables and defaults filled in", () => {
  const { nodes, info } = both('query ($n: Int) { root { c(first: $n, words: ["x"]) d: c } }', { n: 3 });
  expect(nodes.get("c")!.map((it) => argumentsOf(it, A, info))).toEqual([{ first: 3, words: ["x"] }, { first: 5 }]);
});
