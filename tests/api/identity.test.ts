/** Who is calling: what makes a token good, what nobody without one learns, and how soon a caller stops being one. */
import { createHmac } from "node:crypto";
import { createLocalJWKSet, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWK } from "jose";
import request from "supertest";
import type { SignedInViewer } from "../../src/identity/viewer";
import { caller, NOON, RULES, startGateway, type TestGateway } from "./gateway";

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

const NOW = NOON / 1000;
const UNAUTHENTICATED = '{"errors":[{"message":"Sign in first.","extensions":{"code":"E-UNAUTHENTICATED"}}]}';
const WHO = "{ viewer { userId role agency { id } } }";
const AMARA = caller("amara.mash");

const pairs = {} as Record<"ES256" | "EdDSA" | "PS256" | "RS256" | "STRANGER", KeyPair>;
const jwks = {} as Record<keyof typeof pairs, JWK>;
let gate: TestGateway;

beforeAll(async () => {
  for (const alg of ["ES256", "EdDSA", "PS256", "RS256"] as const) {
    pairs[alg] = await generateKeyPair(alg, { extractable: true });
    jwks[alg] = { ...(await exportJWK(pairs[alg].publicKey)), kid: alg, alg };
  }
  pairs.STRANGER = await generateKeyPair("ES256", { extractable: true });
  jwks.STRANGER = { ...(await exportJWK(pairs.STRANGER.publicKey)), kid: "ES256", alg: "ES256" };
  const { STRANGER: _stranger, ...known } = jwks;
  gate = await startGateway({ tokenKeys: createLocalJWKSet({ keys: Object.values(known) }) });
});
afterAll(() => gate.stop());
afterEach(() => gate.setNow(NOON));

interface Wanted {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: keyof typeof pairs;
}

/** A token that is right but for what is said. A claim or header that is undefined is left out. */
function mint({ claims = {}, header = {}, key = "ES256" }: Wanted = {}): Promise<string> {
  const alg = key === "STRANGER" ? "ES256" : key;
  return new SignJWT(without({ ...GOOD_CLAIMS, ...claims }))
    .setProtectedHeader(without({ alg, kid: alg, typ: "at+jwt", ...header }) as { alg: string })
    .sign(pairs[key].privateKey, { crit: { novelty: true } });
}
const GOOD_CLAIMS: Record<string, unknown> = {
  iss: RULES.issuer,
  aud: RULES.audience,
  sub: AMARA.userId,
  agency: AMARA.agencyId,
  role: AMARA.role,
  iat: NOW,
  exp: NOW + 300,
};
const without = (it: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined));

const post = (authorization: string | undefined, body: string | object = { query: WHO }) => {
  const posted = request(gate.server).post("/graphql").set("content-type", "application/json");
  if (authorization !== undefined) void posted.set("authorization", authorization);
  return posted.send(body);
};

async function expectRefused(authorization: string | undefined, body?: string | object): Promise<void> {
  const answer = await post(authorization, body);
  expect({ status: answer.status, text: answer.text }).toEqual({ status: 401, text: UNAUTHENTICATED });
  expect(answer.headers["www-authenticate"]).toBe("Bearer");
  expect(answer.headers["cache-control"]).toBe("no-store");
}

async function expectGood(token: string, scheme = "Bearer"): Promise<void> {
  const { status, body } = await post(`${scheme} ${token}`);
  expect({ status, body }).toEqual({
    status: 200,
    body: { data: { viewer: { userId: "amara.mash", role: "MASH_ADVANCED_PRACTITIONER", agency: { id: "MASH" } } } },
  });
}

