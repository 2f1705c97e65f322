import { startGateway, type TestGateway } from "./gateway";

let it_: TestGateway;
beforeAll(async () => {
  it_ = await startGateway();
});
afterAll(() => it_.stop());

test("a case's record, by somebody on it", async () => {
  const id = await it_.caseId("MASH", "MASH-0001");
  const { status, data, errors } = await it_.ask(
    "amara.mash",
    `query ($id: ID!) { familyRecord(caseId: $id, purpose: MASH_SCREENING) { members { name } caveat } }`,
    { id },
  );
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  expect(data.familyRecord.members.length).toBeGreaterThan(1);
});
