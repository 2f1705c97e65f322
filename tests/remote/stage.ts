/** The demonstration with a partner of its own: who runs, approves and activates it, and a protocol that opens some of it. */
import { caller, startGateway, type Answer, type TestGateway, type TestParts } from "../api/gateway";
import type { SignedInViewer } from "../../src/identity/viewer";
import { SecretsOnFile } from "../../src/remote/transport/partner-secrets";
import { PROBATION_SDL } from "./probation";

export const HUB = caller("mabel.mash");
export const SOCIAL_WORKER = caller("shona.csc");
const at = (agencyId: string, userId: string, role: SignedInViewer["role"]): SignedInViewer => ({
  userId,
  agencyId,
  role,
});
export const INTEGRATOR = at("PROB", "ivo.prob", "INTEGRATOR");
export const CONTROLLER = at("PROB", "gita.prob", "INFORMATION_GOVERNANCE_LEAD");

/** Members of CSC-0001 in their order; all but Jan are known to probation. */
export const KEYS = { "Ola Kowalczyk": "X100001", "Ewa Kowalczyk": "X100003", "Piotr Kowalczyk": "X100004" } as const;

export const PROTOCOL = {
  id: "ISA-PROB",
  signed: ["CSC", "PROB"],
  frm: "2026-01-01",
  to: "2027-12-31",
  status: "ACTIVE",
  sources: ["PROB"],
  recipients: ["CSC"],
  purposes: ["CHILD_PROTECTION_ENQUIRY"],
  roles: ["SOCIAL_WORKER"],
  cats: ["offender-management", "contact-address"],
};

/** As much of the exchange shape as these tests turn. */
export interface ProtocolOnFile {
  readonly id: string;
  readonly signed: readonly string[];
  readonly cats: readonly string[];
  readonly batching?: string;
}

export interface PartnerStage extends TestGateway {
  /** Opens the case as the social worker; the fields below each member. */
  record(members: string, on?: TestGateway): Promise<Answer>;
}

export async function startPartnerStage(parts: TestParts = {}): Promise<PartnerStage> {
  const stage = await startGateway({
    partners: { secrets: new SecretsOnFile(null, process.env), plainHttp: true },
    ...parts,
  });
  for (const { userId, agencyId, role } of [INTEGRATOR, CONTROLLER]) {
    await stage.owner.query("INSERT INTO app_user (id, agency_id, display_name, roles) VALUES ($1, $2, $1, $3)", [
      userId,
      agencyId,
      [role],
    ]);
  }
  for (const [name, crn] of Object.entries(KEYS)) {
    await stage.owner.query(
      "INSERT INTO person_identifier (system, value, person_id) SELECT 'CRN', $2, id FROM person WHERE name = $1 ON CONFLICT DO NOTHING",
      [name, crn],
    );
  }
  // the demonstration has a protocol for these agencies too; here this one alone opens what is opened
  await stage.owner.query("UPDATE protocol SET status = 'TERMINATED' WHERE id = 'ISA-JUSTICE'");
  await putInForce(stage, PROTOCOL);
  const id = await stage.caseId("CSC", "CSC-0001");
  return Object.assign(stage, {
    record: (members: string, on: TestGateway = stage) =>
      on.ask(
        SOCIAL_WORKER,
        `query ($id: ID!) { familyRecord(caseId: $id, purpose: CHILD_PROTECTION_ENQUIRY) { members { name ${members} } } }`,
        { id },
      ),
  });
}

