/**
 * Puts a random policy on file: every table that a decision is made from, emptied and written in one statement and one
 * transaction, straight into PostgreSQL. No part of the gateway writes what the gateway is then asked to obey.
 */
import type { Pool } from "pg";
import type { Window } from "../../src/sharing/evidence";
import { NOON } from "../api/gateway";
import { instant, type Giver, type MemberPolicy, type Policy, type Setting } from "./random-policy";
import type { Stage, StagedCase, StagedPerson } from "./the-stage";

type Rows = Readonly<Record<string, readonly object[]>>;

/** In the order in which they are emptied; written in the same, for none refers to a later one. */
const TABLES: Readonly<Record<string, string>> = {
  protocol_signature: "",
  protocol: "id, version, status, document",
  case_agency: "case_id, agency_id, valid_from, valid_to",
  case_assignment: "case_id, user_id, valid_from, valid_to, assigned_by",
  conflict_of_interest: "user_id, person_id, valid_from, valid_to",
  consent: `id, subject_id, given_by, capacity, decision, categories, excluded_categories, recipients, excluded_recipients,
    purposes, valid_from, valid_to, withdrawn_at, method, sought_safely, recorded_by, recorded_at`,
  competence_assessment: "person_id, outcome, assessed_at, assessed_by",
  legal_status: "person_id, code, valid_from, valid_to",
  parental_responsibility: "child_id, holder_id, valid_from, valid_to, restricted_from",
  dispensation: `case_id, subject_id, reason, categories, facts, requested_by, authorised_by, valid_from, valid_to,
    tell_family_when`,
  holder_determination: "subject_id, source_id, category, view, purpose, covert, valid_from, valid_to",
  source_release: "id, case_id, subject_id, source_id, recipient_id, category, purpose, items, valid_from, valid_to",
  court_order: "subject_id, recipients, categories, valid_from, valid_to",
  break_glass_grant: "case_id, subject_id, user_id, reason, narrative, categories, valid_from, valid_to",
  restriction: "subject_id, set_by, code, categories, exempt, valid_from, valid_to",
};
const SIGNATURE = "protocol_id, protocol_version, agency_id, signed_at";

const insert = (table: string, columns: string): string =>
  `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, doc -> '${table}');`;

/** To be called once a database, before the first `putOnFile`. */
export async function prepareForPolicies(owner: Pool): Promise<void> {
  const tables = Object.entries(TABLES);
  await owner.query(`
    CREATE TABLE law_in_full AS SELECT * FROM law;
    CREATE TABLE item_in_full AS SELECT * FROM contribution_item;
    CREATE UNIQUE INDEX ON item_in_full (person_id, id);
    CREATE FUNCTION put_on_file(doc jsonb) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
      ${tables.map(([table]) => `DELETE FROM ${table};`).join("\n")}
      ${tables.map(([table, columns]) => (columns ? insert(table, columns) : "")).join("\n")}
      ${insert("protocol_signature", SIGNATURE)}
      DELETE FROM law;
      INSERT INTO law SELECT * FROM law_in_full WHERE reason IS DISTINCT FROM doc ->> 'repealed';
      UPDATE case_file SET (authorities, opened_at, closed_at, common_level, statutory, statutory_basis,
          harm_decided_by, harm_decided_at, high_risk)
        = (SELECT authorities, opened_at, closed_at, common_level, statutory, statutory_basis,
             harm_decided_by, harm_decided_at, high_risk FROM jsonb_populate_record(NULL::case_file, doc -> 'case_file'))
        WHERE id = (doc -> 'case_file' ->> 'id')::uuid;
      UPDATE case_member m SET is_child = r.is_child, lives_with_child = r.lives_with_child,
          contact_with_child = r.contact_with_child
        FROM jsonb_populate_recordset(NULL::case_member, doc -> 'case_member') r
        WHERE m.case_id = r.case_id AND m.person_id = r.person_id;
      UPDATE contribution_item i SET restrictions = f.restrictions FROM item_in_full f
        WHERE f.person_id = i.person_id AND f.id = i.id AND f.restrictions <> i.restrictions;
      UPDATE contribution_item i SET restrictions = r.restrictions
        FROM jsonb_populate_recordset(NULL::contribution_item, doc -> 'contribution_item') r
        WHERE r.person_id = i.person_id AND r.id = i.id;
    END $$`);
  await owner.query("ANALYZE");
}

