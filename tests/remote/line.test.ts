/** The line to a partner: whom it trusts, how it shows who it is, what it asks of time and room, and when it gives up. */
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { generateKeyPairSync } from "node:crypto";
import { createLocalJWKSet, exportJWK, jwtVerify } from "jose";
import type { PartnerInForce } from "../../src/remote/partner-in-force";
import { PartnersInReach } from "../../src/remote/partners-in-reach";
import { mayBePartner } from "../../src/remote/transport/partner-lookup";
import { addressFaults } from "../../src/remote/transport/partner-address";
import type { PartnerAuth } from "../../src/remote/transport/partner-auth";
import { LINE_LIMITS, PartnerLine, type LineLimits } from "../../src/remote/transport/partner-line";
import { SecretsOnFile, type PartnerSecrets } from "../../src/remote/transport/partner-secrets";
import { newAuthority } from "./certificates";

const stops: (() => void)[] = [];
afterAll(() => {
  for (const it of stops) it();
});

async function serve(server: http.Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "localhost", done));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `${server instanceof https.Server ? "https" : "http"}://localhost:${(server.address() as AddressInfo).port}/q`;
}

const secretsOf = (secrets: Record<string, string>): PartnerSecrets => ({
  read: (_, name) => (secrets[name] ? Promise.resolve(secrets[name]) : Promise.reject(new Error("none"))),
});

function lineTo(url: string, auth: PartnerAuth = {}, secrets: Record<string, string> = {}, limits?: LineLimits) {
  const settings = { agency: "PROB", url, auth, timeoutMs: 2_000, maxBytes: 10_000 };
  return new PartnerLine(settings, secretsOf(secrets), Date.now, limits);
}
const ask = (line: PartnerLine, url: string, ms = 5_000) =>
  line.send({ url, method: "POST", headers: {}, body: "{}", accept: ["application/json"] }, { at: Date.now() + ms });
const failure = (code: string) => expect.objectContaining({ code });

const answering =
  (text = "{}"): http.RequestListener =>
  (_, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(text);

describe("TLS", () => {
  const ours = newAuthority();
  const theirs = newAuthority();
  const server = ours.issue("localhost");
  const client = ours.issue("gateway");
  const stranger = theirs.issue("gateway");
  const tls = { cert: server.certificate, key: server.key };

  test("only what the pinned authority vouches for is the partner", async () => {
    const url = await serve(https.createServer(tls, answering()));
    await expect(ask(lineTo(url, { ca: "ca" }, { ca: ours.certificate }), url)).resolves.toBe("{}");
    await expect(ask(lineTo(url, { ca: "ca" }, { ca: theirs.certificate }), url)).rejects.toEqual(
      failure("UNREACHABLE"),
    );
    await expect(ask(lineTo(url), url)).rejects.toEqual(failure("UNREACHABLE"));
    await expect(ask(lineTo(url, { ca: "ca" }), url)).rejects.toEqual(failure("UNREACHABLE"));
  });

  test("a client certificate shows who we are", async () => {
    const url = await serve(
      https.createServer({ ...tls, ca: ours.certificate, requestCert: true, rejectUnauthorized: true }, answering()),
    );
    const auth = { ca: "ca", mtls: { certificate: "cert", key: "key" } };
    const as = ({ certificate, key }: typeof client) => ({ ca: ours.certificate, cert: certificate, key });
    await expect(ask(lineTo(url, auth, as(client)), url)).resolves.toBe("{}");
    await expect(ask(lineTo(url, auth, as(stranger)), url)).rejects.toEqual(failure("UNREACHABLE"));
    await expect(ask(lineTo(url, { ca: "ca" }, { ca: ours.certificate }), url)).rejects.toEqual(failure("UNREACHABLE"));
  });
});

describe("private_key_jwt", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  let tokens = 0;
  let valid = "";
  const oauth = (tokenUrl: string): PartnerAuth => ({
    oauth: { tokenUrl, clientId: "gateway", key: "client-key", algorithm: "ES256", scope: "probation" },
  });

  async function servers() {
    const jwks = createLocalJWKSet({ keys: [await exportJWK(publicKey)] });
    const tokenUrl: string = await serve(
      http.createServer((request, response) => {
        void (async () => {
          const chunks: Buffer[] = [];
          for await (const it of request) chunks.push(it as Buffer);
          const form = new URLSearchParams(Buffer.concat(chunks).toString());
          const options = { issuer: "gateway", subject: "gateway", audience: tokenUrl, requiredClaims: ["exp", "jti"] };
          const ok = await jwtVerify(form.get("client_assertion")!, jwks, options).then(
            () => form.get("grant_type") === "client_credentials" && form.get("scope") === "probation",
            () => false,
          );
          if (!ok) return void response.writeHead(401, { "content-type": "application/json" }).end("{}");
          valid = `token-${++tokens}`;
          answering(JSON.stringify({ access_token: valid, expires_in: 300 }))(request, response);
        })();
      }),
    );
    const url = await serve(
      http.createServer((request, response) => {
        if (request.headers.authorization === `Bearer ${valid}`) answering()(request, response);
        else response.writeHead(401).end("MARKER");
      }),
    );
    return { url, tokenUrl };
  }

  test("a token is asked for once, kept, and asked for anew when the partner refuses it", async () => {
    const { url, tokenUrl } = await servers();
    const line = lineTo(url, oauth(tokenUrl), { "client-key": key });
    tokens = 0;
    await Promise.all([ask(line, url), ask(line, url), ask(line, url)]);
    expect(tokens).toBe(1);
    valid = "rotated";
    await expect(ask(line, url)).resolves.toBe("{}");
    expect(tokens).toBe(2);
  });

  test("another's key opens nothing, and that is no reason to think the partner ill", async () => {
    const { url, tokenUrl } = await servers();
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const pem = other.export({ type: "pkcs8", format: "pem" }).toString();
    const line = lineTo(url, oauth(tokenUrl), { "client-key": pem }, { ...LINE_LIMITS, failuresInARow: 1 });
    await expect(ask(line, url)).rejects.toEqual(failure("REFUSED"));
    await expect(ask(line, url)).rejects.toEqual(failure("REFUSED"));
  });
});

