/** What a caller is told of an error: their own values never come back, nor anything of ours. */
import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLError,
  GraphQLFloat,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  buildSchema,
  parse,
  validate,
  type GraphQLFormattedError,
  type GraphQLInputType,
  type OperationDefinitionNode,
} from "graphql";
import { getVariableValues } from "graphql/execution/values";
import { GraphQLDateTimeISO, GraphQLJSONObject, GraphQLLocalDate } from "graphql-scalars";
import { codeList } from "../../src/gateway/code-list";
import { formatError, RequestError, withoutValues } from "../../src/gateway/errors";
import { NhsNumber } from "../../src/people/identifier.scalars";

const MARKER = "MARKER9990001006";

const Purpose = new GraphQLEnumType({ name: "Purpose", values: { EARLY_HELP: {}, DIRECT_CARE: {} } });
const Ethnicity = codeList("Ethnicity", "A standard", { A: "First", B: "Second" });
const LEAVES: readonly GraphQLInputType[] = [
  GraphQLString,
  GraphQLID,
  GraphQLInt,
  GraphQLFloat,
  GraphQLBoolean,
  Purpose,
  Ethnicity,
  NhsNumber,
  GraphQLDateTimeISO,
  GraphQLLocalDate,
  GraphQLJSONObject,
];

/** One field that takes `of` as itself, in a list and inside an object. */
function schemaOf(of: GraphQLInputType): GraphQLSchema {
  const Input = new GraphQLInputObjectType({
    name: "Input",
    fields: { value: { type: new GraphQLNonNull(of) }, more: { type: new GraphQLList(of) } },
  });
  const field = { type: GraphQLString, args: { value: { type: of }, input: { type: Input } } };
  return new GraphQLSchema({ query: new GraphQLObjectType({ name: "Query", fields: { field } }) });
}

const LITERALS = [
  `"${MARKER}"`,
  `"""${MARKER}"""`,
  MARKER,
  `["${MARKER}"]`,
  `[${MARKER}]`,
  `{value: "${MARKER}"}`,
  `{a: {b: ["${MARKER}"]}}`,
  `"it is; ${MARKER}, found \\"${MARKER}\\": ${MARKER}"`,
  `"${MARKER} value: ${MARKER}"`,
  `"non ${MARKER} value: ${MARKER}"`,
  "9990001006",
  "9990001006.5",
];
const VALUES: readonly unknown[] = [
  MARKER,
  [MARKER],
  { value: MARKER },
  { a: { b: [MARKER] } },
  { [MARKER]: true },
  { [`x at "${MARKER}"; `]: 1 },
  `; at "${MARKER}"; ${MARKER}`,
  `", found "${MARKER}`,
  `value: ${MARKER}`,
  9990001006,
  9990001006.5,
];

const languageError = (message: string, code = "BAD_USER_INPUT"): GraphQLFormattedError => ({
  message,
  extensions: { code, stacktrace: [`at ${MARKER}`] },
});

const isLeaked = (text: string): boolean => text.includes("MARKER") || text.includes("9990001006");

describe.each(LEAVES.map((it) => [it] as const))("of what was given for a %s nothing comes back", (leaf) => {
  const schema = schemaOf(leaf);

  test.each(LITERALS)("written in the query: %s", (literal) => {
    const queries = [
      `{ field(value: ${literal}) }`,
      `{ field(input: {value: ${literal}}) }`,
      `{ field(input: {value: null, more: [${literal}]}) }`,
      `query ($v: ${String(leaf)} = ${literal}) { field(value: $v) }`,
    ];
    for (const query of queries) {
      for (const error of validate(schema, parse(query))) {
        expect(isLeaked(JSON.stringify(formatError(languageError(error.message, "GRAPHQL_VALIDATION_FAILED"))))).toBe(
          false,
        );
      }
    }
  });

  test.each(VALUES)("in a variable: %j", (value) => {
    const forms: readonly [string, unknown][] = [
      [`query ($v: ${String(leaf)}) { field(value: $v) }`, value],
      ["query ($v: Input) { field(input: $v) }", { value }],
      ["query ($v: Input) { field(input: $v) }", { value: null, more: [value] }],
      ["query ($v: Input) { field(input: $v) }", value],
    ];
    for (const [query, v] of forms) {
      const operation = parse(query).definitions[0] as OperationDefinitionNode;
      const { errors = [] } = getVariableValues(schema, operation.variableDefinitions!, { v });
      for (const error of errors) expect(isLeaked(withoutValues(error.message))).toBe(false);
    }
  });
});

test("the tables do provoke errors that repeat the value, for every type but a text and an id", () => {
  for (const leaf of LEAVES) {
    const errors = LITERALS.flatMap((it) => validate(schemaOf(leaf), parse(`{ field(value: ${it}) }`)));
    expect([leaf, errors.some((it) => isLeaked(it.message))]).toEqual([
      leaf,
      // these two never say what they were given
      leaf !== Ethnicity && leaf !== NhsNumber,
    ]);
  }
});

