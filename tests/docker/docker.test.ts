/** No container engine runs here: the files are parsed, and what they name is looked up. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { parse } from "yaml";

const ROOT = path.join(__dirname, "../..");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");

describe("Dockerfile", () => {
  const file = DockerfileParser.parse(read("docker/Dockerfile"));
  const stages = file.getInstructions().reduce<string[][]>((all, it) => {
    if (it.getKeyword() === "FROM") all.push([]);
    all.at(-1)?.push(`${it.getKeyword()} ${it.getArgumentsContent() ?? ""}`);
    return all;
  }, []);
  const last = stages.at(-1)!;

  it("builds in one stage and runs in another, on one long-term Node", () => {
    expect(stages).toHaveLength(2);
    for (const stage of stages) expect(stage[0]).toMatch(/^FROM node:\$\{NODE_VERSION\}-bookworm-slim/);
    expect(read("docker/Dockerfile")).toMatch(/^ARG NODE_VERSION=26$/m);
  });
  it("runs as nobody special, with a health check, node as process 1", () => {
    expect(last).toContain("USER node");
    expect(last.findIndex((it) => it.startsWith("USER"))).toBeLessThan(last.findIndex((it) => it.startsWith("CMD")));
    expect(last.some((it) => it.startsWith("HEALTHCHECK"))).toBe(true);
    expect(last.at(-1)).toBe('CMD ["node", "dist/src/main.js"]');
  });
  it("carries no development dependency and no secret", () => {
    expect(stages[0]!.join("\n")).toContain("npm prune --omit=dev --omit=optional");
    expect(last.some((it) => it.startsWith("RUN"))).toBe(false);
    expect(stages.flat().join("\n")).not.toMatch(/KEY=|PASSWORD|SECRET/);
  });
  it("copies only what is there", () => {
    const copied = stages[0]!.filter((it) => it.startsWith("COPY")).flatMap((it) => it.split(" ").slice(1, -1));
    for (const it of copied) expect(fs.existsSync(path.join(ROOT, it))).toBe(true);
    const ignored = read("docker/Dockerfile.dockerignore").split("\n");
    for (const it of copied) expect(ignored).toContain(`!${it}`);
  });
});

describe("what the image runs", () => {
  it("the build's output starts, and names what it needs outside the demonstration", () => {
    const out = fs.mkdtempSync(path.join(os.tmpdir(), "image-"));
    const built = spawnSync(
      process.execPath,
      [
        "node_modules/typescript/bin/tsc",
        "-p",
        "tsconfig.build.json",
        "--outDir",
        path.join(out, "dist"),
        "--tsBuildInfoFile",
        path.join(out, "info"),
      ],
      { cwd: ROOT, encoding: "utf8" },
    );
    expect(built.stdout).toBe("");
    fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(out, "node_modules"));
    fs.copyFileSync(path.join(ROOT, "package.json"), path.join(out, "package.json"));
    const environment = { PATH: process.env.PATH, DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" };
    const run = spawnSync(process.execPath, ["dist/src/main.js"], { cwd: out, encoding: "utf8", env: environment });
    fs.rmSync(out, { recursive: true });
    expect(run.status).toBe(1);
    for (const name of [
      "ID_KEY",
      "AUDIT_KEY",
      "TOKEN_ISSUER",
      "TOKEN_AUDIENCE",
      "JWKS_URL",
      "CHECKPOINT_KEY",
      "CHECKPOINT_DIR",
    ])
      expect(run.stderr).toContain(name);
    expect(run.stderr).not.toContain("nobody");
  });
});

describe("compose file", () => {
  const compose = parse(read("docker/compose.yaml"), { merge: true }) as {
    services: Record<string, Record<string, unknown> & { environment: Record<string, string> }>;
  };
  it("is two gateways and PostgreSQL and nothing it does not need", () => {
    expect(Object.keys(compose.services)).toEqual(["gateway-1", "gateway-2", "postgres"]);
  });
  it("the gateways are alike, unprivileged, and wait for their database", () => {
    const [one, two] = [compose.services["gateway-1"]!, compose.services["gateway-2"]!];
    expect({ ...one, ports: null }).toEqual({ ...two, ports: null });
    expect(one).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      depends_on: { postgres: { condition: "service_healthy" } },
    });
    expect(fs.existsSync(path.join(ROOT, "docker", "Dockerfile"))).toBe(true);
  });
  it("names only settings that the gateway reads", () => {
    const known = read("src/config/variables.ts");
    for (const name of Object.keys(compose.services["gateway-1"]!.environment)) expect(known).toContain(`${name}:`);
  });
});
