/** Notifications from the outbox to a real SMTP server and a real HTTP receiver; nobody mocked, nothing timed. */
import { randomUUID } from "node:crypto";
import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { OpaqueIds } from "../../src/gateway/opaque-ids";
import { Dispatcher, GIVE_UP_DAYS, IN_HAND_MS, retryAfter } from "../../src/notifications/dispatcher";
import { Email } from "../../src/notifications/email";
import { FAN_OUT, TAKE } from "../../src/notifications/fan-out.sql";
import { notify, type Notification } from "../../src/notifications/outbox";
import type { Channel, Sender } from "../../src/notifications/sender";
import { Webhook } from "../../src/notifications/webhook";
import { cloneDatabase, type ClonedDatabase } from "../database-clone";
import {
  headerOf,
  isSignedWith,
  startHookServer,
  startMailServer,
  type HookServer,
  type MailServer,
} from "./receivers";

const SECRET = Buffer.alloc(32, 5);
const OLD_SECRET = Buffer.alloc(32, 6);
const IDS = new OpaqueIds(new Uint8Array(32).fill(7));
const START = Date.UTC(2026, 10, 22, 12);
const DAY = 24 * 60 * 60 * 1000;

let database: ClonedDatabase;
let owner: Pool;
let pool: Pool;
let mail: MailServer;
let hook: HookServer;
let now = START;
const reports: string[] = [];
const senders: Sender[] = [];

const webhook = (timeoutMs?: number): Sender =>
  new Webhook({ secrets: new Map([["SCHOOL", [SECRET, OLD_SECRET]]]), privateNetworks: true, timeoutMs });
const dispatcher = (webhooks: Sender = webhook()): Dispatcher => {
  const email = new Email({ url: mail.url, from: "Gateway <no-reply@gateway.example>" });
  senders.push(email);
  const byChannel = new Map<Channel, Sender>([
    ["EMAIL", email],
    ["WEBHOOK", webhooks],
  ]);
  return new Dispatcher(
    pool,
    byChannel,
    IDS,
    () => now,
    (it) => reports.push(it),
  );
};
const told = (more: Partial<Notification> = {}): Promise<void> =>
  notify(owner, now, [{ topic: "DISCLOSURE_REQUESTED", agency: "SCHOOL", reference: randomUUID(), ...more }]);
const contact = async (channel: Channel, address: string, more: { user?: string; role?: string } = {}) => {
  await owner.query(
    "INSERT INTO contact_point (agency_id, user_id, role, channel, address) VALUES ('SCHOOL', $1, $2, $3, $4)",
    [more.user ?? null, more.role ?? null, channel, address],
  );
};
const recipients = (): string[] => mail.mails.map((it) => headerOf(it, "To")!).sort();
const deliveries = async () =>
  (await owner.query("SELECT * FROM notification_delivery ORDER BY created_at")).rows as {
    id: string;
    attempts: number;
    delivered_at: Date | null;
    given_up_at: Date | null;
    last_fault: string | null;
    next_attempt_at: Date;
  }[];

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new Pool({ connectionString: database.url, max: 4 });
  pool = new Pool({ connectionString: database.url, options: "-c role=family_record_gateway" });
  await owner.query(`
    INSERT INTO agency (id, name, kind) VALUES ('SCHOOL', 'School', 'EDUCATION'), ('GP', 'Practice', 'GP');
    INSERT INTO app_user (id, agency_id, display_name, roles) VALUES
      ('tess', 'SCHOOL', 'Tess', '{INFORMATION_GOVERNANCE_LEAD}'), ('dilys', 'SCHOOL', 'Dilys', '{DSL}'),
      ('gone', 'SCHOOL', 'Gone', '{DSL}');
    UPDATE app_user SET active = false WHERE id = 'gone'`);
  mail = await startMailServer();
  hook = await startHookServer();
});
afterAll(async () => {
  for (const it of senders) it.stop?.();
  await mail.stop();
  await hook.stop();
  await pool.end();
  await owner.end();
  await database.drop();
});
beforeEach(async () => {
  await owner.query("TRUNCATE notification, contact_point, notification_delivery, notification_seen");
  mail.mails.length = 0;
  hook.hooks.length = 0;
  hook.answer = (_, response) => response.writeHead(204).end();
  reports.length = 0;
  now = START;
});