export async function putOnFile(owner: Pool, stage: Stage, setting: Setting, policy: Policy): Promise<void> {
  const doc = { ...rowsOf(stage, setting, policy), repealed: policy.repealed };
  await owner.query({ name: "put-on-file", text: "SELECT put_on_file($1::jsonb)", values: [JSON.stringify(doc)] });
}

export const caseOf = (stage: Stage, { file }: Setting): StagedCase => stage.cases[file % stage.cases.length]!;

function rowsOf(stage: Stage, setting: Setting, policy: Policy): Readonly<Record<string, object>> {
  const file = caseOf(stage, setting);
  const { user } = setting;
  const about = file.members.map((person, i) => memberRows(stage, file, person, i, policy.members[i]!, user.id));
  const all = (table: string) => about.flatMap((it) => it[table] ?? []);
  const { involved, assigned } = policy.file;
  return {
    protocol: policy.protocols.map(({ document }) => ({ ...document, document })),
    protocol_signature: policy.protocols.flatMap(({ document: { id, version }, signatures }) =>
      signatures.map(({ agency, signedAt }) => ({
        protocol_id: id,
        protocol_version: version,
        agency_id: agency,
        signed_at: instant(signedAt),
      })),
    ),
    case_agency: involved ? [{ case_id: file.id, agency_id: user.agency, ...span(involved) }] : [],
    case_assignment: assigned ? [{ case_id: file.id, user_id: user.id, assigned_by: "policy", ...span(assigned) }] : [],
    conflict_of_interest: conflictRows(file, policy, user.id),
    ...Object.fromEntries(PERSONAL.map((table) => [table, all(table)])),
    case_file: caseRow(file, policy),
    contribution_item: restrictedItems(stage, policy),
  };
}

function conflictRows(file: StagedCase, { conflict }: Policy, user: string): object[] {
  const person = conflict && file.members[conflict.member];
  return person ? [{ user_id: user, person_id: person.id, ...span(conflict) }] : [];
}

const caseRow = ({ id }: StagedCase, { file }: Policy): object => ({
  id,
  authorities: file.authorities,
  opened_at: instant(file.openedAt),
  closed_at: file.closedAt === null ? null : instant(file.closedAt),
  common_level: file.level,
  statutory: file.statutory,
  statutory_basis: file.basis,
  harm_decided_by: file.harmAt === null ? null : "gareth.mash",
  harm_decided_at: file.harmAt === null ? null : instant(file.harmAt),
  high_risk: file.highRisk,
});

/** By item; of two that the policy puts on one item the last counts. */
export const itemRestrictions = (stage: Stage, policy: Policy): ReadonlyMap<string, Policy["items"][number]> =>
  new Map(policy.items.map((it) => [stage.items[it.item % stage.items.length]!.id, it]));

function restrictedItems(stage: Stage, policy: Policy): object[] {
  return [...itemRestrictions(stage, policy).values()].map(({ item, restriction }) => {
    const { id, person } = stage.items[item % stage.items.length]!;
    return { id, person_id: person, restrictions: [restriction] };
  });
}

const PERSONAL = [
  "case_member",
  "consent",
  "competence_assessment",
  "legal_status",
  "parental_responsibility",
  "dispensation",
  "holder_determination",
  "source_release",
  "court_order",
  "break_glass_grant",
  "restriction",
];

