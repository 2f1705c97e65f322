/** The explorer over HTTP: only its own files, only to be read, and nothing from anywhere else. */
import http from "node:http";
import vm from "node:vm";
import { parse, validate } from "graphql";
import request from "supertest";
import { joinPartners } from "../../src/remote/joined-schema";
import { checkPartnerSdl } from "../../src/remote/sdl/check-partner-sdl";
import { EXAMPLE_QUERIES } from "../../src/explorer/queries";
import { explorerRoutes } from "../../src/explorer/routes";
import { buildGatewaySchema } from "../../src/schema";
import { example, GATEWAY_SDL } from "../remote/sdl/given";
import { partnerExamples } from "./partner-examples";

/** As in http/server.ts: the first route that says the path is its own has answered. */
const serverWith = (callers: boolean): http.Server => {
  const routes = explorerRoutes({ callers });
  return http.createServer((incoming, response) => {
    void (async () => {
      for (const route of routes) if (await route(incoming, response)) return;
      response.statusCode = 418;
      response.end("not the explorer's");
    })();
  });
};

const explorer = serverWith(true);
const withToken = serverWith(false);

const SCRIPTS = ["explorer.js", "graphiql.min.js", "react.production.min.js", "react-dom.production.min.js"];
const STYLES = ["explorer.css", "graphiql.min.css"];

describe("the page", () => {
  test("is HTML under a policy that lets in nothing from outside", async () => {
    const { headers } = await request(explorer).get("/explorer").expect(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    const policy = Object.fromEntries(
      headers["content-security-policy"]!.split("; ").map((it) => it.split(/ (.*)/).slice(0, 2) as [string, string]),
    );
    expect(policy).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self' 'unsafe-inline'",
      "img-src": "'self' data:",
      "font-src": "'self' data:",
      "connect-src": "'self'",
      "worker-src": "'self' blob:",
      "frame-ancestors": "'none'",
      "base-uri": "'none'",
      "form-action": "'none'",
    });
    expect(headers["referrer-policy"]).toBe("no-referrer");
  });

  test.each(["/explorer/", "/explorer?query=x"])("is at %s too", async (place) => {
    expect((await request(explorer).get(place).expect(200)).text).toContain("<title>Explorer");
  });

  test("loads nothing that is not served here, and has no script of its own inside", async () => {
    const { text } = await request(explorer).get("/explorer");
    const loaded = [...text.matchAll(/<(?:script|link)[^>]*?(?:src|href)="([^"]+)"/g)].map((it) => it[1]!);
    const own = loaded.filter((it) => it !== "data:,");
    expect(own.map((it) => it.replace("/explorer/", "")).sort()).toEqual([...SCRIPTS, ...STYLES].sort());
    for (const it of own) await request(explorer).get(it).expect(200);
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|javascript:/i);
  });

  test("gives every control a label", async () => {
    for (const server of [explorer, withToken]) {
      const { text } = await request(server).get("/explorer");
      const controls = [...text.matchAll(/<(?:select|input)[^>]*\bid="(\w+)"/g)].map((it) => it[1]!);
      expect(controls).toHaveLength(5);
      for (const id of controls) expect(text).toContain(`<label for="${id}">`);
    }
  });

  test("offers callers in a demonstration, and asks for a token elsewhere", async () => {
    const demonstration = (await request(explorer).get("/explorer")).text;
    expect(demonstration).toContain('id="caller"');
    expect(demonstration).not.toContain('id="token"');
    const elsewhere = (await request(withToken).get("/explorer")).text;
    expect(elsewhere).toContain('id="token"');
    expect(elsewhere).not.toContain('id="caller"');
    expect((await request(withToken).get("/explorer/explorer.js")).text).toContain('"callers": false');
  });
});