describe("to whom", () => {
  beforeEach(async () => {
    await contact("EMAIL", "tess@school.example", { user: "tess" });
    await contact("EMAIL", "dilys@school.example", { user: "dilys" });
    await contact("EMAIL", "gone@school.example", { user: "gone" });
    await contact("EMAIL", "office@school.example");
  });

  test.each([
    ["a user's own", { user: "dilys" }, ["dilys@school.example"]],
    ["those who hold the role, active", { roles: ["DSL"] as const }, ["dilys@school.example"]],
    ["a role that nobody holds: the agency's", { roles: ["MARAC_REP"] as const }, ["office@school.example"]],
    ["somebody who has left: the agency's", { user: "gone" }, ["office@school.example"]],
    ["nobody named: the agency's", {}, ["office@school.example"]],
  ])("%s", async (_, more, expected) => {
    await told(more);
    await dispatcher().run();
    expect(recipients()).toEqual(expected);
  });

  test("the role's own address comes before the people who hold it", async () => {
    await contact("EMAIL", "safeguarding@school.example", { role: "DSL" });
    await told({ roles: ["DSL"] });
    await dispatcher().run();
    expect(recipients()).toEqual(["safeguarding@school.example"]);
  });

  test("what was taken away gets nothing, and another agency's never does", async () => {
    await owner.query("UPDATE contact_point SET removed_at = now() WHERE user_id = 'dilys'");
    await told({ user: "dilys" });
    await told({ agency: "GP", roles: ["DSL"] });
    await dispatcher().run();
    expect(recipients()).toEqual(["office@school.example"]);
  });
});

test("an e-mail says the topic's words, the time in London and a reference; its Message-ID is the delivery's", async () => {
  await contact("EMAIL", "office@school.example");
  await told({ dueAt: Date.UTC(2026, 6, 1, 16) });
  await dispatcher().run();
  const [text] = mail.mails;
  const [delivery] = await deliveries();
  expect(headerOf(text!, "Message-ID")).toBe(`<${delivery!.id}@gateway.example>`);
  expect(headerOf(text!, "Subject")).toBe("Family Record Gateway: something waits for you");
  const plain = text!.replace(/=\r\n/g, "");
  expect(plain).toContain("Somebody asks your organisation to decide on a disclosure.");
  expect(plain).toContain("Due: Wednesday 1 July 2026 at 17:00, London time.");
  expect(plain).toMatch(/Reference: [\w-]{64}/);
});

test("a webhook is signed after the standard, with each of the agency's secrets", async () => {
  await contact("WEBHOOK", `${hook.url}/told`);
  await told({ dueAt: START + DAY });
  await dispatcher().run();
  const [got] = hook.hooks;
  expect(got!.headers["webhook-id"]).toBe((await deliveries())[0]!.id);
  expect(got!.headers["webhook-timestamp"]).toBe(String(START / 1000));
  expect(isSignedWith(SECRET, got!)).toBe(true);
  expect(isSignedWith(OLD_SECRET, got!)).toBe(true);
  expect(isSignedWith(Buffer.alloc(32, 1), got!)).toBe(false);
  expect(isSignedWith(SECRET, { ...got!, body: `${got!.body} ` })).toBe(false);
  expect(JSON.parse(got!.body)).toEqual({
    type: "DISCLOSURE_REQUESTED",
    timestamp: new Date(START).toISOString(),
    data: {
      text: "Somebody asks your organisation to decide on a disclosure.",
      reference: expect.stringMatching(/^[\w-]{64}$/) as unknown,
      dueAt: new Date(START + DAY).toISOString(),
    },
  });
});