function memberRows(
  stage: Stage,
  file: StagedCase,
  person: StagedPerson,
  i: number,
  policy: MemberPolicy,
  user: string,
): Rows {
  const about = { subject_id: person.id };
  const onCase = { ...about, case_id: file.id };
  const { isChild, lives, contact } = policy.link;
  const next = (n: number) => file.members[(i + n) % file.members.length]!.id;
  return {
    case_member: [
      {
        case_id: file.id,
        person_id: person.id,
        is_child: isChild,
        lives_with_child: lives,
        contact_with_child: contact,
      },
    ],
    consent: policy.consents.map((it, n) => ({
      ...about,
      id: consentId(i, n),
      ...giverColumns(it.giver, person.id, next),
      decision: it.decision,
      categories: it.categories,
      excluded_categories: it.excludedCategories,
      recipients: it.recipients,
      excluded_recipients: it.excludedRecipients,
      purposes: it.purposes,
      ...span(it),
      withdrawn_at: it.withdrawnAt === Infinity ? null : instant(it.withdrawnAt),
      method: "WRITTEN",
      sought_safely: it.seekedSafely,
      recorded_by: "policy",
      recorded_at: instant(NOON),
    })),
    competence_assessment: policy.competence.map(({ outcome, at }) => ({
      person_id: person.id,
      outcome,
      assessed_at: instant(at),
      assessed_by: "policy",
    })),
    legal_status: policy.legalStatus.map((it) => ({ person_id: person.id, code: it.code, ...span(it) })),
    parental_responsibility: parentsOf(file, i).map((n) => {
      const held = policy.parents[n - 1]!;
      const restricted_from = held.restrictedFrom === Infinity ? null : instant(held.restrictedFrom);
      return { child_id: person.id, holder_id: next(n), ...span(held), restricted_from };
    }),
    dispensation: policy.dispensations.map((it) => ({
      ...onCase,
      reason: it.reason,
      categories: it.categories,
      facts: "",
      requested_by: it.requestedBy,
      authorised_by: it.authorisedBy,
      ...span({ from: it.from, to: Math.min(it.to, NOON + 300 * 24 * 3_600_000) }),
      tell_family_when: "",
    })),
    holder_determination: policy.determinations.map((it) => ({
      ...about,
      source_id: it.source,
      category: it.category,
      view: it.view,
      purpose: it.purpose,
      covert: it.covert,
      ...span(it),
    })),
    source_release: policy.releases.map((it, n) => ({
      ...onCase,
      id: releaseId(i, n),
      source_id: it.source,
      recipient_id: it.recipient,
      category: it.category,
      purpose: it.purpose,
      items: it.items && itemsOf(stage, it.items),
      ...span(it),
    })),
    court_order: policy.courtOrders.map((it) => ({
      ...about,
      recipients: it.recipients,
      categories: it.categories,
      ...span(it),
    })),
    break_glass_grant: policy.breakGlass.map((it) => ({
      ...onCase,
      user_id: user,
      reason: "IMMEDIATE_DANGER",
      narrative: it.narrative,
      categories: it.categories,
      ...span(it),
    })),
    restriction: policy.restrictions.map((it) => ({
      ...about,
      set_by: "CSC",
      code: it.code,
      categories: it.categories,
      exempt: it.exempt,
      ...span(it),
    })),
  };
}

/** Known beforehand, for of two consents that say the same of one instant the rules cite one by its id. */
export const consentId = (member: number, n: number): string => `00000000-0000-4000-8000-0000000000${member}${n}`;

export const releaseId = (member: number, n: number): string => `00000000-0000-4000-8000-0000000001${member}${n}`;

export const itemsOf = (stage: Stage, places: readonly number[]): string[] =>
  places.map((it) => stage.items[it % stage.items.length]!.id);

/** The first and the second next member, where the family has so many others. */
export const parentsOf = ({ members }: StagedCase, _i: number): readonly (1 | 2)[] =>
  members.length > 2 ? [1, 2] : members.length > 1 ? [1] : [];

function giverColumns(giver: Giver, subject: string, next: (n: number) => string): object {
  switch (giver) {
    case "SELF":
      return { given_by: subject, capacity: "SELF" };
    case "LA":
      return { given_by: null, capacity: "LA_WITH_PR" };
    case "DEPUTY":
      return { given_by: null, capacity: "DEPUTY" };
    default:
      return { given_by: next(giver), capacity: "PR_HOLDER" };
  }
}

const span = ({ from, to }: Window) => ({
  valid_from: instant(from),
  valid_to: to === Infinity ? null : instant(to),
});