describe("broken syntax", () => {
  test.each([
    `{ viewer(${MARKER} } `,
    `{ viewer { "${MARKER}" } }`,
    `{ viewer { userId } } ${MARKER}`,
    `${MARKER} { viewer }`,
    `"${MARKER}`,
    `{ a(b: "${MARKER}\\x") }`,
    `{ a(b: "\\u{${MARKER}}") }`,
    `{ a(b: "\\uD83D${MARKER}") }`,
    `{ a(b: 1${MARKER}) }`,
    `{ a(b: 0${MARKER}) }`,
    `{ a(b: '${MARKER}') }`,
    `{ a(b: \u0000${MARKER}) }`,
    `{ ...on }${MARKER}`,
    `query ($${MARKER}) { a }`,
    `query (${MARKER}: Int) { a }`,
    `fragment on on ${MARKER} { a }`,
    "",
  ])("says that it is broken, and where, and not what was there: %j", (query) => {
    const error = thrownBy(() => parse(query));
    const { message } = formatError({ ...error.toJSON(), extensions: { code: "GRAPHQL_PARSE_FAILED" } });
    expect(message).toBe("Syntax error.");
  });

  test("but a limit keeps its number", () => {
    const error = thrownBy(() => parse("{ a b c }", { maxTokens: 2 }));
    expect(withoutValues(error.message)).toMatch(/2 tokens/);
  });
});

function thrownBy(work: () => unknown): GraphQLError {
  try {
    work();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
  }
  throw new Error("nothing was thrown");
}

describe("what stays readable", () => {
  test.each([
    ['Cannot query field "nam" on type "FamilyMember". Did you mean "name"?', "the same"],
    ['Field "familyRecord" argument "caseId" of type "ID!" is required, but it was not provided.', "the same"],
    ['Variable "$caseId" of required type "ID!" was not provided.', "the same"],
    ['Unknown type "Purpos". Did you mean "Purpose"?', "the same"],
    ["Syntax Error: Query depth limit of 16 exceeded, found 17.", "Syntax Error: Query depth limit of 16 exceeded."],
    ["Syntax Error: Aliases limit of 60 exceeded, found 1000.", "Syntax Error: Aliases limit of 60 exceeded."],
    [
      'Variable "$i" got invalid value 1 at "i.items[0].name"; String cannot …',
      'Variable "$i" got invalid value at "i.items[0].name".',
    ],
    [
      'Variable "$i" got invalid value 1; String cannot represent a non string value: 1',
      'Variable "$i" got invalid value.',
    ],
    ['Expected value of type "Purpose!", found "x".', 'Expected value of type "Purpose!".'],
    ['Value "x" does not exist in "Purpose" enum.', 'This value does not exist in "Purpose" enum.'],
    ['Enum "Purpose" cannot represent non-enum value: 1.', 'Enum "Purpose" cannot represent non-enum value.'],
    ["Int cannot represent non-integer value: 1.5", "Int cannot represent non-integer value."],
    ["DateTime cannot represent an invalid date-time-string x.", "DateTime cannot represent this value."],
    ["Value is not a valid LocalDate: x", "Value is not a valid LocalDate."],
    ['Unknown operation named "x".', "Unknown operation name."],
  ])("%s", (message, expected) => {
    expect(withoutValues(message)).toBe(expected === "the same" ? message : expected);
  });
});

describe("anything but the request's own fault is one constant text", () => {
  const CONSTANT = { message: "The gateway could not serve this.", extensions: { code: "E-INTERNAL" } };
  test.each([
    undefined,
    "INTERNAL_SERVER_ERROR",
    "E-INTERNAL",
    "E-SOURCE",
    "23505",
    "GRAPHQL_VALIDATION_FAILE",
    "__proto__",
    "toString",
    null,
    500,
  ])("code %j", (code) => {
    const formatted = {
      message: `duplicate key: ${MARKER}`,
      extensions: { code, detail: MARKER, stacktrace: [MARKER] },
    };
    expect(formatError(formatted as never)).toEqual(CONSTANT);
  });
  test("with no extensions at all", () => expect(formatError({ message: MARKER })).toEqual(CONSTANT));
  test("where it happened stays", () => {
    const where = { locations: [{ line: 1, column: 2 }], path: ["familyRecord", "members", 0] };
    expect(formatError({ message: MARKER, ...where })).toEqual({ ...CONSTANT, ...where });
  });
  test("and of a known code nothing but message, place and code", () => {
    expect(formatError(languageError('Unknown operation named "a".'))).toEqual({
      message: "Unknown operation name.",
      extensions: { code: "BAD_USER_INPUT" },
    });
  });
});

describe("more wrong variables than graphql-js lists", () => {
  test("are the caller's own fault too, although it says so without a code", () => {
    const schema = buildSchema("type Query { a(it: [Int!]): Int }");
    const { definitions } = parse("query ($it: [Int!]) { a(it: $it) }");
    const wrong = { it: Array.from({ length: 60 }, () => MARKER) };
    const { variableDefinitions } = definitions[0] as OperationDefinitionNode;
    const { errors } = getVariableValues(schema, variableDefinitions!, wrong, { maxErrors: 50 }); // as it executes
    const last = formatError({ ...errors!.at(-1)!.toJSON(), extensions: { code: "INTERNAL_SERVER_ERROR" } });
    expect(last.extensions).toEqual({ code: "BAD_USER_INPUT" });
    expect(last.message).toMatch(/^Too many errors/);
  });
});

describe("a request's own fault", () => {
  test("carries its code and every fault, and nothing else", () => {
    const faults = [{ path: "first", code: "OUT_OF_RANGE", message: "first takes 1 to 200" }];
    const error = new RequestError("Bad page.", faults);
    expect(error.extensions).toEqual({ code: "E-REQUEST", faults });
    const formatted = { ...error.toJSON(), extensions: { ...error.extensions, stacktrace: [MARKER] } };
    expect(formatError(formatted)).toEqual({ message: "Bad page.", extensions: { code: "E-REQUEST", faults } });
  });
  test("without faults has no list of them", () => {
    expect(formatError(new RequestError("One record a request.").toJSON())).toEqual({
      message: "One record a request.",
      extensions: { code: "E-REQUEST" },
    });
  });
});