describe("time and room", () => {
  test("a partner is told how long it has, which is less than there is", async () => {
    let told = 0;
    const url = await serve(
      http.createServer((request, response) => {
        told = Number(request.headers["x-deadline-ms"]);
        answering()(request, response);
      }),
    );
    await ask(lineTo(url), url, 1_000);
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(950);
    await expect(ask(lineTo(url), url, 40)).rejects.toEqual(failure("TIMEOUT"));
  });

  test("a partner that fails again and again is left alone, and tried again later", async () => {
    let calls = 0;
    let healthy = false;
    const url = await serve(
      http.createServer((request, response) => {
        calls += 1;
        if (healthy) answering()(request, response);
        else response.socket!.destroy();
      }),
    );
    const line = lineTo(url, {}, {}, { ...LINE_LIMITS, failuresInARow: 3, leaveAloneMs: 100 });
    for (let i = 0; i < 3; i++) await expect(ask(line, url)).rejects.toEqual(failure("UNREACHABLE"));
    await expect(ask(line, url)).rejects.toEqual(failure("OPEN_BREAKER"));
    expect(calls).toBe(3);
    healthy = true;
    let answered = "";
    while (answered === "") {
      answered = await ask(line, url).catch(() => "");
      await new Promise((done) => setTimeout(done, 10));
    }
    expect(answered).toBe("{}");
  });

  test("what does not fit is turned away at once, and waits for nobody", async () => {
    const held: http.ServerResponse[] = [];
    const url = await serve(http.createServer((_, response) => void held.push(response)));
    const line = lineTo(url, {}, {}, { ...LINE_LIMITS, atOnce: 2, waiting: 1 });
    const first = [ask(line, url), ask(line, url), ask(line, url)];
    await expect(ask(line, url)).rejects.toEqual(failure("BUSY"));
    const answer = setInterval(() => held.splice(0).forEach((it) => answering()({} as never, it)), 10);
    await expect(Promise.all(first)).resolves.toEqual(["{}", "{}", "{}"]);
    clearInterval(answer);
  });

  test("nothing but the registered origin is called", async () => {
    let called = false;
    const other = await serve(http.createServer(() => (called = true)));
    const url = await serve(http.createServer(answering()));
    await expect(ask(lineTo(url), other)).rejects.toEqual(failure("BAD_RESPONSE"));
    expect(called).toBe(false);
  });
});

