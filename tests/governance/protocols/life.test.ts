/** A protocol's life over HTTP: drafted, signed, activated, suspended by either side, superseded, ended. */
import { DisclosureCodec } from "../../../src/audit/disclosure-codec";
import { AUDIT_KEY, NOON, startGateway, type TestGateway } from "../../api/gateway";
import { codesOf, detached, DRAFT, edited, Lead, newKey, type Key } from "./drafts";

let gate: TestGateway;
let bram: Lead; // early help
let ines: Lead; // housing
let tess: Lead; // the schools
const keys = {} as Record<"EH" | "HOUSING" | "SCHOOL", Key>;

beforeAll(async () => {
  gate = await startGateway();
  [bram, ines, tess] = ["bram.eh", "ines.housing", "tess.school"].map((it) => new Lead(gate, it)) as [Lead, Lead, Lead];
  for (const [agency, lead] of [
    ["EH", bram],
    ["HOUSING", ines],
    ["SCHOOL", tess],
  ] as const) {
    keys[agency] = await newKey(agency === "SCHOOL" ? "ES256" : "EdDSA");
    expect((await lead.appoint(keys[agency].publicJwk)).signatory?.kid).toBe(keys[agency].kid);
  }
});
afterAll(() => gate.stop());

const named = (id: string, text = DRAFT): string => edited(text, "id", id);
const statusOf = async (id: string, version = 1): Promise<string> =>
  (
    await gate.owner.query<{ status: string }>("SELECT status FROM protocol WHERE id = $1 AND version = $2", [
      id,
      version,
    ])
  ).rows[0]!.status;

/** What the record says of a look of Kemi's: by source and category, each reason with the protocol it rests on. */
async function asks(on: TestGateway): Promise<Record<string, string>> {
  const caseId = await on.caseId("EH", "EH-0001");
  const { data } = await on.ask(
    "kemi.eh",
    `query ($id: ID!) { familyRecord(caseId: $id, purpose: EARLY_HELP) { members {
       housing { rentAccount { __typename } } education { attendance { attendancePct } } } } }`,
    { id: caseId },
  );
  expect(data.familyRecord.members.length).toBeGreaterThan(0);
  const { rows } = await on.owner.query<{ body: string }>(
    "SELECT body FROM disclosure_record ORDER BY seq DESC LIMIT 1",
  );
  const { decisions } = new DisclosureCodec(AUDIT_KEY).decode(rows[0]!.body);
  const found: Record<string, string> = {};
  for (const it of decisions) {
    const key = `${it.source} ${it.category}`;
    const reason = it.outcome === "NOTHING_AVAILABLE" ? "N" : it.reason;
    found[key] = [...new Set([...(found[key]?.split("; ") ?? []), `${reason} ${it.protocol}`])].sort().join("; ");
  }
  return found;
}

