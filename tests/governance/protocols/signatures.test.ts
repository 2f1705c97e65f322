/** Whose signature counts, over what: everything else is refused, and says why. */
import { SignJWT, CompactSign, exportJWK, generateKeyPair } from "jose";
import { isSigned, publicKeyOf } from "../../../src/governance/protocols/detached-signature";
import { canonicalForm } from "../../../src/governance/protocols/canonical-form";
import { NOON, startGateway, type TestGateway } from "../../api/gateway";
import { codesOf, detached, DRAFT, edited, Lead, newKey, type Key } from "./drafts";

let gate: TestGateway;
let bram: Lead;
let ines: Lead;
let key: Key;
let housing: Key;
let canonical: string;
const ID = "ISA-SIGNED";

beforeAll(async () => {
  gate = await startGateway();
  [bram, ines] = [new Lead(gate, "bram.eh"), new Lead(gate, "ines.housing")];
  [key, housing] = [await newKey(), await newKey("ES256")];
  await bram.appoint(key.publicJwk);
  await ines.appoint(housing.publicJwk);
  await bram.draft(edited(DRAFT, "id", ID));
  ({ canonical } = (await bram.toSign(ID, 1))!);
});
afterAll(() => gate.stop());

const base64 = (it: object) => Buffer.from(JSON.stringify(it)).toString("base64url");

describe("refused", () => {
  const attached = async (k: Key) =>
    new CompactSign(Buffer.from(canonical))
      .setProtectedHeader({ alg: k.alg, kid: k.kid })
      .sign(await import("jose").then((it) => it.importJWK(k.privateJwk, k.alg)));
  const symmetric = async () => {
    const jws = await new CompactSign(Buffer.from(canonical))
      .setProtectedHeader({ alg: "HS256", kid: key.kid })
      .sign(Buffer.from(JSON.stringify(key.publicJwk)));
    return jws.replace(/\.[^.]*\./, "..");
  };
  test.each<[string, () => Promise<string>, string]>([
    ["the key of nobody", async () => detached(canonical, await newKey()), "NOT_A_SIGNATORY"],
    ["another agency's key", () => detached(canonical, housing), "NOT_A_SIGNATORY"],
    [
      "another key under this key's id",
      async () => detached(canonical, { ...(await newKey()), kid: key.kid }),
      "NOT_THIS_DOCUMENT",
    ],
    ["a changed document", () => detached(canonical.replace("P1Y", "P9Y"), key), "NOT_THIS_DOCUMENT"],
    [
      "another version of it",
      () => detached(canonical.replace('"version":1', '"version":2'), key),
      "NOT_THIS_DOCUMENT",
    ],
    [
      "the text and not its canonical form",
      () => detached(JSON.stringify(JSON.parse(canonical), null, 1), key),
      "NOT_THIS_DOCUMENT",
    ],
    ["alg none", async () => `${base64({ alg: "none", kid: key.kid })}..`, "NOT_THIS_DOCUMENT"],
    [
      "alg none with this signature",
      async () => (await detached(canonical, key)).replace(/^[^.]*/, base64({ alg: "none", kid: key.kid })),
      "NOT_THIS_DOCUMENT",
    ],
    ["HS256 with the public key as the secret", symmetric, "NOT_THIS_DOCUMENT"],
    ["a payload that is attached", () => attached(key), "NOT_DETACHED"],
    [
      "a header that binds more",
      () =>
        detached(canonical, key, { b64: false, crit: ["b64"] }).catch(
          () => `${base64({ alg: "EdDSA", kid: key.kid, crit: ["b64"], b64: false })}..AAAA`,
        ),
      "NOT_DETACHED",
    ],
    ["a key that brings itself along", () => detached(canonical, key, { jwk: key.publicJwk }), "NOT_DETACHED"],
    ["no key id", async () => `${base64({ alg: "EdDSA" })}..AAAA`, "NOT_DETACHED"],
    [
      "a token",
      async () =>
        new SignJWT({ sub: "x" })
          .setProtectedHeader({ alg: "EdDSA" })
          .sign((await generateKeyPair("EdDSA")).privateKey),
      "NOT_DETACHED",
    ],
    ["nothing", async () => "", "NOT_DETACHED"],
    ["dots", async () => "....", "NOT_DETACHED"],
    ["a very long one", async () => `${base64({ alg: "EdDSA", kid: key.kid })}..${"A".repeat(3_000)}`, "NOT_DETACHED"],
    ["no JSON", async () => "AAAA..AAAA", "NOT_DETACHED"],
    ["a signature cut short", async () => (await detached(canonical, key)).slice(0, -4), "NOT_THIS_DOCUMENT"],
  ])("%s", async (_what, made, code) => {
    expect(codesOf(await bram.sign(ID, 1, await made()))).toEqual([code]);
    const { rows } = await gate.owner.query("SELECT 1 FROM protocol_signature WHERE protocol_id = $1", [ID]);
    expect(rows).toEqual([]);
  });
});

