import { buildSchema, graphqlSync, GraphQLError, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import { protect } from "../../src/gateway/protect";
import { buildGatewaySchema } from "../../src/schema";

/** A schema from SDL, in which extensions are given by `Type.field`. */
function schemaOf(sdl: string, extensions: Record<string, object>): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const [place, more] of Object.entries(extensions)) {
    const [type, field] = place.split(".");
    const at = (schema.getType(type!) as GraphQLObjectType).getFields()[field!]!;
    at.extensions = { ...at.extensions, ...more };
  }
  return schema;
}
const OPEN = { open: "for the test" };
const SHARED = { shared: { category: "attendance" } };

test("an undeclared field stops the server, and every one is named", () => {
  const schema = schemaOf("type Query { a: A, b: Int } type A { c: Int, d: B } type B { e: Int }", {
    "Query.a": OPEN,
    "A.c": OPEN,
  });
  expect(() => protect(schema)).toThrow(
    /Query\.b is neither @Shared nor @Open\n {2}A\.d is neither|A\.d is neither[\s\S]*Query\.b is neither/,
  );
  expect(() => protect(schema)).toThrow(/B\.e is neither/);
});

test.each([
  [
    "a shared field that cannot be null",
    "type Query { a: Int! }",
    { "Query.a": SHARED },
    "Query.a is shared, so it must be nullable",
  ],
  ["both at once", "type Query { a: Int }", { "Query.a": { ...SHARED, ...OPEN } }, "Query.a is both"],
  ["openness without a reason", "type Query { a: Int }", { "Query.a": { open: "" } }, "Query.a is neither"],
  [
    "an element that could not be removed",
    "type Query { a: A } type A { place: Int! }",
    { "Query.a": SHARED, "A.place": { element: "LOCATION" } },
    "A.place is an element that may be removed",
  ],
  [
    "an undeclared mutation",
    "type Query { a: Int } type Mutation { m: Int }",
    { "Query.a": OPEN },
    "Mutation.m is neither",
  ],
  [
    "a field behind a union",
    "type Query { a: U } union U = A type A { b: Int }",
    { "Query.a": OPEN },
    "A.b is neither",
  ],
  [
    "a field behind an interface",
    "type Query { a: I } interface I { b: Int } type A implements I { b: Int, c: Int }",
    { "Query.a": OPEN, "I.b": OPEN, "A.b": OPEN },
    "A.c is neither",
  ],
])("refused: %s", (_what, sdl, extensions, message) => {
  expect(() => protect(schemaOf(sdl, extensions))).toThrow(message);
});

test("what lies below a shared field is covered by it", () => {
  expect(() =>
    protect(schemaOf("type Query { a: A } type A { b: B } type B { c: Int! }", { "Query.a": SHARED })),
  ).not.toThrow();
});

describe("the guard", () => {
  const read = (root: unknown) => {
    const schema = protect(schemaOf("type Query { a: Int }", { "Query.a": SHARED }));
    return graphqlSync({ schema, source: "{ a }", rootValue: root });
  };
  it.each<[string, unknown, number | null]>([
    ["a plain yes", { a: 1, isReleased: () => true }, 1],
    ["no", { a: 1, isReleased: () => false }, null],
    ["anything but true", { a: 1, isReleased: () => "yes" }, null],
    ["an object that cannot be asked", { a: 1 }, null],
    ["no object at all", Object.create(null), null],
  ])("%s", (_what, root, expected) => expect(read(root)).toEqual({ data: { a: expected } }));

  it("an object that throws releases nothing", () => {
    const { data, errors } = read({
      a: 1,
      isReleased: () => {
        throw new GraphQLError("x");
      },
    });
    expect(data).toEqual({ a: null });
    expect(errors).toHaveLength(1);
  });

  it("replaces a resolver of a shared field: nothing is fetched behind it", () => {
    const schema = schemaOf("type Query { a: Int }", { "Query.a": SHARED });
    let fetched = 0;
    schema.getQueryType()!.getFields()["a"]!.resolve = () => (fetched += 1);
    graphqlSync({ schema: protect(schema), source: "{ a }", rootValue: { isReleased: () => false } });
    expect(fetched).toBe(0);
  });
});

test("the gateway's own schema is safe, and every shared field of it is guarded", async () => {
  const { catalogue } = await buildGatewaySchema(() => null);
  for (const { type, fields } of catalogue.contributions) {
    expect(fields.size).toBeGreaterThan(15);
    for (const name of fields.keys()) {
      const field = type.getFields()[name]!;
      const value = { [name]: "MARKER", isReleased: () => false };
      expect(field.resolve?.(value, {}, {}, { fieldName: name } as never)).toBeNull();
    }
  }
});