test("from draft to force, step by step", async () => {
  const drafted = await bram.draft(named("ISA-LIFE"));
  expect(drafted).toMatchObject({
    __typename: "ProtocolChanged",
    protocol: { id: "ISA-LIFE", version: 1, status: "DRAFT" },
  });
  // nobody has signed
  expect(codesOf(await bram.activate("ISA-LIFE", 1))).toEqual(["NOT_SIGNED"]);
  expect((await bram.signWith(keys.EH, "ISA-LIFE", 1)).protocol?.parties).toEqual([
    { agency: "EH", signedAt: "2026-11-22T12:00:00.000Z" },
    { agency: "HOUSING", signedAt: null },
    { agency: "SCHOOL", signedAt: null },
  ]);
  const refused = await bram.activate("ISA-LIFE", 1);
  expect(refused.faults?.[0]?.message).toContain("not signed: HOUSING, SCHOOL");
  await ines.signWith(keys.HOUSING, "ISA-LIFE", 1);
  const before = await asks(gate);
  expect(before["HOUSING arrears-asb"]).toBe("W-PROTOCOL-CATEGORY ISA-EH@1");
  const active = await bram.activate("ISA-LIFE", 1);
  expect(active.protocol).toMatchObject({
    status: "ACTIVE",
    warnings: expect.arrayContaining([expect.stringContaining("Not signed, and closed to and from: SCHOOL")]),
  });
  const after = await asks(gate);
  expect(after["HOUSING arrears-asb"]).toBe("W-CONSENT-SCOPE ISA-LIFE@1");
  // a later signature opens the rest, by the schools' standing determination
  expect(after["SCHOOL attendance"]).not.toContain("P-16LA");
  await tess.signWith(keys.SCHOOL, "ISA-LIFE", 1);
  expect((await asks(gate))["SCHOOL attendance"]).toContain("P-16LA ISA-LIFE@1");
  // the other side suspends
  expect((await tess.suspend("ISA-LIFE", 1, "A wrong address was shared")).protocol).toMatchObject({
    status: "SUSPENDED",
    suspendedBy: ["SCHOOL"],
  });
  expect((await asks(gate))["HOUSING arrears-asb"]).toBe("W-PROTOCOL-CATEGORY ISA-EH@1");
  expect(codesOf(await bram.resume("ISA-LIFE", 1))).toEqual(["NOT_YOUR_SUSPENSION"]);
  // a second suspension is its own
  expect((await ines.suspend("ISA-LIFE", 1)).protocol).toMatchObject({ suspendedBy: ["HOUSING", "SCHOOL"] });
  expect(codesOf(await ines.suspend("ISA-LIFE", 1))).toEqual(["ALREADY_SUSPENDED"]);
  expect((await tess.resume("ISA-LIFE", 1)).protocol).toMatchObject({ status: "SUSPENDED", suspendedBy: ["HOUSING"] });
  expect((await ines.resume("ISA-LIFE", 1)).protocol).toMatchObject({ status: "ACTIVE", suspendedBy: [] });
  expect((await asks(gate))["SCHOOL attendance"]).toContain("P-16LA ISA-LIFE@1");
  expect(codesOf(await ines.resume("ISA-LIFE", 1))).toEqual(["NOT_SUSPENDED"]);
  expect((await bram.terminate("ISA-LIFE", 1)).protocol).toMatchObject({ status: "TERMINATED" });
  expect(codesOf(await tess.suspend("ISA-LIFE", 1))).toEqual(["NOT_IN_FORCE"]);
  expect(codesOf(await bram.terminate("ISA-LIFE", 1))).toEqual(["NOT_IN_FORCE"]);
  expect((await asks(gate))["HOUSING arrears-asb"]).toBe("W-PROTOCOL-CATEGORY ISA-EH@1");
  const { data } = await gate.ask("bram.eh", `{ protocol(id: "ISA-LIFE") { text events { event agency by reason } } }`);
  expect(data.protocol.text).toBe(named("ISA-LIFE"));
  expect(
    data.protocol.events.map(
      (it: { event: string; agency: string; reason: string | null }) => `${it.event} ${it.agency} ${it.reason ?? ""}`,
    ),
  ).toEqual([
    "DRAFTED EH ",
    "SIGNED EH ",
    "SIGNED HOUSING ",
    "ACTIVATED EH ",
    "SIGNED SCHOOL ",
    "SUSPENDED SCHOOL A wrong address was shared",
    "SUSPENDED HOUSING Something went wrong",
    "RESUMED SCHOOL still suspended by HOUSING",
    "RESUMED HOUSING ",
    "TERMINATED EH No longer needed",
  ]);
});

test("those concerned are told, each step as news of its own", async () => {
  const { rows } = await gate.owner.query<{ topic: string; agency_id: string; n: string }>(
    "SELECT topic, agency_id, count(*) AS n FROM notification WHERE topic LIKE 'PROTOCOL%' GROUP BY 1, 2 ORDER BY 1, 2",
  );
  expect(rows.map((it) => `${it.topic} ${it.agency_id} ${it.n}`)).toEqual([
    ...["EH", "HOUSING", "SCHOOL"].map((it) => `PROTOCOL_ACTIVATED ${it} 1`),
    ...["EH", "HOUSING", "SCHOOL"].map((it) => `PROTOCOL_SUSPENDED ${it} 3`),
    ...["EH", "HOUSING", "SCHOOL"].map((it) => `PROTOCOL_TO_SIGN ${it} 1`),
  ]);
});