describe("what may be registered", () => {
  const codes = (url: string, plainHttp = false) => addressFaults(url, "url", { plainHttp }).map((it) => it.code);

  test("is an address of somebody else, over TLS, with nothing written into it", () => {
    expect(codes("https://probation.example/graphql")).toEqual([]);
    expect(codes("http://127.0.0.1:4000/graphql", true)).toEqual([]);
    for (const [url, code] of [
      ["probation", "NOT_A_URL"],
      ["http://probation.example/graphql", "NOT_HTTPS"],
      ["file:///etc/passwd", "NOT_HTTPS"],
      ["https://user:pass@probation.example/", "HAS_CREDENTIALS"],
      ["https://probation.example/?crn=X1", "HAS_QUERY"],
      ["https://localhost/graphql", "NOT_A_PARTNER"],
      ["https://127.0.0.1/graphql", "NOT_A_PARTNER"],
      ["https://2130706433/graphql", "NOT_A_PARTNER"],
      ["https://169.254.169.254/latest/meta-data", "NOT_A_PARTNER"],
      ["https://[::1]/graphql", "NOT_A_PARTNER"],
      ["https://[::ffff:127.0.0.1]/graphql", "NOT_A_PARTNER"],
      ["https://[::127.0.0.1]/graphql", "NOT_A_PARTNER"],
      ["https://[2002:7f00:1::]/graphql", "NOT_A_PARTNER"],
      ["https://[64:ff9b::169.254.169.254]/graphql", "NOT_A_PARTNER"],
      ["https://[febf::1]/graphql", "NOT_A_PARTNER"],
      ["https://LOCALHOST./graphql", "NOT_A_PARTNER"],
      ["https://a.localhost./graphql", "NOT_A_PARTNER"],
      ["https://metadata.google.internal./computeMetadata", "NOT_A_PARTNER"],
    ] as const)
      expect([url, codes(url)]).toEqual([url, [code]]);
  });

  test("and stays that when it is called: a name that has come to mean this machine is not connected to", async () => {
    const server = http.createServer(answering());
    let connections = 0;
    server.on("connection", () => (connections += 1));
    const url = await serve(server);
    const inForce = { id: "1", agency: "PROB", url, testUrl: null, auth: {}, timeoutMs: 500, maxBytes: 10_000 };
    const reach = (plainHttp: boolean) =>
      new PartnersInReach({
        plainHttp,
        secrets: secretsOf({}),
        idKey: new Uint8Array(32),
        now: Date.now,
        report: () => undefined,
      });
    for (const lineOf of ["lineOf", "testLineOf"] as const) {
      const line = reach(false)[lineOf](inForce as unknown as PartnerInForce);
      await expect(ask(line, url)).rejects.toEqual(failure("UNREACHABLE"));
      expect(connections).toBe(0);
    }
    await expect(ask(reach(true).lineOf(inForce as unknown as PartnerInForce), url)).resolves.toBe("{}");
    expect(connections).toBe(1);
    for (const it of ["127.9.9.9", "0.0.0.0", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fe80::1", "fd00:ec2::254"])
      expect([it, mayBePartner(it)]).toEqual([it, false]);
    for (const it of ["10.1.2.3", "192.168.7.7", "203.0.113.9", "2a00:1450::1", "fd12::1"])
      expect([it, mayBePartner(it)]).toEqual([it, true]);
  });

  test("a secret is the agency's own: another's, or the gateway's, is out of reach", async () => {
    const secrets = new SecretsOnFile(null, { PARTNER_SECRET_PROB_CLIENT_KEY: "theirs", ID_KEY: "MARKER" });
    await expect(secrets.read("PROB", "client-key")).resolves.toBe("theirs");
    for (const [agency, name] of [
      ["YJS", "client-key"],
      ["PROB", "../YJS/client-key"],
      ["..", "id-key"],
      ["PROB", "ID_KEY"],
    ] as const)
      await expect(secrets.read(agency, name)).rejects.not.toThrow(/MARKER|theirs/);
  });

  test("an agency whose code begins with another's has no variable that the other could name", async () => {
    const secrets = new SecretsOnFile(null, { PARTNER_SECRET_NHS_GP_KEY: "MARKER", PARTNER_SECRET_NHS_KEY: "MARKER" });
    for (const [agency, name] of [
      ["NHS-GP", "key"],
      ["NHS_GP", "key"],
      ["nhs", "key"],
    ] as const)
      await expect(secrets.read(agency, name)).rejects.not.toThrow("MARKER");
  });
});