describe("a good token", () => {
  test.each(["ES256", "EdDSA", "PS256"] as const)("signed with %s", async (key) => expectGood(await mint({ key })));
  test.each<[string, Wanted]>([
    ["for several audiences, ours among them", { claims: { aud: ["another", RULES.audience] } }],
    ["with the media type in full", { header: { typ: "application/at+jwt" } }],
    ["good since this second", { claims: { nbf: NOW } }],
    ["a clock's difference early", { claims: { nbf: NOW + 29, iat: NOW + 29 } }],
    ["a clock's difference late", { claims: { exp: NOW - 29 } }],
    ["with claims nobody asks for", { claims: { scope: "openid", act: { sub: "x" }, jti: "1", admin: true } }],
  ])("%s", async (_, wanted) => expectGood(await mint(wanted)));
  test("its scheme in small letters (RFC 9110)", async () => expectGood(await mint(), "bearer"));
  test("twice: remembered, and the same", async () => {
    const token = await mint();
    await expectGood(token);
    await expectGood(token);
  });
});

describe("no token, or no Bearer", () => {
  test.each([
    undefined,
    "",
    "Bearer",
    "Bearer ",
    "Bearer null",
    "Bearer undefined",
    "Bearer a.b",
    "Bearer a.b.c",
    "Bearer a.b.c.d.e",
    "Bearer ...",
    "Bearer ey\u00e9",
  ])("%j", (authorization) => expectRefused(authorization));

  test("a good token in any other place", async () => {
    const token = await mint();
    for (const authorization of [`Basic ${token}`, `DPoP ${token}`, token, `Bearer  ${token}`, `Bearer ${token} x`]) {
      await expectRefused(authorization);
    }
    await expectRefused(`Bearer "${token}"`);
    await expectRefused(`Bearer ${token},${token}`);
    await expectRefused(`Basic ${Buffer.from(`amara.mash:${token}`).toString("base64")}`);
    await expectRefused(undefined, { query: WHO, access_token: token });
    const inUrl = await request(gate.server).post(`/graphql?access_token=${token}`).send({ query: WHO });
    expect(inUrl.status).toBe(401);
    const inCookie = await request(gate.server).post("/graphql").set("cookie", `token=${token}`).send({ query: WHO });
    expect(inCookie.status).toBe(401);
    const asHeader = await request(gate.server)
      .post("/graphql")
      .set({ "x-user-id": "amara.mash", "x-forwarded-user": "amara.mash", "x-agency": "MASH" })
      .send({ query: WHO });
    expect(asHeader.status).toBe(401);
  });
});