test("a new version takes the place of the one in force, without a gap, an overlap or a way round a suspension", async () => {
  const id = "ISA-NEXT";
  await bram.draft(named(id));
  for (const [lead, key] of [
    [bram, keys.EH],
    [ines, keys.HOUSING],
    [tess, keys.SCHOOL],
  ] as const)
    await lead.signWith(key, id, 1);
  await bram.activate(id, 1);
  const second = named(id).replace("version: 1", "version: 2");
  expect(codesOf(await bram.draft(second))).toEqual(["OVERLAPS"]);
  expect(codesOf(await bram.draft(`${second}supersedes: 7\n`))).toEqual(["NOT_IN_FORCE", "OVERLAPS"]);
  const good = `${second}supersedes: 1\n`;
  expect(codesOf(await bram.draft(good.replace("version: 2", "version: 9")))).toEqual(["NOT_THE_NEXT_VERSION"]);
  expect((await bram.draft(good)).__typename).toBe("ProtocolChanged");
  // and a third, which would begin later
  expect(
    (await bram.draft(edited(good, "validFrom", "2026-12-24").replace("version: 2", "version: 3"))).__typename,
  ).toBe("ProtocolChanged");
  await bram.signWith(keys.EH, id, 2);
  await ines.signWith(keys.HOUSING, id, 2);
  const closing = await bram.activate(id, 2);
  expect(closing.faults).toEqual([
    { path: "without", code: "WOULD_CLOSE", message: expect.stringContaining("SCHOOL signed version 1") },
  ]);
  await tess.suspend(id, 1);
  expect(codesOf(await bram.activate(id, 2, ["SCHOOL"]))).toEqual(["SUSPENDED"]);
  await tess.resume(id, 1);
  expect((await bram.activate(id, 2, ["SCHOOL"])).protocol).toMatchObject({ version: 2, status: "ACTIVE" });
  expect([await statusOf(id, 1), await statusOf(id, 2)]).toEqual(["TERMINATED", "ACTIVE"]);
  // what was drafted against the first would overlap with the second
  await bram.signWith(keys.EH, id, 3);
  await ines.signWith(keys.HOUSING, id, 3);
  expect(codesOf(await bram.activate(id, 3))).toEqual(["OVERLAPS"]);
  const fourth = edited(good, "validFrom", "2026-12-24")
    .replace("version: 2", "version: 4")
    .replace("supersedes: 1", "supersedes: 2");
  await bram.draft(fourth);
  await bram.signWith(keys.EH, id, 4);
  await ines.signWith(keys.HOUSING, id, 4);
  const early = await bram.activate(id, 4);
  expect(early.faults).toEqual([
    { path: "version", code: "LEAVES_A_GAP", message: expect.stringContaining("2026-12-24") },
  ]);
  gate.setNow(NOON + 33 * 24 * 3_600_000);
  expect((await bram.activate(id, 4)).protocol).toMatchObject({ version: 4, status: "ACTIVE" });
  gate.setNow(NOON);
});

test("who may", async () => {
  const id = "ISA-WHO";
  expect(codesOf(await new Lead(gate, "kemi.eh").draft(named(id)))).toEqual(["NOT_YOUR_ROLE"]);
  expect(codesOf(await new Lead(gate, "piers.police").draft(named(id)))).toEqual(["NOT_A_PARTY"]);
  await bram.draft(named(id));
  expect(codesOf(await new Lead(gate, "piers.police").draft(named(id)))).toEqual(["ID_TAKEN"]);
  for (const user of ["piers.police", "hugo.csc"]) {
    const other = new Lead(gate, user);
    expect(await other.toSign(id, 1)).toBeNull();
    for (const step of [
      other.activate(id, 1),
      other.suspend(id, 1),
      other.terminate(id, 1),
      other.sign(id, 1, "x"),
      other.resume(id, 1),
    ]) {
      expect(codesOf(await step)).toEqual(["UNKNOWN_PROTOCOL"]);
    }
    expect(codesOf(await other.suspend("ISA-NOBODYS", 1))).toEqual(["UNKNOWN_PROTOCOL"]);
  }
  const listed = async (user: string) =>
    ((await gate.ask(user, "{ protocols { id } }")).data.protocols as { id: string }[]).filter((it) => it.id === id)
      .length;
  expect(await Promise.all(["bram.eh", "kemi.eh", "piers.police", "felix.mash", "tess.school"].map(listed))).toEqual([
    1, 0, 0, 0, 1,
  ]);
  // an auditor and a manager of a party read
  const mash = async (user: string) =>
    ((await gate.ask(user, "{ protocols(status: ACTIVE) { id } }")).data.protocols as { id: string }[]).map(
      (it) => it.id,
    );
  expect(await mash("felix.mash")).toEqual(["ISA-CROSS-LA", "ISA-HOS-OLD", "ISA-JUSTICE", "ISA-MASH"]);
  expect(await mash("gareth.mash")).toEqual(await mash("mabel.mash"));
  await gate.owner.query("UPDATE app_user SET active = false WHERE id = 'bram.eh'");
  expect(await listed("bram.eh")).toBe(0);
  expect(codesOf(await bram.terminate(id, 1))).toEqual(["NOT_ACTIVE"]);
  await gate.owner.query("UPDATE app_user SET active = true WHERE id = 'bram.eh'");
});

