/** Contact points and what waits for a caller, over HTTP; and that no message can say anything of anybody. */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { FAMILIES, USERS } from "../../src/demonstration";
import { notify } from "../../src/notifications/outbox";
import { TOPICS, type Topic } from "../../src/notifications/topics";
import { caller, NOON, startGateway, type Answer, type TestGateway } from "../api/gateway";
import { isSignedWith, startHookServer, startMailServer, type HookServer, type MailServer } from "./receivers";

const SECRET = Buffer.alloc(32, 5);
let mail: MailServer;
let hook: HookServer;
let gate: TestGateway;
let second: TestGateway;

beforeAll(async () => {
  mail = await startMailServer();
  hook = await startHookServer();
  const secrets = new Map(["MASH", "SCHOOL", "CSC"].map((it) => [it, [SECRET]]));
  gate = await startGateway({
    delivery: {
      smtp: { url: mail.url, from: "no-reply@gateway.example" },
      webhook: { secrets, privateNetworks: true },
    },
  });
  second = await gate.another();
});
afterAll(async () => {
  await gate.stop();
  await mail.stop();
  await hook.stop();
});

const FAULTS = "... on Refused { faults { path code message } }";
const set = (as: string, input: object, on = gate): Promise<Answer> =>
  on.ask(
    as,
    `mutation ($input: SetContactPointInput!) { result: setContactPoint(input: $input) {
      __typename ... on ContactPointChanged { contactPointId } ${FAULTS} } }`,
    { input },
  );
const remove = (as: string, id: string, on = gate): Promise<Answer> =>
  on.ask(as, `mutation ($id: ID!) { result: removeContactPoint(contactPointId: $id) { __typename ${FAULTS} } }`, {
    id,
  });
const list = async (as: string) =>
  (await gate.ask(as, "{ notificationContacts { id userId role channel address } }")).data.notificationContacts as {
    id: string;
    address: string;
  }[];
const MINE =
  "query ($first: Int! = 50, $after: ID, $unseen: Boolean! = false) { mine: myNotifications(first: $first, after: $after, unseen: $unseen) { id topic text at dueAt seenAt } }";
const mine = async (as: string, page: object = {}) =>
  (await gate.ask(as, MINE, page)).data.mine as {
    id: string;
    topic: Topic;
    seenAt: string | null;
    dueAt: string | null;
  }[];
const seen = (as: string, id: string, on = gate): Promise<Answer> =>
  on.ask(as, `mutation ($id: ID!) { result: seenNotification(notificationId: $id) { __typename ${FAULTS} } }`, { id });
const codes = (it: Answer): string[] => it.data.result.faults.map((f: { code: string }) => f.code);

