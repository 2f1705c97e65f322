/** Suspended is suspended: by the next request, on the other instance. And of two steps at once the database takes one. */
import { proofSize } from "../../proof-size";
import { startGateway, type TestGateway } from "../../api/gateway";
import { codesOf, detached, DRAFT, edited, Lead, newKey, type Key, type Result } from "./drafts";

let one: TestGateway;
let two: TestGateway;
const keys = {} as Record<"bram.eh" | "ines.housing" | "tess.school", Key>;
const USERS = ["bram.eh", "ines.housing", "tess.school"] as const;
const at = (gate: TestGateway, user: string) => new Lead(gate, user);

beforeAll(async () => {
  one = await startGateway();
  two = await one.another();
  for (const user of USERS) {
    keys[user] = await newKey();
    await at(one, user).appoint(keys[user].publicJwk);
  }
});
afterAll(() => one.stop());

async function inForce(id: string, text = DRAFT): Promise<void> {
  await at(one, "bram.eh").draft(edited(text, "id", id));
  for (const user of USERS) await at(one, user).signWith(keys[user], id, 1);
  expect((await at(one, "bram.eh").activate(id, 1)).protocol?.status).toBe("ACTIVE");
}
const succeeded = (results: readonly Result[]) => results.filter((it) => it.__typename !== "Refused").length;

test("a suspension, and its end, is seen by the very next request on the other instance", async () => {
  // reasons of its own, so that no other protocol answers in its place
  await one.owner.query("UPDATE protocol SET status = 'TERMINATED' WHERE id = 'ISA-EH'");
  const id = "ISA-STALE";
  await inForce(id);
  const caseId = await one.caseId("EH", "EH-0001");
  const look = async (gate: TestGateway): Promise<string> => {
    const { data } = await gate.ask(
      "kemi.eh",
      `query ($id: ID!) { familyRecord(caseId: $id, purpose: EARLY_HELP) { members { name education { attendance { attendancePct } sharing { decisions { outcome reason } } } } } }`,
      { id: caseId },
    );
    const ife = (
      data.familyRecord.members as { name: string; education: { sharing: { decisions: { reason: string }[] } }[] }[]
    ).find((it) => it.name === "Ife Okafor")!;
    return ife.education[0]!.sharing.decisions[0]!.reason;
  };
  expect([await look(one), await look(two)]).toEqual(["P-16LA", "P-16LA"]);
  let stale = 0;
  let shut = 0;
  const rounds = proofSize(50, 1_000);
  for (let i = 0; i < rounds; i += 1) {
    const [here, there] = i % 2 === 0 ? [one, two] : [two, one];
    const who = at(here, USERS[i % 3]!);
    // now and then somebody asks at the same time, so that each instance has a rulebook to be stale with
    const meanwhile = i % 5 === 0 ? [look(there), look(here)] : [];
    expect((await who.suspend(id, 1)).protocol?.status).toBe("SUSPENDED");
    const seen = await look(there);
    if (seen.startsWith("P-")) stale += 1;
    if (seen === "W-NO-PROTOCOL") shut += 1;
    expect((await who.resume(id, 1)).protocol?.status).toBe("ACTIVE");
    if ((await look(there)) !== "P-16LA") stale += 1;
    await Promise.all(meanwhile);
  }
  expect({ stale, shut }).toEqual({ stale: 0, shut: rounds });
}, 3_600_000);

test("while many ask, none that began after the suspension was confirmed is answered under it", async () => {
  const id = "ISA-BUSY";
  await one.owner.query("UPDATE protocol SET status = 'TERMINATED' WHERE id = 'ISA-STALE'");
  await inForce(id);
  const caseId = await one.caseId("EH", "EH-0001");
  let closed = false;
  let before = 0;
  const late: string[] = [];
  const ask = async (gate: TestGateway): Promise<void> => {
    while (before + late.length < 60 || !closed) {
      const began = closed;
      const { data } = await gate.ask(
        "kemi.eh",
        `query ($id: ID!) { familyRecord(caseId: $id, purpose: EARLY_HELP) { members { education { attendance { attendancePct } sharing { decisions { reason } } } } } }`,
        { id: caseId },
      );
      const reasons = JSON.stringify(data)
        .match(/"reason":"[^"]*"/g)!
        .join();
      if (began) late.push(reasons);
      else before += 1;
      if (late.length > 20) return;
    }
  };
  const asking = [ask(one), ask(two), ask(two)];
  await at(one, "tess.school").suspend(id, 1);
  closed = true;
  await Promise.all(asking);
  expect(late.length).toBeGreaterThan(0);
  expect(late.filter((it) => it.includes("P-"))).toEqual([]);
});

test("two drafts of one version, on two instances: one is taken", async () => {
  const text = edited(DRAFT, "id", "ISA-TWICE");
  const results = await Promise.all(Array.from({ length: 8 }, (_, i) => at(i % 2 ? one : two, "bram.eh").draft(text)));
  expect(succeeded(results)).toBe(1);
  expect(new Set(results.flatMap(codesOf))).toEqual(new Set(["NOT_THE_NEXT_VERSION"]));
});

