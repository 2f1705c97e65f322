/** Bodies that are no JSON, hardly JSON, or JSON that means to do harm. */
import fc from "fast-check";
import { nastyText } from "./nasty-text";

const QUERY = "{ viewer { userId } }";
const GOOD = JSON.stringify({ query: QUERY, variables: { a: [1, { b: "c" }] }, operationName: null });

/** One byte taken out, put in or changed, or the end cut off. */
const bent = fc.tuple(fc.nat(GOOD.length), fc.integer({ min: 0, max: 255 }), fc.nat(3)).map(([at, byte, how]) => {
  const bytes = Buffer.from(GOOD);
  const put = Buffer.from([byte]);
  if (how === 0) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  if (how === 1) return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at)]);
  if (how === 2) return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + 1)]);
  return bytes.subarray(0, at);
});

const KEYS = ["query", "variables", "operationName", "extensions", "__proto__", "constructor", "prototype", "toString"];
const anything = fc.oneof(
  fc.json(),
  nastyText.map((it) => JSON.stringify(it)),
);
/** Written by hand, so that keys can stand twice and `__proto__` is a key like any other. */
const object = fc
  .array(fc.tuple(fc.constantFrom(...KEYS), fc.oneof(anything, fc.constant(JSON.stringify(QUERY)))), { maxLength: 6 })
  .map((pairs) => `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`);

const poisoned = fc
  .tuple(fc.constantFrom("__proto__", "constructor", "prototype", "toJSON", "then", "valueOf"), anything)
  .map(
    ([key, value]) =>
      `{"query":"query ($v: JSONObject) { viewer { userId } }","variables":{"${key}":${value},"v":{"${key}":${value}}}}`,
  );

const deep = fc
  .tuple(fc.constantFrom(10, 1_000, 100_000), fc.constantFrom(["[", "]"], ['{"a":', "}"]))
  .map(([n, [open, close]]) => {
    const nested = `${open.repeat(n)}${open === "[" ? "" : "1"}${close.repeat(n)}`;
    return `{"query":"${QUERY}","variables":{"v":${nested}}}`;
  });

const encodings = fc
  .constantFrom<BufferEncoding>("utf16le", "latin1", "base64", "hex")
  .map((it) => Buffer.from(GOOD, it));
const marked = fc.constantFrom("\ufeff", " ", "\0", "\n").map((it) => it + GOOD);

export const bodies: fc.Arbitrary<string | Buffer> = fc.oneof(
  bent,
  fc.uint8Array({ maxLength: 400 }).map((it) => Buffer.from(it)),
  anything,
  object,
  object,
  poisoned,
  deep,
  encodings,
  marked,
);

export const contentTypes: fc.Arbitrary<string> = fc.constantFrom(
  ...Array.from({ length: 20 }, () => "application/json"),
  "application/json; charset=utf-16",
  "application/json; charset=",
  "application/graphql",
  "application/graphql-response+json",
  "text/plain",
  "multipart/form-data; boundary=----x",
  "application/x-www-form-urlencoded",
  "",
  ";",
  "a/b/c",
  "APPLICATION/JSON",
);