describe("contact points", () => {
  test("are set and taken away by the governance lead, again if need be, and seen by no other agency", async () => {
    const first = await set("mabel.mash", { channel: "EMAIL", address: "hub@mash.example" });
    const again = await set("mabel.mash", { channel: "EMAIL", address: "hub@mash.example" }, second);
    expect(again.data.result.contactPointId).toBe(first.data.result.contactPointId);
    expect((await list("mabel.mash")).map((it) => it.address)).toContain("hub@mash.example");
    expect((await list("tess.school")).map((it) => it.address)).not.toContain("hub@mash.example");
    expect(codes(await remove("tess.school", first.data.result.contactPointId as string))).toEqual([
      "UNKNOWN_CONTACT_POINT",
    ]);
    const both = await Promise.all(
      [gate, second].map((it) => remove("mabel.mash", first.data.result.contactPointId as string, it)),
    );
    expect(both.map((it) => it.data.result.__typename).sort()).toEqual(["ContactPointChanged", "Refused"]);
    expect((await list("mabel.mash")).map((it) => it.address)).not.toContain("hub@mash.example");
    await set("mabel.mash", { channel: "EMAIL", address: "hub@mash.example" });
    expect((await list("mabel.mash")).map((it) => it.address)).toContain("hub@mash.example");
  });

  test("every fault is told at once", async () => {
    const bad = { userId: "dilys.school", role: "DSL", channel: "EMAIL", address: "x\r\nBcc: all@example.org" };
    expect(codes(await set("mabel.mash", bad)).sort()).toEqual(["INVALID_FORMAT", "ONE_OF_TWO", "UNKNOWN_USER"]);
    const hooked = { userId: "nobody\0", channel: "WEBHOOK", address: "ftp://x" };
    expect(codes(await set("mabel.mash", hooked)).sort()).toEqual(["NOT_ALLOWED", "UNKNOWN_USER"]);
    expect((await set("mabel.mash", hooked)).text).not.toContain("ftp://");
  });

  test("nobody else sets, removes or lists them", async () => {
    for (const as of ["amara.mash", "gareth.mash", "felix.mash", "naomi.gp", "petra.school"]) {
      expect(codes(await set(as, { channel: "EMAIL", address: "me@x.example" }))).toEqual(["NOT_YOUR_ROLE"]);
      expect(codes(await remove(as, "made-up"))).toEqual(["NOT_YOUR_ROLE"]);
      expect(await list(as)).toEqual([]);
    }
  });

  test("outside the demonstration a webhook goes to no machine beside the gateway", async () => {
    const real = await gate.another({
      delivery: { smtp: null, webhook: { secrets: new Map(), privateNetworks: false } },
    });
    for (const address of ["http://hooks.example.org/", "https://localhost/", "https://10.0.0.1/", "https://[::1]/"]) {
      expect(codes(await set("mabel.mash", { channel: "WEBHOOK", address }, real))).toEqual(["NOT_ALLOWED"]);
    }
    const fine = await set("mabel.mash", { channel: "WEBHOOK", address: "https://hooks.example.org/" }, real);
    expect(fine.data.result.__typename).toBe("ContactPointChanged");
    await remove("mabel.mash", fine.data.result.contactPointId as string);
  });
});

describe("what waits", () => {
  test("for a user, a role or an agency: newest first, in pages, and for nobody else", async () => {
    const at = (i: number) => NOON - 1_000_000 + i * 1000;
    const tell = (i: number, more: object) =>
      notify(gate.owner, at(i), [
        { topic: "DISCLOSURE_REQUESTED", agency: "SCHOOL", reference: randomUUID(), ...more } as never,
      ]);
    await tell(1, { user: "dilys.school", topic: "DISCLOSURE_DECIDED" });
    await tell(2, { roles: ["DSL", "INFORMATION_GOVERNANCE_LEAD"], dueAt: NOON + 3_600_000 });
    await tell(3, { topic: "PROTOCOL_SUSPENDED" });
    await tell(4, { agency: "CSC", topic: "PROTOCOL_ACTIVATED" });
    const dilys = await mine("dilys.school");
    expect(dilys.map((it) => it.topic)).toEqual(["PROTOCOL_SUSPENDED", "DISCLOSURE_REQUESTED", "DISCLOSURE_DECIDED"]);
    expect(dilys[1]!.dueAt).toBe(new Date(NOON + 3_600_000).toISOString());
    expect((await mine("tess.school")).map((it) => it.topic)).toEqual(["PROTOCOL_SUSPENDED", "DISCLOSURE_REQUESTED"]);
    expect((await mine("petra.school")).map((it) => it.topic)).toEqual(["PROTOCOL_SUSPENDED"]);
    expect((await mine("shona.csc")).map((it) => it.topic)).toEqual(["PROTOCOL_ACTIVATED"]);
    // a page after a page
    const [newest] = await mine("dilys.school", { first: 1 });
    expect((await mine("dilys.school", { first: 2, after: newest!.id })).map((it) => it.id)).toEqual(
      dilys.slice(1).map((it) => it.id),
    );
    // a role that is on no file of theirs shows nothing
    expect(await mineAs({ ...caller("petra.school"), role: "DSL" })).toEqual([]);
  });
  const mineAs = async (as: ReturnType<typeof caller>) => (await gate.ask(as, MINE)).data.mine as unknown[];

  test("is seen by each for themselves; twice is once; somebody else's is unknown", async () => {
    const [first] = await mine("dilys.school");
    const answers = await Promise.all([gate, second, gate].map((it) => seen("dilys.school", first!.id, it)));
    expect(answers.map((it) => it.data.result.__typename)).toEqual(Array(3).fill("NotificationSeen"));
    expect((await mine("dilys.school"))[0]!.seenAt).toBe(new Date(NOON).toISOString());
    expect((await mine("dilys.school", { unseen: true })).map((it) => it.id)).not.toContain(first!.id);
    expect((await mine("tess.school"))[0]!.seenAt).toBeNull();
    const own = (await mine("dilys.school")).find((it) => it.topic === "DISCLOSURE_DECIDED")!;
    for (const as of ["tess.school", "shona.csc"])
      expect(codes(await seen(as, own.id))).toEqual(["UNKNOWN_NOTIFICATION"]);
    expect(codes(await seen("dilys.school", "made-up"))).toEqual(["UNKNOWN_NOTIFICATION"]);
  });

  test("a page that is none is refused whole", async () => {
    const bad = await gate.ask("dilys.school", MINE, { first: 0, after: "made-up" });
    expect(bad.errors[0].extensions.faults.map((it: { path: string }) => it.path)).toEqual(["first", "after"]);
  });
});