test("signed twice at once, it is signed once", async () => {
  const id = "ISA-SIGNTWICE";
  await at(one, "bram.eh").draft(edited(DRAFT, "id", id));
  const jws = await detached((await at(one, "bram.eh").toSign(id, 1))!.canonical, keys["bram.eh"]);
  const results = await Promise.all(
    Array.from({ length: 8 }, (_, i) => at(i % 2 ? one : two, "bram.eh").sign(id, 1, jws)),
  );
  expect(succeeded(results)).toBe(1);
  expect(new Set(results.flatMap(codesOf))).toEqual(new Set(["ALREADY_SIGNED"]));
});

test("two that would each take the place of the first: one does", async () => {
  const id = "ISA-SUCCESSION";
  await inForce(id);
  const next = (version: number) => `${edited(edited(DRAFT, "id", id), "version", String(version))}supersedes: 1\n`;
  for (const version of [2, 3]) {
    await at(one, "bram.eh").draft(next(version));
    for (const user of USERS) await at(one, user).signWith(keys[user], id, version);
  }
  const results = await Promise.all([at(one, "bram.eh").activate(id, 2), at(two, "tess.school").activate(id, 3)]);
  expect(succeeded(results)).toBe(1);
  expect(results.flatMap(codesOf)).toEqual(["OVERLAPS"]);
  const { rows } = await one.owner.query("SELECT status FROM protocol WHERE id = $1 AND status = 'ACTIVE'", [id]);
  expect(rows).toHaveLength(1);
});

test("suspended while somebody signs: whichever came first, what stands is in order", async () => {
  for (let i = 0; i < 8; i += 1) {
    const id = `ISA-WHILE-${i}`;
    await at(one, "bram.eh").draft(edited(DRAFT, "id", id));
    for (const user of ["bram.eh", "ines.housing"] as const) await at(one, user).signWith(keys[user], id, 1);
    await at(one, "bram.eh").activate(id, 1);
    const jws = await detached((await at(one, "tess.school").toSign(id, 1))!.canonical, keys["tess.school"]);
    const [suspended, signed] = await Promise.all([
      at(one, "ines.housing").suspend(id, 1),
      at(two, "tess.school").sign(id, 1, jws),
    ]);
    expect(suspended.protocol?.status).toBe("SUSPENDED");
    if (signed.__typename === "Refused") expect(codesOf(signed)).toEqual(["NOT_TO_SIGN"]);
    const { rows } = await one.owner.query<{ event: string }>(
      "SELECT event FROM protocol_event WHERE protocol_id = $1 ORDER BY seq",
      [id],
    );
    const events = rows.map((it) => it.event);
    // a signature that counts was made before the suspension
    expect(events.indexOf("SUSPENDED") > events.lastIndexOf("SIGNED")).toBe(true);
    expect(events.filter((it) => it === "SIGNED")).toHaveLength(signed.__typename === "Refused" ? 2 : 3);
  }
});

test("suspended, resumed and terminated by everybody at once: what is left is one state, and its log", async () => {
  const id = "ISA-ALL";
  await inForce(id);
  const results = await Promise.all(
    USERS.flatMap((user, i) => [
      at(i % 2 ? one : two, user).suspend(id, 1),
      at(one, user).suspend(id, 1),
      at(two, user).resume(id, 1),
      at(i % 2 ? two : one, user).terminate(id, 1),
    ]),
  );
  const { rows } = await one.owner.query<{ event: string; status: string }>(
    "SELECT e.event, p.status FROM protocol_event e JOIN protocol p ON p.id = e.protocol_id WHERE p.id = $1 ORDER BY e.seq",
    [id],
  );
  expect(rows[0]!.status).toBe("TERMINATED");
  expect(rows.filter((it) => it.event === "TERMINATED")).toHaveLength(1);
  expect(rows.at(-1)!.event).toBe("TERMINATED");
  // 1 draft, 3 signatures, 1 activation, and a line for each step that was taken
  expect(rows.length - 5).toBe(succeeded(results));
});

test("a review that is due is told of once, on however many instances, and closes nothing", async () => {
  const id = "ISA-REVIEW";
  await inForce(id, edited(DRAFT, "reviewDue", "2026-11-15"));
  const { rows: now } = await one.owner.query<{ at: Date }>("SELECT at FROM protocol_event ORDER BY seq DESC LIMIT 1");
  const at_ = now[0]!.at.getTime();
  expect(await one.gateway.protocolReviews.remindOfReviews(Date.UTC(2026, 10, 14))).toEqual([]);
  const told = (
    await Promise.all([one, two, one, two].map((it) => it.gateway.protocolReviews.remindOfReviews(at_)))
  ).flat();
  expect(told).toEqual([{ id, version: 1 }]);
  expect(await two.gateway.protocolReviews.remindOfReviews(at_ + 86_400_000)).toEqual([]);
  const { rows } = await one.owner.query(
    "SELECT agency_id FROM notification WHERE topic = 'PROTOCOL_REVIEW_DUE' ORDER BY 1",
  );
  expect(rows).toEqual([{ agency_id: "EH" }, { agency_id: "HOUSING" }, { agency_id: "SCHOOL" }]);
  const { data } = await one.ask("bram.eh", `{ protocol(id: "${id}") { status warnings } }`);
  expect(data.protocol).toEqual({
    status: "ACTIVE",
    warnings: [
      "Its review was due on 2026-11-15. It is still in force.",
      "Opens below the usual level of need: arrears-asb.",
    ],
  });
});