describe("a receiver that fails", () => {
  beforeEach(() => contact("WEBHOOK", `${hook.url}/told`));

  test.each([
    ["refuses", 410, "REFUSED"],
    ["is broken", 500, "RECEIVER_FAILED"],
    ["sends elsewhere", 302, "REDIRECTED"],
  ])("%s: tried again later, and nobody is followed", async (_, status, fault) => {
    hook.answer = (_it, response) => response.writeHead(status, { location: `${hook.url}/elsewhere` }).end("secret");
    await told();
    await dispatcher().run();
    await dispatcher().run(); // not due yet
    expect(hook.hooks.map((it) => it.path)).toEqual(["/told"]);
    expect(await deliveries()).toMatchObject([{ attempts: 1, delivered_at: null, last_fault: fault }]);
    hook.answer = (_it, response) => response.writeHead(200).end();
    now += retryAfter(1);
    await dispatcher().run();
    expect(await deliveries()).toMatchObject([{ attempts: 2, delivered_at: new Date(now), last_fault: null }]);
    // the same message, under the same id: a receiver that had it knows it
    expect(new Set(hook.hooks.map((it) => it.headers["webhook-id"])).size).toBe(1);
    expect(new Set(hook.hooks.map((it) => it.body)).size).toBe(1);
  });

  test("never answers: given up on in time", async () => {
    hook.answer = () => undefined;
    await told();
    await dispatcher(webhook(50)).run();
    expect(await deliveries()).toMatchObject([{ delivered_at: null, last_fault: "TIMED_OUT" }]);
  });

  test("answers without end: only its status is read", async () => {
    let isClosed: () => void;
    const closed = new Promise<void>((done) => (isClosed = done));
    hook.answer = (_it, response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write("x".repeat(65_536)), 1);
      response.on("close", () => (clearInterval(more), isClosed()));
    };
    await told();
    await dispatcher().run();
    expect(await deliveries()).toMatchObject([{ delivered_at: new Date(now) }]);
    await closed;
  });

  test("is not there, or the agency has no secret", async () => {
    await owner.query("UPDATE contact_point SET address = 'http://127.0.0.1:1/'");
    await told();
    await dispatcher().run();
    expect(await deliveries()).toMatchObject([{ last_fault: "NO_CONNECTION" }]);
    now += DAY;
    await dispatcher(new Webhook({ secrets: new Map(), privateNetworks: true })).run();
    expect(await deliveries()).toMatchObject([{ last_fault: "NO_SECRET" }]);
  });

  test("retries grow to four hours; after three days the operator is told, once, and of no address", async () => {
    expect([1, 2, 3, 9, 10, 99].map((it) => retryAfter(it) / 1000)).toEqual([30, 60, 120, 7680, 14400, 14400]);
    hook.answer = (_it, response) => response.writeHead(503).end();
    await told();
    for (let i = 0; i < 100; i += 1) {
      await dispatcher().run();
      now = Math.max(now, (await deliveries())[0]!.next_attempt_at.getTime());
    }
    const [given] = await deliveries();
    expect(given!.given_up_at!.getTime() - START).toBeGreaterThanOrEqual(GIVE_UP_DAYS * DAY);
    expect(given!.given_up_at!.getTime() - START).toBeLessThan((GIVE_UP_DAYS + 0.5) * DAY);
    expect(hook.hooks).toHaveLength(given!.attempts);
    expect(reports).toEqual([
      `notifications: WEBHOOK to SCHOOL given up after ${given!.attempts} attempts in 3 days: RECEIVER_FAILED`,
    ]);
  });
});

test("a mail server that says later is asked again later", async () => {
  await contact("EMAIL", "office@school.example");
  mail.refuseNext = 1;
  await told();
  await dispatcher().run();
  expect(await deliveries()).toMatchObject([{ last_fault: "RECEIVER_FAILED" }]);
  now += retryAfter(1);
  await dispatcher().run();
  expect(mail.mails).toHaveLength(1);
});

