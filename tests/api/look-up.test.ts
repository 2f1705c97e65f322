/** Looking a person up outside any case: found where the caller's own agency holds something that it may read. */
import { startGateway, type TestGateway } from "./gateway";

let it_: TestGateway;
let person: string;
beforeAll(async () => {
  it_ = await startGateway();
  const { rows } = await it_.owner.query<{ id: string }>(
    "SELECT person_id AS id FROM person_identifier WHERE system = 'NHS_NUMBER' AND value = '9990001022'",
  );
  person = rows[0]!.id;
});
afterAll(() => it_.stop());

const GP = "person_id = $1 AND agency_id = 'GP' AND superseded_at IS NULL";
const lookUp = async (): Promise<string> =>
  (
    await it_.ask(
      "rosa.gp",
      `{ person(identifier: { system: NHS_NUMBER, value: "9990001022" }, purpose: DIRECT_CARE) {
         health { agency { id } conditions { id } patient { id } } } }`,
    )
  ).text;
const NOBODY = '{"data":{"person":null}}\n';

/** Runs what comes in between and takes it back. */
async function meanwhile(sql: string, work: () => Promise<void>, back: string): Promise<void> {
  await it_.owner.query(sql, [person]);
  await work();
  await it_.owner.query(back, [person]);
}

test("items under a restriction on the person read like none, so they find nobody either", async () => {
  expect(await lookUp()).not.toBe(NOBODY);
  await meanwhile(
    "INSERT INTO restriction (subject_id, set_by, code, valid_from) VALUES ($1, 'CSC', 'X-INTEL', '2026-01-01')",
    async () => expect(await lookUp()).toBe(NOBODY),
    "DELETE FROM restriction WHERE subject_id = $1",
  );
});

test("a restriction that has ended, that is on another category, or that only takes elements away, hides nobody", async () => {
  for (const columns of [
    "'X-INTEL', '{*}', '2026-01-01', '2026-02-01'",
    "'X-INTEL', '{convictions}', '2026-01-01', NULL",
    "'X-REFUGE', '{*}', '2026-01-01', NULL",
  ]) {
    await meanwhile(
      `INSERT INTO restriction (subject_id, set_by, code, categories, valid_from, valid_to) VALUES ($1, 'CSC', ${columns})`,
      async () => expect(await lookUp()).not.toBe(NOBODY),
      "DELETE FROM restriction WHERE subject_id = $1",
    );
  }
});

test.each([
  ["binds the agency", '[{"code": "X-COURT", "exempt": ["POLICE"]}]', true],
  ["exempts the agency", '[{"code": "X-COURT", "exempt": ["GP"]}]', false],
])("where a court's order on every item %s", async (_, restrictions, hides) => {
  await meanwhile(
    `UPDATE contribution_item SET restrictions = '${restrictions}' WHERE ${GP}`,
    async () => expect((await lookUp()) === NOBODY).toBe(hides),
    `UPDATE contribution_item SET restrictions = '[]' WHERE ${GP}`,
  );
});
