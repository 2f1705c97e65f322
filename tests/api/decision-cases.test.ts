/** The reviewers' decision cases once more, as rows in PostgreSQL and a query over HTTP, with their sealed reasons. */
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { DisclosureCodec } from "../../src/audit/disclosure-codec";
import { AGENCIES } from "../../src/demonstration";
import PROTOCOLS from "../../src/demonstration/protocols.json";
import type { Catalogue } from "../../src/gateway/catalogue";
import { differences, type DecisionAnswer } from "../../src/governance/decision-cases/decision-case";
import {
  CASE_AGENCIES,
  readDecisionCases,
  type DecisionCase,
} from "../../src/governance/decision-cases/decision-case-file";
import { londonDate, plusMonths } from "../../src/people/london-time";
import { buildGatewaySchema } from "../../src/schema";
import { AUDIT_KEY, startGateway, type TestGateway } from "./gateway";

const cases = readDecisionCases(
  JSON.parse(fs.readFileSync(path.join(__dirname, "../fixtures/decision-cases.json"), "utf8")),
);
const NAMES = ["MOTHER", "FATHER", "PARTNER"];

let it_: TestGateway;
let catalogue: Catalogue;

beforeAll(async () => {
  it_ = await startGateway({ demonstration: false });
  ({ catalogue } = await buildGatewaySchema(() => null));
  for (const [id, kind] of Object.entries(CASE_AGENCIES)) {
    const categories = [...new Set([...(catalogue.ofKind(kind)?.fields.values() ?? [])].map((it) => it.category))];
    await insert("agency", { id, name: id, kind, categories, listed_in_16la: id !== "VCS" });
  }
  for (const it of PROTOCOLS) {
    await insert("protocol", { id: it.id, version: 1, status: it.status, document: JSON.stringify(it) });
    for (const agency_id of it.signed) {
      await insert("protocol_signature", {
        protocol_id: it.id,
        protocol_version: 1,
        agency_id,
        signed_at: `${it.frm}T00:00Z`,
      });
    }
  }
  expect(AGENCIES.map((it) => it.id)).toEqual(expect.arrayContaining(Object.keys(CASE_AGENCIES)));
});
afterAll(() => it_.stop());

const insert = (table: string, row: Record<string, unknown>) =>
  it_.owner.query(
    `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${Object.keys(row)
      .map((_, i) => `$${i + 1}`)
      .join(", ")})`,
    Object.values(row),
  );

/** Puts a case's facts on file. */
async function stage({ input }: DecisionCase): Promise<{ user: string; reference: string; subject: string }> {
  const at = input.t;
  const before = new Date(at - 90 * 86_400_000);
  const reference = randomUUID().toUpperCase();
  const [caseId, subject, user] = [randomUUID(), randomUUID(), `user-${reference}`];
  const born = londonDate(plusMonths(at, -12 * input.subject.age - 3));
  await insert("person", { id: subject, name: "Subject", birth_date: born });
  const people: Record<string, string> = { SELF: subject };
  for (const name of NAMES) {
    people[name] = randomUUID();
    await insert("person", { id: people[name], name });
  }
  await insert("app_user", { id: user, agency_id: input.recipient, display_name: "U", roles: [input.role] });
  await insert("case_file", {
    id: caseId,
    reference,
    owner_id: input.case.agencies[0],
    authorities: ["312"],
    opened_at: before,
    opened_by: "test",
    closed_at: input.case.open ? null : new Date(at - 1),
    local_tier: "Level",
    common_level: input.case.level,
    statutory: input.case.level >= 3,
    statutory_basis: input.purpose === "CHILD_PROTECTION_ENQUIRY" ? "S47" : null,
    harm_decided_by: input.case.sig_harm ? "manager" : null,
    harm_decided_at: input.case.sig_harm ? before : null,
    high_risk: input.case.high_risk,
  });
  for (const agency_id of input.case.agencies)
    await insert("case_agency", { case_id: caseId, agency_id, valid_from: before });
  await insert("case_assignment", { case_id: caseId, user_id: user, valid_from: before, assigned_by: "test" });
  await insert("case_member", {
    case_id: caseId,
    person_id: subject,
    relationship: "SUBJECT",
    is_child: input.subject.linked && input.subject.age < 18,
    lives_with_child: false,
    contact_with_child: input.subject.linked && input.subject.age >= 18,
    reason: "test",
    linked_by: "test",
    linked_at: before,
  });
  for (const name of input.subject.pr) {
    const restricted_from = input.subject.pr_restricted.includes(name) ? before : null;
    await insert("parental_responsibility", {
      child_id: subject,
      holder_id: people[name],
      valid_from: before,
      restricted_from,
    });
  }
  if (input.subject.competence !== "UNASSESSED") {
    await insert("competence_assessment", {
      person_id: subject,
      outcome: input.subject.competence,
      assessed_at: before,
      assessed_by: "test",
    });
  }
  for (const it of input.consents) {
    await insert("consent", {
      subject_id: subject,
      given_by: it.by === "LA" ? null : people[it.by],
      capacity: it.by === "SELF" ? "SELF" : it.by === "LA" ? "LA_WITH_PR" : "PR_HOLDER",
      decision: it.decision,
      categories: it.cats,
      excluded_categories: it.not,
      recipients: it.recipients,
      purposes: it.purposes,
      valid_from: new Date(it.from),
      valid_to: new Date(it.to ?? plusMonths(it.from, 12)),
      withdrawn_at: it.withdrawn ? new Date(it.withdrawn) : null,
      method: "test",
      sought_safely: true,
      recorded_by: "test",
      recorded_at: new Date(it.from),
    });
  }
  if (input.dispensation) {
    await insert("dispensation", {
      case_id: caseId,
      subject_id: subject,
      reason: input.dispensation.reason,
      categories: ["*"],
      facts: "test",
      requested_by: user,
      authorised_by: input.dispensation.authorised_by,
      valid_from: new Date(at - 86_400_000),
      valid_to: new Date(at + 86_400_000),
      tell_family_when: "later",
    });
  }
  for (const code of input.restrictions) {
    await insert("restriction", { subject_id: subject, set_by: input.source, code, valid_from: before });
  }
  if (input.breakglass) {
    await insert("break_glass_grant", {
      case_id: caseId,
      subject_id: subject,
      user_id: user,
      reason: "IMMEDIATE_DANGER",
      narrative: input.breakglass.reason,
      categories: ["*"],
      valid_from: new Date(input.breakglass.from),
      valid_to: new Date(input.breakglass.to),
    });
  }
  for (const item of input.exists ? (input.items ?? [{}]) : []) {
    await insert("contribution_item", {
      person_id: subject,
      agency_id: input.source,
      category: input.category,
      field: fieldFor(input),
      body: JSON.stringify(item.service ? { service: item.service } : {}),
      occurred_on: null,
      recorded_at: before,
      nature: "FACT",
      restrictions: JSON.stringify(item.restrict ? [{ code: item.restrict }] : []),
      source_ref: randomUUID(),
      received_at: before,
    });
  }
  return { user, reference, subject };
}