describe("a token that is wrong", () => {
  test.each<[string, Wanted]>([
    ["RS256, though the key is known", { key: "RS256" }],
    ["the key's algorithm under another name", { key: "PS256", header: { kid: "ES256" } }],
    ["a key nobody knows", { key: "STRANGER" }],
    ["a key nobody knows, under a name nobody knows", { key: "STRANGER", header: { kid: "new" } }],
    ["another issuer", { claims: { iss: "urn:test:evil" } }],
    ["no issuer", { claims: { iss: undefined } }],
    ["another audience", { claims: { aud: "another" } }],
    ["no audience", { claims: { aud: undefined } }],
    ["an empty list of audiences", { claims: { aud: [] } }],
    ["expired", { claims: { exp: NOW - 31 } }],
    ["never to expire", { claims: { exp: undefined } }],
    ["to expire on a word", { claims: { exp: "tomorrow" } }],
    ["to expire on a number in a text", { claims: { exp: String(NOW + 300) } }],
    ["not yet good", { claims: { nbf: NOW + 31 } }],
    ["issued in the future", { claims: { iat: NOW + 3600, exp: NOW + 7200 } }],
    ["issued never", { claims: { iat: undefined } }],
    ["issued on a word", { claims: { iat: "now" } }],
    ["of nobody", { claims: { sub: undefined } }],
    ["of an empty name", { claims: { sub: "" } }],
    ["of a number", { claims: { sub: 7 } }],
    ["of a list", { claims: { sub: ["amara.mash"] } }],
    ["of a name with a line break", { claims: { sub: "amara.mash\n" } }],
    ["of a name with NUL", { claims: { sub: "amara.mash\0" } }],
    ["of a name too long to be one", { claims: { sub: "a".repeat(129) } }],
    ["of no agency", { claims: { agency: undefined } }],
    ["of two agencies", { claims: { agency: ["MASH", "CSC"] } }],
    ["of an empty agency", { claims: { agency: "" } }],
    ["of an agency with a line break", { claims: { agency: "MASH\nCSC" } }],
    ["of no role", { claims: { role: undefined } }],
    ["of a role nobody has heard of", { claims: { role: "ADMIN" } }],
    ["of a role in small letters", { claims: { role: "mash_manager" } }],
    ["of two roles", { claims: { role: ["MASH_MANAGER"] } }],
    ["of a role that every object has", { claims: { role: "constructor" } }],
    ["of another type", { header: { typ: "JWT" } }],
    ["of no type", { header: { typ: undefined } }],
    ["an id token", { header: { typ: "id+jwt" } }],
    ["with a critical header that nobody knows", { header: { crit: ["novelty"], novelty: 1 } }],
  ])("%s", async (_, wanted) => expectRefused(`Bearer ${await mint(wanted)}`));

  test("with a key of its own: jwk, jku, x5u, x5c", async () => {
    const jwk = jwks.STRANGER;
    const jku = "http://127.0.0.1:9/jwks.json";
    for (const kid of ["ES256", "new", undefined]) {
      for (const header of [{ jwk }, { jku }, { x5u: jku }, { x5c: ["AAAA"] }, { jwk, jku }]) {
        await expectRefused(`Bearer ${await mint({ key: "STRANGER", header: { ...header, kid } })}`);
      }
    }
  });

  test("unsigned", async () => {
    const unsecured = new UnsecuredJWT(GOOD_CLAIMS).encode();
    await expectRefused(`Bearer ${unsecured}`);
    const [, payload, signature] = (await mint()).split(".");
    for (const alg of ["none", "None", "NONE", "nOnE", ""]) {
      const head = encoded({ alg, typ: "at+jwt", kid: "ES256" });
      await expectRefused(`Bearer ${head}.${payload}.`);
      await expectRefused(`Bearer ${head}.${payload}.${signature}`);
    }
  });

  test("signed with the public key as if it were a secret", async () => {
    for (const key of ["ES256", "PS256", "RS256"] as const) {
      const pem = await exportSPKI(pairs[key].publicKey);
      const secrets = [pem, pem.trim(), JSON.stringify(jwks[key]), jwks[key].x ?? jwks[key].n!, ""];
      for (const secret of secrets) {
        for (const alg of ["HS256", "HS512"]) {
          const signed = `${encoded({ alg, typ: "at+jwt", kid: key })}.${encoded(GOOD_CLAIMS)}`;
          const mac = createHmac(alg === "HS256" ? "sha256" : "sha512", secret)
            .update(signed)
            .digest("base64url");
          await expectRefused(`Bearer ${signed}.${mac}`);
        }
      }
    }
  });

  test("changed after it was signed", async () => {
    const [header, payload, signature] = (await mint()).split(".") as [string, string, string];
    const changed = encoded({ ...GOOD_CLAIMS, sub: "gareth.mash", role: "MASH_MANAGER" });
    const flipped = Buffer.from(signature, "base64url");
    flipped[10]! ^= 1;
    for (const token of [
      `${header}.${changed}.${signature}`,
      `${header}.${payload}.${flipped.toString("base64url")}`,
      `${header}.${payload}.${signature.slice(0, -4)}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${header}.${payload}.${Buffer.alloc(64).toString("base64url")}`,
      `${encoded({ alg: "PS256", typ: "at+jwt", kid: "PS256" })}.${payload}.${signature}`,
      `${header}.${encoded("amara.mash")}.${signature}`,
      `${header}.${Buffer.from("not json").toString("base64url")}.${signature}`,
    ]) {
      await expectRefused(`Bearer ${token}`);
    }
  });

  test("too long: 10 kB of good signature", async () => {
    const token = await mint({ claims: { padding: "a".repeat(7_600) } });
    expect(token.length).toBeGreaterThan(10_000);
    await expectRefused(`Bearer ${token}`);
    await expectGood(await mint({ claims: { padding: "a".repeat(2_000) } }));
  });
});

const encoded = (it: unknown): string => Buffer.from(JSON.stringify(it)).toString("base64url");