test("what is on file of a protocol in the exchange shape reads in full words, and means the same", async () => {
  const { data } = await gate.ask(
    "mabel.mash",
    `{ protocol(id: "ISA-MASH") { text status parties { agency signedAt signedBy } warnings } }`,
  );
  expect(data.protocol.text).toContain("validFrom: 2026-01-01\n");
  expect(data.protocol.text).toMatch(/ {2}sexual-health:\n {4}manualRelease: true\n/);
  expect(data.protocol.parties).toHaveLength(10);
});

test("the database refuses what no step does", async () => {
  const sql = async (text: string) =>
    gate.owner.query(text).then(
      () => "done",
      (error: Error) => error.message,
    );
  expect(await sql(`UPDATE protocol SET document = document || '{"title": "Other"}' WHERE id = 'ISA-NEXT'`)).toMatch(
    /never changes/,
  );
  expect(await sql("UPDATE protocol SET status = 'ACTIVE' WHERE id = 'ISA-LIFE'")).toMatch(/does not go back/);
  expect(await sql("UPDATE protocol SET status = 'DRAFT' WHERE id = 'ISA-MASH'")).toMatch(/does not go back/);
  expect(await sql("DELETE FROM protocol_event")).toMatch(/append-only/);
  const own = async (text: string) =>
    gate.pool.query(text).then(
      () => "done",
      (error: Error) => error.message,
    );
  expect(await own("UPDATE protocol SET document = '{}'")).toMatch(/permission denied/);
  expect(await own("UPDATE protocol_signature SET signed_at = now()")).toMatch(/permission denied/);
  expect(await own("DELETE FROM protocol_suspension")).toMatch(/permission denied/);
});

test("a document that was changed behind the gateway's back closes the flows of those who signed it", async () => {
  const id = "ISA-TAMPER";
  await bram.draft(named(id));
  await bram.signWith(keys.EH, id, 1);
  await ines.signWith(keys.HOUSING, id, 1);
  await bram.activate(id, 1);
  expect((await asks(gate))["HOUSING arrears-asb"]).toMatch(/ISA-(TAMPER|NEXT|LIFE)@/);
  await gate.owner.query("ALTER TABLE protocol DISABLE TRIGGER keep_protocol");
  await gate.owner.query(
    `UPDATE protocol SET document = jsonb_set(document, '{categories,csc-status}', '{}') WHERE id = '${id}'`,
  );
  await gate.owner.query("ALTER TABLE protocol ENABLE TRIGGER keep_protocol");
  const { data } = await gate.ask("bram.eh", `{ protocol(id: "${id}") { warnings parties { agency signedAt } } }`);
  expect(data.protocol.warnings).toEqual(
    expect.arrayContaining(["The signature of EH does not fit the document: it does not count."]),
  );
  const cited = Object.values(await asks(gate)).filter((it) => it.includes(id));
  expect(cited).toEqual([]);
});

test("a signature is over the canonical form: however the text is written", async () => {
  const id = "ISA-FORM";
  await bram.draft(named(id));
  const { canonical, digest } = (await bram.toSign(id, 1))!;
  expect(JSON.parse(canonical)).toMatchObject({ id, version: 1, categories: { tenancy: null } });
  expect(
    canonical.startsWith(`{"breakGlass":{"categories":["tenancy","attendance"],"roles":["KEY_WORKER"]},"categories":`),
  ).toBe(true);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  // as JSON it is the same text
  await bram.draft(canonical.replace(id, "ISA-FORM-2"));
  expect((await bram.toSign("ISA-FORM-2", 1))!.canonical).toBe(canonical.replace(id, "ISA-FORM-2"));
  expect((await bram.sign(id, 1, await detached(canonical, keys.EH))).__typename).toBe("ProtocolChanged");
});