/** A field of the source's contribution that holds this category and no more. */
function fieldFor({ source, category }: DecisionCase["input"]): string {
  const fields = [...catalogue.ofKind(CASE_AGENCIES[source]!)!.fields.values()];
  return fields.find((it) => it.category === category && it.mode === "CONTENT" && !it.minimumLevel)!.name;
}

async function askOver(decisionCase: DecisionCase): Promise<DecisionAnswer> {
  const { input } = decisionCase;
  it_.setNow(input.t);
  const { user, reference } = await stage(decisionCase);
  const contribution = catalogue.ofKind(CASE_AGENCIES[input.source]!)!.partner.field;
  const field = fieldFor(input);
  const id = await it_.caseId(input.recipient, reference);
  const { data, errors } = await it_.ask(
    { userId: user, agencyId: input.recipient, role: input.role as never },
    `query ($id: ID!) { familyRecord(caseId: $id, purpose: ${input.purpose}) { members { ${contribution} {
       agency { id } ${field} { provenance { nature } } sharing { decisions { outcome reason breakGlassRefused } } } } } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  const own = data.familyRecord.members[0][contribution].find(
    (it: { agency: { id: string } }) => it.agency.id === input.source,
  );
  const [decision] = own.sharing.decisions;
  const items = own[field] === null ? null : [own[field]].flat().length;
  return {
    outcome: decision.outcome,
    publicReason: decision.reason,
    internalReason: await sealedReason(input),
    visibleItems: items,
    breakglass: decision.breakGlassRefused ? "REFUSED" : null,
  };
}

/** What the auditor would read of the last request. */
async function sealedReason({ source }: DecisionCase["input"]): Promise<DecisionAnswer["internalReason"]> {
  const { rows } = await it_.owner.query<{ body: string }>(
    "SELECT body FROM disclosure_record ORDER BY seq DESC LIMIT 1",
  );
  const codec = new DisclosureCodec(AUDIT_KEY);
  const recorded = codec.decode(rows[0]!.body);
  const position = recorded.decisions.findIndex((it) => it.source === source);
  const sealed = codec.unseal(recorded.id, recorded.sealed).find((it) => it.decision === position);
  return (sealed?.internalReason ?? null) as DecisionAnswer["internalReason"];
}

test.each(cases.map((it) => [it.id, it.facts, it] as const))("%s: %s", async (_id, _facts, decisionCase) => {
  expect(differences(decisionCase, await askOver(decisionCase))).toEqual([]);
});