describe("who is not signed in learns nothing", () => {
  test.each<[string, string | object]>([
    ["a query", { query: WHO }],
    ["a query that does not parse", { query: "{ viewer {" }],
    ["a query of fields that do not exist", { query: "{ secretsOfTheState }" }],
    ["introspection", { query: "{ __schema { types { name } } }" }],
    ["a mutation", { query: 'mutation { closeCase(caseId: "x") { __typename } }' }],
    ["broken JSON", "{"],
    ["no JSON", "hello"],
    ["a batch", [{ query: WHO }, { query: WHO }]],
    ["nothing", ""],
    ["a megabyte and more", { query: `{ viewer } #${"x".repeat(1_100_000)}` }],
  ])("of %s: one constant answer", (_, body) => expectRefused(undefined, body));

  test.each(["get", "put", "patch", "delete", "options"] as const)("nor of the method %s", async (method) => {
    const { status, text } = await request(gate.server)[method]("/graphql?query={viewer{userId}}");
    expect({ status, text }).toEqual({ status: 401, text: UNAUTHENTICATED });
  });

  test("an answer to a bad token and to none are the same, headers and all", async () => {
    const { date: _1, ...none } = (await post(undefined)).headers as Record<string, string>;
    const { date: _2, ...bad } = (await post(`Bearer ${await mint({ claims: { exp: NOW - 999 } })}`)).headers as Record<
      string,
      string
    >;
    expect(bad).toEqual(none);
    expect(Object.keys(none).filter((it) => /powered|server|apollo/i.test(it))).toEqual([]);
  });
});

describe("a token that was good", () => {
  test("is none once it has expired, however often it was used before", async () => {
    const token = await mint({ claims: { exp: NOW + 60 } });
    await expectGood(token);
    await expectGood(token);
    gate.setNow(NOON + 91_000);
    await expectRefused(`Bearer ${token}`);
    await expectRefused(`Bearer ${token}`);
  });

  test("does not keep a tampered copy of it good", async () => {
    const token = await mint();
    await expectGood(token);
    await expectRefused(`Bearer ${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`);
  });

  test("is each caller's own: what is remembered of one is not given to another", async () => {
    const one = await mint();
    const other = await mint({ claims: { sub: "gareth.mash", role: "MASH_MANAGER" } });
    const users = await Promise.all(
      [one, other, one, other].map(async (it) => (await post(`Bearer ${it}`)).body.data.viewer.userId as string),
    );
    expect(users).toEqual(["amara.mash", "gareth.mash", "amara.mash", "gareth.mash"]);
  });
});

