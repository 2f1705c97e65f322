/** Generated families, loaded and given a case each, are families that a record can be asked for. */
import { caseReferenceOf, seedCases } from "../../src/generate/cases";
import { AS_OF, familiesOf } from "../../src/generate/generate";
import { itemsOf } from "../../src/generate/holders";
import { startWorkplace, type Workplace } from "../load/workplace";

const NOON = Date.UTC(2026, 10, 22, 12);
let place: Workplace;
beforeAll(async () => {
  place = await startWorkplace();
  await place.owner.query(
    "INSERT INTO app_user VALUES ('amara.mash', 'MASH', 'Amara', '{MASH_ADVANCED_PRACTITIONER}')",
  );
});
afterAll(() => place.stop());

const families = [...familiesOf(1, 40)];
const count = async (sql: string): Promise<number> =>
  (await place.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0]!.n;

test("what is generated is loaded to the last line", async () => {
  const items = families.flatMap((it) => [...itemsOf(it, AS_OF)]);
  const loaded = await place.load(await place.write(items));
  expect(loaded).toMatchObject({ accepted: items.length, unchanged: 0, refused: 0 });
  expect(await count("person")).toBe(families.flatMap((it) => it.people).length);
});

test("every family has a case and its people are linked in their order, once", async () => {
  const client = await place.owner.connect();
  const members = families.flatMap((it) => it.people).length;
  expect(await seedCases(client, families, NOON)).toEqual({ cases: 40, members });
  expect(await seedCases(client, families, NOON)).toEqual({ cases: 0, members: 0 });
  client.release();
  const { rows } = await place.owner.query<{ value: string; second: number }>(
    `SELECT i.value, extract(second FROM m.linked_at)::int AS second FROM case_member m JOIN case_file c ON c.id = m.case_id JOIN person_identifier i USING (person_id)
     WHERE c.reference = $1 ORDER BY m.linked_at`,
    [caseReferenceOf(families[17]!)],
  );
  expect(rows).toEqual(families[17]!.people.map((it, second) => ({ value: it.identifier.value, second })));
  expect(await count("case_assignment")).toBe(40);
  expect(await count("case_agency")).toBe(120);
});

test("its people are related as the family says, and their parents answer for them", async () => {
  const children = families.flatMap((it) => it.people.filter((one) => one.isChild));
  const mothers = await count("relationship r JOIN case_member m USING (person_id) WHERE r.kind = 'MOTHER'");
  expect(mothers).toBe(children.length);
  const siblings = families.map((it) => it.people.filter((one) => one.isChild).length).map((it) => it * (it - 1));
  expect(await count("relationship WHERE kind = 'SIBLING'")).toBe(siblings.reduce((sum, it) => sum + it, 0));
  const fathers = families.flatMap(({ people }) =>
    people.some((it) => it.relationship === "FATHER") ? people.filter((it) => it.isChild) : [],
  );
  expect(await count("parental_responsibility")).toBe(children.length + fathers.length);
});

test("a family that nothing was loaded about gets a case without people", async () => {
  const client = await place.owner.connect();
  const [stranger] = [...familiesOf(2, 1500)].slice(-1);
  expect(await seedCases(client, [stranger!], NOON)).toEqual({ cases: 1, members: 0 });
  client.release();
});
