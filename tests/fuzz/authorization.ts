/** What a stranger may send in place of a token: noise, forgeries, and tokens that say too much. */
import fc from "fast-check";

const b64 = (it: unknown): string =>
  Buffer.from(typeof it === "string" ? it : JSON.stringify(it)).toString("base64url");

const header = fc.record({
  alg: fc.constantFrom<unknown>("none", "None", "HS256", "ES256", "RS256", "EdDSA", "", null, 7, ["ES256"], {}),
  typ: fc.constantFrom<unknown>("at+jwt", "JWT", null, 7),
  kid: fc.constantFrom<unknown>("demonstration", "../../dev/null", "' OR 1=1", "x".repeat(500), null),
  crit: fc.constantFrom<unknown>(undefined, ["exp"], ["b64"], "x"),
  jku: fc.constantFrom<unknown>(undefined, "http://127.0.0.1:1/jwks"),
});
const payload = fc.record({
  iss: fc.constantFrom<unknown>("urn:family-record-gateway:demonstration", "x", null),
  aud: fc.constantFrom<unknown>("family-record-gateway", ["family-record-gateway"], 7),
  sub: fc.constantFrom<unknown>("amara.mash", "__proto__", { $ne: 1 }, 7, "\u0000"),
  agency: fc.constantFrom<unknown>("MASH", null, []),
  role: fc.constantFrom<unknown>("MASH_MANAGER", "constructor", ["MASH_MANAGER"]),
  exp: fc.constantFrom<unknown>(9_999_999_999, 0, -1, 1e308, "soon", null),
  iat: fc.constantFrom<unknown>(1, "now", null),
});

/** @param good a token that is accepted: its parts are exchanged, cut and bent */
export const forgeries = (good: string): fc.Arbitrary<string> => {
  const [head = "", body = "", signature = ""] = good.split(".");
  const parts = fc.tuple(
    fc.oneof(header.map(b64), fc.constant(head)),
    fc.oneof(payload.map(b64), fc.constant(body)),
    fc.oneof(fc.constantFrom("", "AA", "=", b64("0".repeat(64))), fc.base64String({ maxLength: 100 })),
  );
  const flipped = fc.nat(signature.length - 2).map((at) => {
    const other = signature[at] === "A" ? "B" : "A";
    return `${head}.${body}.${signature.slice(0, at)}${other}${signature.slice(at + 1)}`;
  });
  const token = fc.oneof(
    parts.map((it) => it.join(".")),
    flipped,
    fc.nat(good.length - 1).map((at) => good.slice(0, at)),
    fc.constantFrom(`${good}.${good}`, `${good}.`, `.${good}`, "x".repeat(9_000), "..", "a.b.c.d.e", b64({}), ""),
  );
  const printable = fc.string({
    unit: fc
      .oneof(fc.integer({ min: 0x21, max: 0x7e }), fc.integer({ min: 0xa0, max: 0xff }))
      .map((it) => String.fromCharCode(it)),
    maxLength: 300,
  });
  return fc.oneof(
    { weight: 6, arbitrary: token.map((it) => `Bearer ${it}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("Basic", "Digest", "bearer  ", "Bearer\t", "DPoP", ""), token)
        .map((it) => it.join(" ")),
    },
    { weight: 2, arbitrary: printable },
  );
};
