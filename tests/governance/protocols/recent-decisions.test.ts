/**
 * What a comparison says would change, against what does change: decisions are recorded, the next version is compared,
 * then put in force, and the same questions are asked again.
 */
import { DisclosureCodec, type RecordedDisclosure } from "../../../src/audit/disclosure-codec";
import { AUDIT_KEY, startGateway, type TestGateway } from "../../api/gateway";
import { DRAFT, edited, Lead } from "./drafts";

let gate: TestGateway;
let blind: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  // an instance that cannot read a single item
  blind = await gate.another({ source: { fetch: () => Promise.reject(new Error("no data is to be touched")) } });
});
afterAll(() => gate.stop());

const bram = () => new Lead(gate, "bram.eh");
/** On paper: what is tried here is not the signing. */
const signAll = (id: string, version: number) =>
  gate.owner.query(
    `INSERT INTO protocol_signature (protocol_id, protocol_version, agency_id, signed_at)
     SELECT $1, $2, agency, '2026-01-01' FROM unnest(ARRAY['EH', 'HOUSING', 'SCHOOL']) agency`,
    [id, version],
  );
const disclosures = async (): Promise<RecordedDisclosure[]> => {
  const { rows } = await gate.owner.query<{ body: string }>("SELECT body FROM disclosure_record ORDER BY seq");
  return rows.map((it) => new DisclosureCodec(AUDIT_KEY).decode(it.body));
};
const ofEarlyHelp = async () => (await disclosures()).filter((it) => it.agency === "EH");
const FIELDS = `members { housing { rentAccount { __typename } neighbourReports { account } tenancies { type } }
  education { attendance { attendancePct } suspensions { __typename } } }`;

async function askAll(): Promise<void> {
  for (const [user, cases] of [
    ["kemi.eh", ["EH-0001", "EH-0002", "EH-0003"]],
    ["dilys.school", ["EH-0001"]],
  ] as const) {
    for (const it of cases) {
      const query = `query ($id: ID!) { familyRecord(caseId: $id, purpose: EARLY_HELP) { ${FIELDS} } }`;
      const { errors } = await gate.ask(user, query, {
        id: await gate.caseId(user === "kemi.eh" ? "EH" : "SCHOOL", it),
      });
      expect(errors).toBeUndefined();
    }
  }
}

const diff = async (on: TestGateway, user: string, a: object, b: object, recent = 100) =>
  (
    await on.ask(
      user,
      `query ($a: ProtocolRefInput!, $b: ProtocolRefInput!, $recent: Int!) { protocolDiff(from: $a, to: $b, recent: $recent) {
         sentences changes { direction kind text } recent { disclosures decisions opens closes otherReason byCategory { category opens closes otherReason } } } }`,
      { a, b, recent },
    )
  ).data.protocolDiff;

test("as many as it says, of the categories that it says", async () => {
  const id = "ISA-RECENT";
  await bram().draft(edited(DRAFT, "id", id));
  await signAll(id, 1);
  await bram().activate(id, 1);
  await askAll();
  const before = await ofEarlyHelp();

  const second = edited(edited(DRAFT, "id", id), "version", "2")
    .replace("  arrears-asb: { minimumLevel: 2, lookBack: P1Y }", "  arrears-asb: { minimumLevel: 2, lookBack: P3Y }")
    .replace("  attendance:\n", "  exclusions:\n")
    .replace(
      /standingDeterminations:\n.*\n/,
      "standingDeterminations:\n  - { purpose: EARLY_HELP, category: [arrears-asb], madeBy: HOUSING, madeAt: 2026-10-01, reviewBy: 2027-10-01 }\n",
    )
    .replace("categories: [tenancy, attendance]", "categories: [tenancy]");
  expect((await bram().draft(`${second}supersedes: 1\n`)).faults).toBeUndefined();
  const told = await diff(blind, "bram.eh", { id, version: 1 }, { id, version: 2 });
  // the school asked too, and is no recipient
  expect(told.recent.disclosures).toBe(3);
  expect(told.recent.opens).toBeGreaterThan(0);
  expect(told.recent.closes).toBeGreaterThan(0);

  await signAll(id, 2);
  expect((await bram().activate(id, 2)).protocol?.status).toBe("ACTIVE");
  await askAll();
  const after = (await ofEarlyHelp()).slice(before.length);
  const permitted = (it: RecordedDisclosure["decisions"][number]) => !it.reason.startsWith("W-");
  const counts = { opens: 0, closes: 0 };
  const byCategory: Record<string, [number, number]> = {};
  for (const [i, one] of before.entries()) {
    for (const [j, was] of one.decisions.entries()) {
      const is = after[i]!.decisions[j]!;
      expect([is.source, is.category]).toEqual([was.source, was.category]);
      if (permitted(was) === permitted(is)) continue;
      const count = (byCategory[was.category] ??= [0, 0]);
      const opened = permitted(is) ? 1 : 0;
      counts.opens += opened;
      counts.closes += 1 - opened;
      count[0] += opened;
      count[1] += 1 - opened;
    }
  }
  expect({ opens: told.recent.opens, closes: told.recent.closes }).toEqual(counts);
  const toldBy = Object.fromEntries(
    (told.recent.byCategory as { category: string; opens: number; closes: number }[])
      .filter((it) => it.opens + it.closes > 0)
      .map((it) => [it.category, [it.opens, it.closes]]),
  );
  expect(toldBy).toEqual(byCategory);
});

test("looks are not looked at twice, and no more than asked for", async () => {
  const ref = [
    { id: "ISA-RECENT", version: 1 },
    { id: "ISA-RECENT", version: 2 },
  ] as const;
  expect((await diff(gate, "bram.eh", ...ref, 3)).recent.disclosures).toBe(3);
  expect((await diff(gate, "bram.eh", ...ref, 0)).recent).toEqual({
    disclosures: 0,
    decisions: 0,
    opens: 0,
    closes: 0,
    otherReason: 0,
    byCategory: [],
  });
  expect((await diff(gate, "bram.eh", ...ref, -5)).recent.disclosures).toBe(0);
  // nothing was disclosed by comparing
  const count = (await disclosures()).length;
  await diff(gate, "bram.eh", ...ref);
  expect((await disclosures()).length).toBe(count);
});

test("for those whom both bind, and nobody else", async () => {
  const ref = [
    { id: "ISA-RECENT", version: 1 },
    { id: "ISA-RECENT", version: 2 },
  ] as const;
  expect(await diff(gate, "ines.housing", ...ref)).not.toBeNull();
  for (const user of ["piers.police", "kemi.eh", "petra.school"]) expect(await diff(gate, user, ...ref)).toBeNull();
  expect(await diff(gate, "bram.eh", ref[0], { id: "ISA-RECENT", version: 3 })).toBeNull();
  expect(await diff(gate, "bram.eh", ref[0], { id: "ISA-MASH", version: 1 })).not.toBeNull();
  expect(await diff(gate, "bram.eh", ref[0], { id: "ISP-S115", version: 1 })).toBeNull();
});