/** As its next version: what was drafted never changes. */
export async function putInForce({ owner }: TestGateway, protocol: ProtocolOnFile): Promise<void> {
  await owner.query("UPDATE protocol SET status = 'TERMINATED' WHERE id = $1 AND status = 'ACTIVE'", [protocol.id]);
  await owner.query(
    `WITH drafted AS (
       INSERT INTO protocol (id, version, status, document)
       SELECT $1, coalesce(max(version), 0) + 1, 'ACTIVE', $2::jsonb FROM protocol WHERE id = $1 RETURNING id, version)
     INSERT INTO protocol_signature (protocol_id, protocol_version, agency_id, signed_at)
     SELECT drafted.id, drafted.version, agency, '2026-01-01' FROM drafted, unnest($3::text[]) agency`,
    [protocol.id, JSON.stringify(protocol), protocol.signed],
  );
}

const RESULT = `{ __typename ... on Refused { faults { path code message } }
  ... on PartnerChanged { partner { version status sha256 offReason changes { kind path words opensTo { agency roles } } } } }`;

export interface Step {
  readonly __typename: "PartnerChanged" | "Refused";
  readonly faults: { path: string; code: string; message: string }[];
  readonly partner: {
    version: number;
    status: string;
    sha256: string;
    offReason: string | null;
    changes: { kind: string; path: string; words: string; opensTo: { agency: string; roles: string[] }[] }[];
  };
}

async function step(stage: TestGateway, viewer: SignedInViewer, text: string, variables: object): Promise<Step> {
  const { data, errors } = await stage.ask(viewer, text, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return Object.values(data as Record<string, Step>)[0]!;
}

export const register = (stage: TestGateway, input: object, viewer = INTEGRATOR): Promise<Step> =>
  step(stage, viewer, `mutation ($input: RegisterPartnerInput!) { registerPartner(input: $input) ${RESULT} }`, {
    input: { agency: "PROB", name: "Probation", keySystem: "CRN", sdl: PROBATION_SDL, ...input },
  });

/** As though its endpoint had been tested: contract.test.ts has that tested in earnest. */
const asTested = ({ owner }: TestGateway, version: number) =>
  owner.query(
    `INSERT INTO partner_contract_test (partner_id, tested_at, tested_by, passed, checks)
     SELECT id, '2026-01-01', registered_by, true, '[]' FROM partner WHERE agency_id = 'PROB' AND version = $1`,
    [version],
  );

export const approve = async (
  stage: TestGateway,
  version: number,
  sha256: string,
  viewer = CONTROLLER,
): Promise<Step> => {
  await asTested(stage, version);
  return step(
    stage,
    viewer,
    `mutation ($version: Int!, $sha256: String!) {
      approvePartner(agency: "PROB", version: $version, sha256: $sha256) ${RESULT} }`,
    { version, sha256 },
  );
};

export const activate = (stage: TestGateway, version: number, viewer = HUB, agency = "PROB"): Promise<Step> =>
  step(
    stage,
    viewer,
    `mutation ($agency: String!, $version: Int!) { activatePartner(agency: $agency, version: $version) ${RESULT} }`,
    { agency, version },
  );

export const turnOff = (stage: TestGateway, reason: string, viewer = HUB): Promise<Step> =>
  step(stage, viewer, `mutation ($reason: String!) { switchOffPartner(agency: "PROB", reason: $reason) ${RESULT} }`, {
    reason,
  });

/** The whole way into the record. */
export async function join(stage: TestGateway, input: { url: string; [name: string]: unknown }): Promise<Step> {
  const registered = await register(stage, input);
  if (registered.__typename === "Refused") throw new Error(JSON.stringify(registered.faults));
  const { version, sha256 } = registered.partner;
  await approve(stage, version, sha256);
  const activated = await activate(stage, version);
  if (activated.__typename === "Refused") throw new Error(JSON.stringify(activated.faults));
  return activated;
}

/** Each member's contribution from probation, by name. */
// what a test looks into depends on its query
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const probationOf = ({ data, errors, status }: Answer): Record<string, any> => {
  if (errors || status !== 200) throw new Error(JSON.stringify({ status, errors }));
  return Object.fromEntries(
    (data.familyRecord.members as { name: string; probation: object[] }[]).map((it) => [it.name, it.probation[0]]),
  );
};
