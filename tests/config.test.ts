import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { signerOf, signerText } from "../src/audit/proof/signed-note";
import { readConfig } from "../src/config/config";

const KEY = Buffer.alloc(32, 1).toString("base64");
const REAL = {
  DATABASE_URL: "postgresql://gateway@db/records",
  ID_KEY: KEY,
  AUDIT_KEY: KEY,
  TOKEN_ISSUER: "https://login.example",
  TOKEN_AUDIENCE: "gateway",
  JWKS_URL: "https://login.example/jwks",
  CHECKPOINT_KEY: signerText("example.org/family-record", new Uint8Array(32).fill(2)),
  CHECKPOINT_DIR: "/var/lib/checkpoints",
};

test("with nothing set it is the demonstration, explorer on", () => {
  expect(readConfig({})).toMatchObject({
    demonstration: true,
    explorer: true,
    databaseUrl: null,
    port: 4000,
    host: "127.0.0.1",
  });
});

test("with a database it is for real: explorer off, and all secrets and addresses needed", () => {
  expect(readConfig(REAL)).toMatchObject({ demonstration: false, explorer: false, tokens: { jwksUrl: REAL.JWKS_URL } });
  for (const name of Object.keys(REAL).filter((it) => it !== "DATABASE_URL")) {
    expect(() => readConfig({ ...REAL, [name]: undefined })).toThrow(name);
    expect(() => readConfig({ ...REAL, [name]: "" })).toThrow(name);
  }
  expect(readConfig({ ...REAL, EXPLORER: "true" }).explorer).toBe(true);
});

test("outside the demonstration a database is needed", () => {
  expect(() => readConfig({ DEMONSTRATION: "false" })).toThrow(/DATABASE_URL/);
});

test("every fault is named at once, and no value", () => {
  const broken = {
    PORT: "hunter2",
    DATABASE_URL: "mysql://hunter2",
    ID_KEY: "hunter2",
    EXPLORER: "hunter2",
    JWKS_URL: "hunter2",
    CHECKPOINT_KEY: "hunter2",
    CHECKPOINT_FORMER_KEYS: "hunter2",
    CHECKPOINT_INTERVAL: "hunter2",
    CHECKPOINT_GRACE: "hunter2",
    CHECKPOINT_KEY_FILE: "/hunter2/hunter2",
  };
  const message = (() => {
    try {
      readConfig(broken);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  })();
  for (const name of Object.keys(broken)) expect(message).toContain(name);
  expect(message).not.toContain("hunter2");
});

describe("checkpoints", () => {
  const other = signerOf("example.org/family-record", new Uint8Array(32).fill(3));
  it("are signed in the demonstration with a key that is published, beside the embedded server's data", () => {
    const { signer, directory, intervalMs, graceMs, formerKeys } = readConfig({ DATA_DIR: "x/pg18" }).checkpoints;
    expect(signer.name).toBe("demonstration.invalid/family-record");
    expect({ directory, intervalMs, graceMs, formerKeys }).toEqual({
      directory: "x/pg18-checkpoints",
      intervalMs: 10_000,
      graceMs: 14_400_000,
      formerKeys: [],
    });
  });
  it("of two databases of one's own are kept apart, whoever signs in to them", () => {
    const on = (url: string) => readConfig({ DEMONSTRATION: "true", DATABASE_URL: url }).checkpoints.directory;
    expect(on("postgresql://a:1@db/records")).toBe(on("postgresql://b@db/records"));
    expect(on("postgresql://a:1@db/records")).not.toBe(on("postgresql://a:1@db/others"));
  });
  it("have times in words, and keys that came before", () => {
    const given = { CHECKPOINT_INTERVAL: "30s", CHECKPOINT_GRACE: "90m", CHECKPOINT_FORMER_KEYS: other.text };
    expect(readConfig({ ...REAL, ...given }).checkpoints).toMatchObject({
      intervalMs: 30_000,
      graceMs: 5_400_000,
      formerKeys: [{ id: other.id }],
    });
  });
  it.each([
    ["CHECKPOINT_INTERVAL", "10"],
    ["CHECKPOINT_INTERVAL", "0s"],
    ["CHECKPOINT_INTERVAL", "500ms"],
    ["CHECKPOINT_INTERVAL", "2h"],
    ["CHECKPOINT_GRACE", "30s"],
    ["CHECKPOINT_GRACE", "100h"],
    ["CHECKPOINT_FORMER_KEYS", `${other.text},x`],
  ])("%s is not %s", (name, value) => {
    expect(() => readConfig({ ...REAL, [name]: value })).toThrow(name);
  });
  it("may wait for two intervals at least", () => {
    expect(() => readConfig({ ...REAL, CHECKPOINT_INTERVAL: "50m", CHECKPOINT_GRACE: "60m" })).toThrow(
      "at least twice",
    );
  });
  it("take their key from a file, which can be read, and is the one place it is given in", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "config-"));
    const file = path.join(folder, "key");
    fs.writeFileSync(file, `${REAL.CHECKPOINT_KEY}\n`);
    const { CHECKPOINT_KEY: key, ...rest } = REAL;
    expect(readConfig({ ...rest, CHECKPOINT_KEY_FILE: file }).checkpoints.signer.id).toBe(
      readConfig(REAL).checkpoints.signer.id,
    );
    expect(() => readConfig({ ...rest, CHECKPOINT_KEY_FILE: `${file}x`, PORT: "x" })).toThrow(
      /CHECKPOINT_KEY_FILE: cannot be read[^]*PORT/,
    );
    expect(() => readConfig({ ...rest, CHECKPOINT_KEY: key, CHECKPOINT_KEY_FILE: file })).toThrow("one of them");
    fs.rmSync(folder, { recursive: true });
  });
});

test("it is frozen", () => expect(Object.isFrozen(readConfig({}))).toBe(true));
