/**
 * Law 2, before anything is asked: the server does not start on a field that does not say what it is, that says what
 * nobody knows, or that could not read as null. Every shared field there is, one after another, loses its declaration.
 */
import fs from "node:fs";
import path from "node:path";
import { GraphQLNonNull, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import { protect } from "../../src/gateway/protect";
import { buildGatewaySchema } from "../../src/schema";
import { proofSize } from "../proof-size";
import type { PlantedBug } from "./planted-bug";
import { srcWith, withOwnWords } from "./planted-copy";
import { FIELDS } from "./the-stage";

type Field = GraphQLField<unknown, unknown>;

let schema: GraphQLSchema;
beforeAll(async () => {
  ({ schema } = await buildGatewaySchema(() => null));
});

const fieldOf = ({ type, name }: { type: string; name: string }): Field =>
  (schema.getType(type) as GraphQLObjectType).getFields()[name] as Field;

/** Runs `protect` on the schema with one thing of one field changed, and changes it back. */
function refused(field: Field, change: (field: Field) => void, lock: typeof protect): string {
  const { type, extensions, astNode } = field;
  field.extensions = { ...extensions };
  change(field);
  try {
    lock(schema);
    return "started";
  } catch (error) {
    return (error as Error).message;
  } finally {
    Object.assign(field, { type, extensions, astNode });
  }
}

const CHANGES: readonly [string, (field: Field) => void, string][] = [
  [
    "is not declared",
    (it) => {
      delete (it.extensions as { shared?: unknown }).shared;
      // the directive declares as well: a partner's field has nothing else
      it.astNode = undefined;
    },
    "is neither @Shared nor @Open",
  ],
  ["cannot be null", (it) => (it.type = new GraphQLNonNull(it.type as never)), "is shared, so it must be nullable"],
  ["is open as well", (it) => (it.extensions = { ...it.extensions, open: "why not" }), "is both @Shared and @Open"],
  [
    "is of a category that nobody knows",
    (it) => (it.extensions = { ...it.extensions, shared: { category: "unheard-of" } }),
    "is shared as unheard-of, which is no category",
  ],
];

function lawOn(lock: typeof protect, fields = FIELDS): string[] {
  return fields.flatMap((it) =>
    CHANGES.filter(
      ([, change, fault]) => !refused(fieldOf(it), change, lock).includes(`${it.type}.${it.name} ${fault}`),
    ).map(([what]) => `${it.type}.${it.name} ${what}`),
  );
}

test(`the server refuses each of the ${FIELDS.length} shared fields that is undeclared, unknown, open or not null`, () => {
  expect(FIELDS.length).toBeGreaterThan(100);
  expect(lawOn(protect)).toEqual([]);
});

const BUGS: readonly [string, PlantedBug][] = [
  [
    "a field that says nothing is let through",
    { file: "gateway/protect.ts", edits: [["!decided && !open && !covered", "false"]] },
  ],
  [
    "only fields of the roots are looked at",
    {
      file: "gateway/protect.ts",
      edits: [["visit(getNamedType(field.type), covered || decided);", "visit(getNamedType(field.type), true);"]],
    },
  ],
  [
    "a shared field may be one that cannot be null",
    {
      file: "gateway/protect.ts",
      edits: [["if (decided && isNonNullType(field.type))", "if (decided && isNonNullType(field.type) && false)"]],
    },
  ],
];

test.each(BUGS)("with a planted bug the law does not hold: %s", (_, bug) => {
  const mutant = srcWith(bug)("gateway/protect") as { protect: typeof protect };
  const some = FIELDS.filter((_, i) => i % 20 === 0);
  expect(lawOn(mutant.protect, some).length).toBeGreaterThan(0);
});

describe("from the source itself: a line is lost in the file that declares the field, and the gateway does not start", () => {
  const src = path.join(__dirname, "../../src");
  const declarations = fs
    .readdirSync(path.join(src, "partners"), { recursive: true, encoding: "utf8" })
    .filter((it) => it.endsWith(".type.ts"))
    .map((it) => path.join("partners", it))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(src, file), "utf8");
      // `@Shared(…)`, its `@Field(…)` in whatever shape, and the property's name
      return [
        ...text.matchAll(/( {2}@Shared\([^\n]*\)\n)(?: {2}@Field\([\s\S]*?\n?[^\n]*\)\n)( {2}(\w+)[?!]?: )/g),
      ].map(([whole, shared, , name]) => ({ file, name: name!, whole, without: whole.slice(shared!.length) }));
    });
  const every = Math.ceil(declarations.length / proofSize(4, declarations.length));

  test.each(declarations.filter((_, i) => i % every === 0))("$file $name", async ({ file, name, whole, without }) => {
    const bug = { file, edits: [[whole, without]] } as const;
    await withOwnWords(async () => {
      const { buildGatewaySchema: build } = srcWith(bug)("schema") as { buildGatewaySchema: typeof buildGatewaySchema };
      await expect(build(() => null)).rejects.toThrow(`.${name} is neither @Shared nor @Open`);
    });
  });
  test("are nearly all the fields", () => expect(declarations.length).toBeGreaterThan(FIELDS.length * 0.9));
});