describe("somebody with a good token who is not active in this hub", () => {
  const NOT_ACTIVE = "Your user, agency or role is not active in this hub.";
  const gareth = caller("gareth.mash");

  /** By what means somebody stops being active, and how it is undone. */
  const WAYS: readonly [string, SignedInViewer, string[], string[]][] = [
    [
      "whose user was deactivated",
      gareth,
      ["UPDATE app_user SET active = false WHERE id = 'gareth.mash'"],
      ["UPDATE app_user SET active = true WHERE id = 'gareth.mash'"],
    ],
    [
      "whose agency was deactivated",
      gareth,
      ["UPDATE agency SET active = false WHERE id = 'MASH'"],
      ["UPDATE agency SET active = true WHERE id = 'MASH'"],
    ],
    [
      "whose role was taken away",
      gareth,
      ["UPDATE app_user SET roles = '{MASH_TRIAGE_OFFICER}' WHERE id = 'gareth.mash'"],
      ["UPDATE app_user SET roles = '{MASH_MANAGER}' WHERE id = 'gareth.mash'"],
    ],
    ["who claims a role they never held", { ...gareth, role: "CSC_MANAGER" }, [], []],
    ["who claims another's agency", { ...gareth, agencyId: "CSC" }, [], []],
    ["who claims an agency that is none", { ...gareth, agencyId: "NOWHERE" }, [], []],
    ["who is not on file", { ...gareth, userId: "nobody.mash" }, [], []],
  ];

  const claimsOf = (it: SignedInViewer) => ({ sub: it.userId, agency: it.agencyId, role: it.role });
  const askAs = async (viewer: SignedInViewer, query: string, variables: object = {}) =>
    (await post(`Bearer ${await mint({ claims: claimsOf(viewer) })}`, { query, variables })).body;

  const TABLES = [
    "person",
    "person_identifier",
    "case_file",
    "case_member",
    "case_agency",
    "case_assignment",
    "consent",
    "service_agreement",
    "contribution_item",
  ];
  const written = async () => {
    const sums = TABLES.map(
      (it) => `(SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM ${it} t)`,
    );
    const { rows } = await gate.owner.query({ text: `SELECT ${sums.join(", ")}`, rowMode: "array" });
    return rows[0] as string[];
  };

  describe.each(WAYS)("%s", (_, viewer, end, undo) => {
    let memberId: string;
    beforeAll(async () => {
      const id = await gate.caseId("MASH", "MASH-0001");
      const record = await askAs(
        gareth,
        `{ familyRecord(caseId: "${id}", purpose: MASH_SCREENING) { members { id } } }`,
      );
      memberId = record.data.familyRecord.members[0].id as string;
      const { data } = await askAs(gareth, `{ disclosuresAbout(memberId: "${memberId}") { id } }`);
      expect(data.disclosuresAbout.length).toBeGreaterThan(0);
      for (const sql of end) await gate.owner.query(sql);
    });
    afterAll(async () => {
      for (const sql of undo) await gate.owner.query(sql);
      expect((await askAs(gareth, WHO)).data.viewer.userId).toBe("gareth.mash");
    });

    test("is told so, by E-REQUEST and nothing else", async () => {
      const id = await gate.caseId(viewer.agencyId, "MASH-0001");
      const queries = [
        `{ viewer { userId cases { id } } }`,
        `{ familyRecord(caseId: "${id}", purpose: MASH_SCREENING) { case { reference } members { name } } }`,
        `{ familyRecord(caseId: "unknown", purpose: MASH_SCREENING) { members { name } } }`,
        `{ person(identifier: {system: NHS_NUMBER, value: "9990001006"}, purpose: MASH_SCREENING) { name } }`,
      ];
      for (const query of queries) {
        const { data, errors } = await askAs(viewer, query);
        expect(errors).toEqual([expect.objectContaining({ message: NOT_ACTIVE, extensions: { code: "E-REQUEST" } })]);
        expect(Object.values((data as object | null) ?? {}).every((it) => it === null)).toBe(true);
      }
    });

    test("is not told who has asked", async () => {
      const { data } = await askAs(viewer, `{ disclosuresAbout(memberId: "${memberId}") { id userId } }`);
      expect(data).toEqual({ disclosuresAbout: null });
    });

    test("writes nothing, by any mutation", async () => {
      const id = await gate.caseId(viewer.agencyId, "MASH-0001");
      const before = await written();
      const person = `person: {system: NHS_NUMBER, value: "9434765919", name: "New Person"}`;
      const mutations = [
        `openCase(input: {reference: "NEW-1", authority: "312", localTier: "Targeted"})`,
        `changeLevel(input: {caseId: "${id}", localTier: "Universal"})`,
        `recordSignificantHarm(caseId: "${id}")`,
        `closeCase(caseId: "${id}")`,
        `linkPerson(input: {caseId: "${id}", ${person}, relationship: "AUNT", reason: "Lives with the child"})`,
        `assignUser(input: {caseId: "${id}", userId: "shona.csc", assigned: false})`,
        `contribute(items: [{${person}, field: "incidents", body: {}, recordedAt: "2026-11-01T00:00:00Z", nature: FACT, sourceRef: "1"}])`,
      ];
      for (const mutation of mutations) {
        const { data, errors } = await askAs(viewer, `mutation { it: ${mutation} { __typename } }`);
        expect({ mutation, errors, it: data?.it }).toEqual({
          mutation,
          errors: undefined,
          it: { __typename: "Refused" },
        });
      }
      expect(await written()).toEqual(before);
    });
  });
});
