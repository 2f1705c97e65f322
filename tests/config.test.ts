import { readConfig } from "../src/config";

const KEY = Buffer.alloc(32, 1).toString("base64");
const REAL = {
  DATABASE_URL: "postgresql://gateway@db/records",
  ID_KEY: KEY,
  AUDIT_KEY: KEY,
  TOKEN_ISSUER: "https://login.example",
  TOKEN_AUDIENCE: "gateway",
  JWKS_URL: "https://login.example/jwks",
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

test("with a database it is for real: explorer off, and all five secrets and addresses needed", () => {
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

test("it is frozen", () => expect(Object.isFrozen(readConfig({}))).toBe(true));
