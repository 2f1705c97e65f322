/**
 * The whole way of the guide (docs/guides/integrate-a-partner.md) for both examples, as they are shipped: checked,
 * registered, tested, approved field by field, activated, and seen in the record of a family that each knows one member of.
 */
import fs from "node:fs";
import path from "node:path";
import { buildClientSchema, getIntrospectionQuery } from "graphql";
import { SecretsOnFile } from "../../src/remote/transport/partner-secrets";
import { caller, startGateway, type TestGateway } from "../api/gateway";
import { partnerExamples } from "../explorer/partner-examples";
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
  /** Test people that it knows, and that it does not. */
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}
const PROBATION: Joining = {
  example: "probation",
  agency: "PROB",
  keySystem: "CRN",
  integrator: "theo.prob",
  controller: "maud.prob",
  known: ["X100004", "X204417"],
  unknown: ["X999999", "X555010"],
};
const YOUTH_JUSTICE: Joining = {
  example: "youth-justice",
  agency: "YJS",
  keySystem: "LOCAL_ID",
  integrator: "yara.yjs",
  controller: "colm.yjs",
  known: ["YJ-2071", "YJ-1040"],
  unknown: ["YJ-9999"],
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

async function join(joining: Joining, url: string) {
  const { example, agency, keySystem, integrator, controller, known, unknown } = joining;
  const sdl = fs.readFileSync(path.join(EXAMPLES, example, "schema.graphql"), "utf8");
  const input = { agency, name: example, url, keySystem, sdl };
  const registered = await step(
    integrator,
    `mutation ($input: RegisterPartnerInput!) { registerPartner(input: $input) ${RESULT} }`,
    { input },
  );
  expect(registered).toMatchObject({ version: 1, status: "CHECKED" });
  const { version, sha256, changes } = registered;
  const { contractTest } = await step(
    HUB,
    `mutation ($input: TestPartnerInput!) { testPartner(input: $input) { __typename
      ... on PartnerChanged { partner { contractTest { passed checks { name status found } } } } } }`,
    { input: { agency, version, known, unknown } },
  );
  expect(contractTest.checks.filter((it: { status: string }) => it.status === "fail")).toEqual([]);
  expect(contractTest.passed).toBe(true);
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

interface Asking {
  readonly by: string;
  readonly agency: string;
  readonly reference: string;
  readonly purpose?: string;
}

/** What somebody sees of each member, by name. */
async function record({ by, agency, reference, purpose = "CHILD_PROTECTION_ENQUIRY" }: Asking, contribution: string) {
  const { data, errors } = await gateway.ask(
    caller(by),
    `query ($id: ID!) { familyRecord(caseId: $id, purpose: ${purpose}) { members { name ${contribution} } } }`,
    { id: await gateway.caseId(agency, reference) },
  );
  expect(errors).toBeUndefined();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return new Map<string, any>(data.familyRecord.members.map((it: { name: string }) => [it.name, it]));
}

/** What the explorer offers of it, as the page makes it from the schema that is served. */
async function explorerExample(field: string): Promise<string> {
  const { data } = await gateway.ask(caller("shona.csc"), getIntrospectionQuery());
  const offered = partnerExamples(buildClientSchema(data));
  return offered.find(({ name }) => name.endsWith(` ${field}`))!.query;
}

const SHONA = { by: "shona.csc", agency: "CSC" };
const RISKS = "probation { risks { riskToSelf { suicide } } sharing { decisions { outcome } } }";
const OPEN = "youthJustice { open sharing { decisions { outcome } } }";
const withheld = (field: string) => [{ [field]: null, sharing: { decisions: [{ outcome: "WITHHELD" }] } }];
/** The purpose is one that no protocol of probation names. */
const OTHER_PURPOSE = { ...SHONA, reference: "CSC-0001", purpose: "CHILD_IN_NEED_ASSESSMENT" };
/** No protocol of youth justice names the police. */
const POLICE = { by: "owen.police", agency: "POLICE", reference: "MASH-0003" };

async function refusesOthers(): Promise<void> {
  for (const member of (await record(OTHER_PURPOSE, RISKS)).values())
    expect(member.probation).toEqual(withheld("risks"));
  for (const member of (await record(POLICE, OPEN)).values()) expect(member.youthJustice).toEqual(withheld("open"));
}

test("probation: a man on licence, and of whom it holds nothing", async () => {
  const copy = await built(PROBATION.example, folder);
  await served(copy, null, async (url) => {
    const words = await join(PROBATION, url);
    expect(words).toContainEqual(
      expect.stringMatching(
        /^probation\.dynamicRisks is new: offender-management .* It holds code, description, .*notes.* In it, notes is the account in words.* Opens to Children's Social Care \(CSC\) and .*, role MASH advanced practitioner, MASH manager or social worker, for child protection enquiry \(by statute\), from level 4, by protocol ISA-JUSTICE version 1\.$/,
      ),
    );
    const members = await record(
      { ...SHONA, reference: "CSC-0001" },
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
    const offered = await gateway.ask(caller("shona.csc"), await explorerExample("probation"), {
      caseId: await gateway.caseId("CSC", "CSC-0001"),
      purpose: "CHILD_PROTECTION_ENQUIRY",
    });
    expect(offered.errors).toBeUndefined();
    expect(offered.text).toContain("RCCO");
    const [ewa] = members.get("Ewa Kowalczyk").probation;
    expect(ewa).toMatchObject({ supervision: null, dynamicRisks: null });
    expect(ewa.sharing.decisions).toContainEqual({ category: "offender-management", outcome: "NOTHING_AVAILABLE" });
    for (const member of (await record(OTHER_PURPOSE, RISKS)).values())
      expect(member.probation).toEqual(withheld("risks"));
  });
  // the process is gone: what it holds is unavailable, which is not the same as nothing
  const [gone] = (await record({ ...SHONA, reference: "CSC-0001" }, RISKS)).get("Piotr Kowalczyk").probation;
  expect(gone).toEqual({ risks: null, sharing: { decisions: [{ outcome: "SOURCE_UNAVAILABLE" }] } });
});

test("youth justice joins beside it: a child, under the service's own number", async () => {
  const copy = await built(YOUTH_JUSTICE.example, folder);
  await served(copy, null, async (url) => {
    await join(YOUTH_JUSTICE, url);
    const members = await record(
      { ...SHONA, reference: "MASH-0003" },
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
    await refusesOthers();
  });
  const [gone] = (await record({ ...SHONA, reference: "MASH-0003" }, OPEN)).get("Kai Marsh").youthJustice;
  expect(gone).toEqual({ open: null, sharing: { decisions: [{ outcome: "SOURCE_UNAVAILABLE" }] } });
  await refusesOthers();
});