test("whatever is told of whomever to whomever: no name, number, reference or id of anybody leaves", async () => {
  await set("tess.school", { channel: "WEBHOOK", address: `${hook.url}/school` });
  await set("mabel.mash", { channel: "WEBHOOK", address: `${hook.url}/mash`, role: "MASH_MANAGER" });
  await set("mabel.mash", { channel: "WEBHOOK", address: `${hook.url}/amara`, userId: "amara.mash" });
  const { rows } = await gate.owner.query<{ id: string }>(
    "SELECT id FROM person UNION SELECT id FROM case_file UNION SELECT id FROM consent",
  );
  const references = rows.map((it) => it.id);
  const anything = fc.record({
    topic: fc.constantFrom(...(Object.keys(TOPICS) as Topic[])),
    person: fc.constantFrom(...USERS.map((it) => ({ user: it.id, agency: it.agency, roles: it.roles }))),
    toRole: fc.boolean(),
    reference: fc.constantFrom(...references),
    dueIn: fc.option(fc.integer({ min: -1e9, max: 1e10 })),
  });
  const said = fc.sample(anything, { numRuns: 150, seed: 4 });
  for (const { topic, person, toRole, reference, dueIn } of said) {
    const to = toRole ? { roles: person.roles } : { user: person.user };
    const dueAt = dueIn === null ? null : NOON + dueIn;
    await notify(gate.owner, NOON, [{ topic, agency: person.agency, reference, dueAt, ...to }]);
  }
  await gate.gateway.jobs.runDue();
  expect(mail.mails.length).toBeGreaterThan(30);
  expect(hook.hooks.length).toBeGreaterThan(3);
  expect(hook.hooks.every((it) => isSignedWith(SECRET, it))).toBe(true);
  const people = FAMILIES.flatMap((it) => it.people);
  const personal = [
    ...people.flatMap((it) => [...it.name.split(" "), it.birthDate ?? it.name, it.key]),
    ...people.flatMap((it) => (it.identifiers ?? []).map((i) => i.value)),
    ...FAMILIES.flatMap((it) => it.cases.map((c) => c.reference)),
    ...USERS.map((it) => it.name),
    ...references,
  ].filter((it) => it.length > 3);
  const left = [...mail.mails, ...hook.hooks.map((it) => `${it.path} ${it.body} ${JSON.stringify(it.headers)}`)]
    .join("\n")
    .replaceAll(/=\r\n/g, "")
    // a reference is the cipher's text and may spell anything
    .replaceAll(/Reference: \S+|"reference":"[^"]+"/g, "");
  // sign-in names are in mail addresses, as their agency wrote them down
  const body = left.replaceAll(/^To: .*$/gm, "");
  expect(personal.filter((it) => new RegExp(`\\b${it.replaceAll(/[^\w -]/g, ".")}\\b`, "i").test(body))).toEqual([]);
  expect(gate.reports).toEqual([]);
});
