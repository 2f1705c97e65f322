/**
 * The whole way of the guide (docs/guides/integrate-a-partner.md) for both examples, as they are shipped: checked,
 * registered, approved field by field, activated, and seen in the record of a family that each knows one member of.
 */
import fs from "node:fs";
import path from "node:path";
import { SecretsOnFile } from "../../src/remote/transport/partner-secrets";
import { caller, startGateway, type TestGateway } from "../api/gateway";
import { built, EXAMPLES, served, workplace } from "./built-example";

const RESULT = `{ __typename ... on Refused { faults { path code message } }
  ... on PartnerChanged { partner { version status sha256 changes { words } } } }`;
const HUB = "mabel.mash";

interface Joining {
  readonly example: string;
  readonly agency: string;
  readonly keySystem: string;
  readonly integrator: string;
  readonly controller: string;
}
const PROBATION: Joining = {
  example: "probation",
  agency: "PROB",
  keySystem: "CRN",
  integrator: "theo.prob",
  controller: "maud.prob",
};
const YOUTH_JUSTICE: Joining = {
  example: "youth-justice",
  agency: "YJS",
  keySystem: "LOCAL_ID",
  integrator: "yara.yjs",
  controller: "colm.yjs",
};

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  folder = workplace();
  gateway = await startGateway({ partners: { secrets: new SecretsOnFile(null, {}), plainHttp: true } });
});
afterAll(async () => {
  await gateway.stop();
  fs.rmSync(folder, { recursive: true });
});

/** One step of the way, by somebody who may take it. */
async function step(by: string, mutation: string, variables: object) {
  const { data, errors } = await gateway.ask(caller(by), mutation, variables);
  expect(errors).toBeUndefined();
  const [result] = Object.values(data as Record<string, any>); // eslint-disable-line @typescript-eslint/no-explicit-any
  expect(result).toMatchObject({ __typename: "PartnerChanged" });
  return result.partner;
}

async function join({ example, agency, keySystem, integrator, controller }: Joining, url: string) {
  const sdl = fs.readFileSync(path.join(EXAMPLES, example, "schema.graphql"), "utf8");
  const input = { agency, name: example, url, keySystem, sdl };
  const registered = await step(
    integrator,
    `mutation ($input: RegisterPartnerInput!) { registerPartner(input: $input) ${RESULT} }`,
    { input },
  );
  expect(registered).toMatchObject({ version: 1, status: "CHECKED" });
  const { version, sha256, changes } = registered;
  await step(
    controller,
    `mutation ($a: String!, $v: Int!, $h: String!) { approvePartner(agency: $a, version: $v, sha256: $h) ${RESULT} }`,
    { a: agency, v: version, h: sha256 },
  );
  const active = await step(
    HUB,
    `mutation ($a: String!, $v: Int!) { activatePartner(agency: $a, version: $v) ${RESULT} }`,
    { a: agency, v: version },
  );
  expect(active.status).toBe("ACTIVE");
  return (changes as { words: string }[]).map((it) => it.words);
}

/** What the social worker sees of each member, by name. */
async function record(reference: string, owner: string, contribution: string) {
  const { data, errors } = await gateway.ask(
    caller("shona.csc"),
    `query ($id: ID!) { familyRecord(caseId: $id, purpose: CHILD_PROTECTION_ENQUIRY) { members { name ${contribution} } } }`,
    { id: await gateway.caseId("CSC", reference) },
  );
  expect([owner, errors]).toEqual([owner, undefined]);
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return new Map<string, any>(data.familyRecord.members.map((it: { name: string }) => [it.name, it]));
}

test("probation: a man on licence, and of whom it holds nothing", async () => {
  const copy = await built(PROBATION.example, folder);
  await served(copy, null, async (url) => {
    const words = await join(PROBATION, url);
    expect(words).toContainEqual(
      expect.stringContaining(
        "probation.dynamicRisks is new: offender-management (CR), level 4; marked: notes NARRATIVE",
      ),
    );
    const members = await record(
      "CSC-0001",
      "CSC",
      `probation { supervision { status endsOn } dynamicRisks { code notes provenance { nature occurredOn } }
        risks { summary { riskToChildren } } licenceConditions { noContact noContactWith exclusionZone }
        responsibleOfficer { name } sharing { decisions { category outcome } } }`,
    );
    const [piotr] = members.get("Piotr Kowalczyk").probation;
    expect(piotr).toMatchObject({
      supervision: { status: "CURRENT", endsOn: "2027-02-15" },
      dynamicRisks: [{ code: "RCCO", provenance: { nature: "OPINION", occurredOn: "2026-02-16" } }],
      risks: { summary: { riskToChildren: "MEDIUM" } },
      // who is protected by the condition is told to nobody but the source
      licenceConditions: [{ noContact: true, noContactWith: null }],
      responsibleOfficer: { name: "Jo Archer" },
    });
    const [ewa] = members.get("Ewa Kowalczyk").probation;
    expect(ewa).toMatchObject({ supervision: null, dynamicRisks: expect.anything() });
    expect(ewa.sharing.decisions).toContainEqual({ category: "offender-management", outcome: "NOTHING_AVAILABLE" });
  });
  // the process is gone: what it holds is unavailable, which is not the same as nothing
  const after = await record(
    "CSC-0001",
    "CSC",
    "probation { supervision { status } sharing { decisions { outcome } } }",
  );
  expect(after.get("Piotr Kowalczyk").probation[0]).toMatchObject({
    supervision: null,
    sharing: { decisions: [{ outcome: "SOURCE_UNAVAILABLE" }] },
  });
});

test("youth justice joins beside it: a child, under the service's own number", async () => {
  const copy = await built(YOUTH_JUSTICE.example, folder);
  await served(copy, null, async (url) => {
    await join(YOUTH_JUSTICE, url);
    const members = await record(
      "MASH-0003",
      "MASH",
      `youthJustice { open orders { orderType } assessments { concerns safetyAndWellbeing provenance { authorRole } }
        mentalHealthNeed { identified } sharing { decisions { category outcome } } }`,
    );
    const [kai] = members.get("Kai Marsh").youthJustice;
    expect(kai).toMatchObject({
      open: true,
      orders: [{ orderType: "REFERRAL_ORDER" }, { orderType: "COMMUNITY_RESOLUTION" }],
      assessments: [{ safetyAndWellbeing: "HIGH", provenance: { authorRole: "Youth justice practitioner" } }],
    });
    expect(kai.assessments[0].concerns).toContain("CRIMINAL_EXPLOITATION");
  });
});

test("what a partner shares opens to nobody whom no protocol names", async () => {
  const id = await gateway.caseId("POLICE", "MASH-0003");
  const { data } = await gateway.ask(
    caller("owen.police"),
    `query ($id: ID!) { familyRecord(caseId: $id, purpose: CHILD_PROTECTION_ENQUIRY) {
      members { youthJustice { open sharing { decisions { outcome } } } } } }`,
    { id },
  );
  for (const member of data.familyRecord.members)
    expect(member.youthJustice).toEqual([{ open: null, sharing: { decisions: [{ outcome: "WITHHELD" }] } }]);
});