describe("what it loads", () => {
  test.each(SCRIPTS)("%s is served as a script that parses", async (name) => {
    const { headers, text } = await request(explorer).get(`/explorer/${name}`).expect(200);
    expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(() => new vm.Script(text)).not.toThrow();
  });

  test.each(STYLES)("%s is served as a style that fetches nothing", async (name) => {
    const { headers, text } = await request(explorer).get(`/explorer/${name}`).expect(200);
    expect(headers["content-type"]).toBe("text/css; charset=utf-8");
    expect(text).not.toMatch(/@import|url\(\s*["']?(?!data:|#)/);
  });

  test("is whole", async () => {
    const { headers, text } = await request(explorer).get("/explorer/graphiql.min.js");
    expect(Number(headers["content-length"])).toBe(Buffer.byteLength(text));
    expect(text.length).toBeGreaterThan(500_000);
  });

  test("the page, its style and its script name no address outside", async () => {
    for (const server of [explorer, withToken]) {
      for (const place of ["/explorer", "/explorer/explorer.js", "/explorer/explorer.css"]) {
        const { text } = await request(server).get(place);
        expect(text).not.toMatch(/\w+:\/\/|["'(]\/\//);
      }
    }
  });

  test("our script keeps nothing in the browser", async () => {
    const { text } = await request(explorer).get("/explorer/explorer.js");
    const code = text.replace(/\/\*\*.*?\*\/|\/\/.*$/gm, "");
    expect(code).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|createLocalStorage/);
    expect(code).toContain("storage: memory()");
  });
});

describe("what is not there", () => {
  test.each([
    "/explorer/nothing.js",
    "/explorer/graphiql.min.js.map",
    "/explorer/graphiql.min.js/",
    "/explorer/__proto__",
    "/explorer/constructor",
    "/explorer//etc/passwd",
    "/explorer/%2e%2e/package.json",
    "/explorer/..%2fpackage.json",
    "/explorer/..%5c..%5cpackage.json",
    "/explorer/graphiql.min.js%00.css",
  ])("%s is 404, as JSON and under the policy", async (place) => {
    const { headers, body } = await request(explorer).get(place).expect(404);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(body.errors[0].extensions.code).toBe("E-REQUEST");
  });

  // a client tidies such a path before it sends it, so these are written to the socket as they are
  test.each(["/explorer/../package.json", "/explorer/./../../etc/passwd", "/explorer/../../src/config.ts"])(
    "%s is 404, untidied",
    async (place) => {
      const { status, text } = await asWritten(place);
      expect(status).toBe(404);
      expect(text).toContain("There is nothing here");
    },
  );

  test.each(["/", "/explorers", "/explorer.js", "/graphql", "/demonstration/callers"])(
    "%s is left to others",
    (place) => request(explorer).get(place).expect(418),
  );
});

describe("methods", () => {
  test.each(["post", "put", "patch", "delete", "options"] as const)("%s is refused", async (method) => {
    for (const place of ["/explorer", "/explorer/explorer.js", "/explorer/nothing"]) {
      const { headers, body } = await request(explorer)[method](place).expect(405);
      expect(headers["allow"]).toBe("GET, HEAD");
      expect(body.errors[0].extensions.code).toBe("E-REQUEST");
    }
  });

  test("a refused POST with a body leaves the connection usable", async () => {
    const agent = request.agent(explorer);
    await agent.post("/explorer").send("x".repeat(500_000)).expect(405);
    await agent.get("/explorer").expect(200);
  });

  test("HEAD says what GET would, without the body", async () => {
    const got = await request(explorer).get("/explorer/explorer.js");
    const { headers, text } = await request(explorer).head("/explorer/explorer.js").expect(200);
    expect(text ?? "").toBe("");
    expect(headers["content-length"]).toBe(got.headers["content-length"]);
    await request(explorer).head("/explorer/nothing").expect(404);
  });
});

describe("the examples", () => {
  test.each(EXAMPLE_QUERIES)("$name is valid and fits the editor", async ({ query }) => {
    const { schema } = await buildGatewaySchema(() => null);
    expect(validate(schema, parse(query))).toEqual([]);
    for (const line of query.split("\n")) expect(line.length).toBeLessThanOrEqual(64);
  });

  test("ask for no variable that the page does not fill in", () => {
    const variables = EXAMPLE_QUERIES.flatMap(({ query }) => [...query.matchAll(/\$(\w+)\s*:/g)].map((it) => it[1]));
    expect([...new Set(variables)].sort()).toEqual(["caseId", "consentId", "memberId", "purpose"]);
  });

  test("have names that a select can carry", () => {
    for (const { name } of EXAMPLE_QUERIES) expect(name).not.toMatch(/["<>&]/);
  });
});

describe("agencies with systems of their own", () => {
  test("have no example before they join", async () => {
    const { schema } = await buildGatewaySchema(() => null);
    expect(partnerExamples(schema)).toEqual([]);
  });

  test("have one once their SDL is in the schema, valid and within what the gateway answers", async () => {
    const { schema: own } = await buildGatewaySchema(() => null);
    for (const name of ["probation", "youth-justice"]) {
      const { accepted } = checkPartnerSdl(example(name), { gatewaySdl: GATEWAY_SDL, active: [] });
      const schema = joinPartners(own, [accepted!]);
      const [it, ...others] = partnerExamples(schema);
      expect(others).toEqual([]);
      expect(it!.name).toBe(`From its own system: ${accepted!.field}`);
      expect(validate(schema, parse(it!.query))).toEqual([]);
      for (const field of accepted!.fields.keys()) expect(it!.query).toContain(`        ${field}`);
      for (const line of it!.query.split("\n")) expect(line.length).toBeLessThanOrEqual(64);
    }
  });
});

function asWritten(place: string): Promise<{ status: number; text: string }> {
  return new Promise((done, failed) => {
    const server = serverWith(true).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      http
        .get({ host: "127.0.0.1", port, path: place, agent: false }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            server.close();
            done({ status: response.statusCode!, text: Buffer.concat(chunks).toString() });
          });
        })
        .on("error", failed);
    });
  });
}