test("a signatory counts within their window, until they are dismissed", async () => {
  const [early, late, gone] = [await newKey(), await newKey(), await newKey()];
  await bram.appoint(early.publicJwk, { validFrom: "2026-11-01T00:00:00Z", validTo: "2026-11-22T12:00:01Z" });
  await bram.appoint(late.publicJwk, { validFrom: "2026-11-23T00:00:00Z" });
  const dismissed = await bram.appoint(gone.publicJwk);
  expect(dismissed.signatory?.maySign).toBe(true);
  gate.setNow(NOON + 1000);
  for (const it of [early, late]) expect(codesOf(await bram.signWith(it, ID, 1))).toEqual(["NOT_A_SIGNATORY"]);
  gate.setNow(NOON);
  expect((await bram.dismiss(dismissed.signatory!.id)).signatory?.maySign).toBe(false);
  expect(codesOf(await bram.dismiss(dismissed.signatory!.id))).toEqual(["NOT_IN_OFFICE"]);
  expect(codesOf(await bram.signWith(gone, ID, 1))).toEqual(["NOT_A_SIGNATORY"]);
  // what was signed in office stands
  const second = await bram.appoint((key = await newKey()).publicJwk);
  expect((await bram.signWith(key, ID, 1)).__typename).toBe("ProtocolChanged");
  await bram.dismiss(second.signatory!.id);
  const { data } = await gate.ask(
    "bram.eh",
    `{ protocol(id: "${ID}") { parties { agency signedAt signedBy signature } warnings } }`,
  );
  expect(data.protocol.parties[0]).toMatchObject({
    agency: "EH",
    signedAt: "2026-11-22T12:00:00.000Z",
    signedBy: "Ruth Abel, Director",
  });
  // anybody can check it, with the document and the key
  expect(await isSigned(data.protocol.parties[0].signature as string, canonical, key.publicJwk)).toBe(true);
  expect(codesOf(await bram.signWith(key, ID, 1))).toEqual(["NOT_A_SIGNATORY"]);
  await bram.appoint((key = await newKey()).publicJwk);
  expect(codesOf(await bram.signWith(key, ID, 1))).toEqual(["ALREADY_SIGNED"]);
});

describe("who is appointed", () => {
  test.each<[string, () => Promise<[unknown, object]>, string[]]>([
    ["yourself by id", async () => [(await newKey()).publicJwk, { userId: "bram.eh" }], ["userId NOT_YOURSELF"]],
    ["yourself by name", async () => [(await newKey()).publicJwk, { name: "bram ADEYEMI" }], ["name NOT_YOURSELF"]],
    [
      "another agency's user",
      async () => [(await newKey()).publicJwk, { userId: "ines.housing" }],
      ["userId UNKNOWN_USER"],
    ],
    ["a private key", async () => [(await newKey()).privateJwk, {}], ["key PRIVATE_KEY"]],
    ["a secret", async () => [{ kty: "oct", k: "AAAA" }, {}], ["key NO_KEY"]],
    [
      "an RSA key",
      async () => [await exportJWK((await generateKeyPair("RS256", { extractable: true })).publicKey), {}],
      ["key NO_KEY"],
    ],
    [
      "P-384",
      async () => [await exportJWK((await generateKeyPair("ES384", { extractable: true })).publicKey), {}],
      ["key NO_KEY"],
    ],
    ["a point on no curve", async () => [{ kty: "EC", crv: "P-256", x: "AAAA", y: "AAAA" }, {}], ["key NO_KEY"]],
    ["no JSON", async () => ["no JSON", {}], ["key NO_KEY"]],
    ["a key in use", async () => [housing.publicJwk, {}], ["key KEY_IN_USE"]],
    [
      "for ever, by nobody",
      async () => [{}, { validTo: "2036-01-01T00:00:00Z", userId: "bram.eh" }],
      ["key NO_KEY", "userId NOT_YOURSELF", "validTo TOO_LONG"],
    ],
    [
      "before it begins",
      async () => [(await newKey()).publicJwk, { validFrom: "2027-01-01T00:00:00Z", validTo: "2026-12-01T00:00:00Z" }],
      ["validTo ENDS_BEFORE_IT_BEGINS"],
    ],
    [
      "too late",
      async () => [(await newKey()).publicJwk, { validFrom: "2026-01-01T00:00:00Z", validTo: "2026-02-01T00:00:00Z" }],
      ["validTo IN_THE_PAST"],
    ],
  ])("not %s", async (_what, made, expected) => {
    const [jwk, more] = await made();
    const result = await bram.appoint(jwk, more);
    expect(result.faults?.map((it) => `${it.path} ${it.code}`).sort()).toEqual(expected);
  });

  test("by the governance lead alone, of their own agency alone", async () => {
    const appointed = await bram.appoint((await newKey()).publicJwk, { userId: "kemi.eh", name: "Kemi Balogun" });
    expect(appointed.__typename).toBe("SignatoryChanged");
    for (const user of ["kemi.eh", "naomi.gp", "gareth.mash"]) {
      expect(codesOf(await new Lead(gate, user).appoint((await newKey()).publicJwk))).toEqual(["NOT_YOUR_ROLE"]);
    }
    expect(codesOf(await ines.dismiss(appointed.signatory!.id))).toEqual(["UNKNOWN_SIGNATORY"]);
    const names = async (user: string) =>
      (
        (await gate.ask(user, "{ signatories { name position kid maySign dismissedAt } }")).data.signatories as {
          kid: string;
        }[]
      ).map((it) => it.kid);
    expect(await names("bram.eh")).toContain(appointed.signatory!.kid);
    expect(await names("ines.housing")).toEqual([housing.kid]);
    expect(await names("kemi.eh")).toEqual([]);
  });
});

test("of a key that is handed in, its public part alone is kept", async () => {
  const { publicJwk, kid } = await newKey();
  expect(await publicKeyOf({ ...publicJwk, use: "sig", note: "Ruth's" })).toEqual({ jwk: publicJwk, kid });
});

test("the canonical form is RFC 8785's", () => {
  // from the RFC, section 3.2.3
  const text =
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
  expect(canonicalForm(JSON.parse(text))).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});