test("beyond this machine mail is not sent unencrypted", async () => {
  // on Linux all of 127.0.0.0/8 is here; elsewhere nothing listens, and nothing is sent either
  const there = await startMailServer(process.platform === "linux" ? "127.0.0.2" : "127.0.0.1");
  const url = there.url.replace("127.0.0.1", "127.0.0.2");
  const plain = new Email({ url, from: "a@gateway.example", timeoutMs: 2000 });
  const message = {
    deliveryId: randomUUID(),
    agency: "SCHOOL",
    address: "x@school.example",
    topic: "DISCLOSURE_REQUESTED",
    reference: "r",
    createdAt: now,
    dueAt: null,
    at: now,
  } as const;
  try {
    await expect(plain.send(message)).rejects.toThrow(/NO_CONNECTION|REFUSED/);
    expect(there.mails).toHaveLength(0);
  } finally {
    plain.stop();
    await there.stop();
  }
});

test("what was rolled back tells nobody; what was committed tells once, however often it was said", async () => {
  await contact("EMAIL", "office@school.example");
  const reference = randomUUID();
  const client = await owner.connect();
  await client.query("BEGIN");
  await notify(client, now, [{ topic: "CONSENT_WITHDRAWN", agency: "SCHOOL", reference }]);
  await dispatcher().run(); // not committed yet: not there
  await client.query("ROLLBACK");
  await dispatcher().run();
  expect(mail.mails).toHaveLength(0);
  await client.query("BEGIN");
  await notify(client, now, [{ topic: "CONSENT_WITHDRAWN", agency: "SCHOOL", reference }]);
  await client.query("COMMIT");
  client.release();
  await told({ topic: "CONSENT_WITHDRAWN", reference });
  await dispatcher().run();
  await dispatcher().run();
  expect(mail.mails).toHaveLength(1);
});

test("two dispatchers at once deliver each once", async () => {
  await contact("EMAIL", "office@school.example");
  await contact("WEBHOOK", `${hook.url}/told`);
  for (let i = 0; i < 60; i += 1) await told();
  await Promise.all(Array.from({ length: 5 }, () => dispatcher().run()));
  expect(mail.mails).toHaveLength(60);
  expect(new Set(mail.mails.map((it) => headerOf(it, "Message-ID"))).size).toBe(60);
  expect(hook.hooks).toHaveLength(60);
  expect(new Set(hook.hooks.map((it) => it.headers["webhook-id"])).size).toBe(60);
});

test("what another instance is taking at this moment is not waited for, and not taken again", async () => {
  await contact("WEBHOOK", `${hook.url}/told`);
  await told();
  await pool.query(FAN_OUT, [new Date(now), ["WEBHOOK"], 10]);
  const other = await pool.connect();
  await other.query("BEGIN");
  const taken = await other.query(TAKE, [new Date(now), new Date(now + IN_HAND_MS), 10]);
  expect(taken.rowCount).toBe(1);
  const run = dispatcher().run();
  await Promise.race([run, sleep(500)]);
  await other.query("COMMIT");
  other.release();
  await run;
  expect(hook.hooks).toEqual([]);
});

test("killed between sending and saying so, it is sent again, and can be known as the same", async () => {
  await contact("WEBHOOK", `${hook.url}/told`);
  await told();
  const script = path.join(__dirname, "dies-after-sending.ts");
  const child = spawn(process.execPath, ["-r", "@swc-node/register", script, database.url, String(now)], {
    stdio: "ignore",
  });
  const [, signal] = await new Promise<[number | null, string | null]>((ended) =>
    child.on("exit", (code, by) => ended([code, by])),
  );
  expect(signal).toBe("SIGKILL");
  expect(hook.hooks).toHaveLength(1);
  await dispatcher().run(); // still in the dead one's hands
  expect(hook.hooks).toHaveLength(1);
  now += IN_HAND_MS;
  await dispatcher().run();
  expect(hook.hooks).toHaveLength(2);
  expect(new Set(hook.hooks.map((it) => it.headers["webhook-id"])).size).toBe(1);
  expect(await deliveries()).toMatchObject([{ attempts: 2, delivered_at: new Date(now) }]);
});

test("without a way to send, nothing is sent, nothing is said, and it stays to be read", async () => {
  await contact("EMAIL", "office@school.example");
  await told();
  await new Dispatcher(
    pool,
    new Map(),
    IDS,
    () => now,
    (it) => reports.push(it),
  ).run();
  expect(await deliveries()).toEqual([]);
  expect(reports).toEqual([]);
});
