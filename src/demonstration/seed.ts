/**
 * Puts people, cases, evidence and protocols into an empty database; what the agencies hold comes in after, by the way
 * that every contribution takes (`stage.ts`). The caller opens the one transaction that all of it belongs to, and says
 * what the time is. Ids are made here, so that no statement's answer has to be read.
 */
import { createHash } from "node:crypto";
import { londonDate, londonInstant } from "../people/london-time";
import { AGENCIES, FAMILIES, LEVEL_MAPPINGS, PROTOCOLS, USERS } from "./index";
import type {
  Days,
  DemonstrationCase,
  DemonstrationConsent,
  DemonstrationFamily,
  DemonstrationUser,
  PersonKey,
} from "./family";

export type Query = (sql: string, values: unknown[]) => Promise<unknown>;

interface Seeding {
  readonly insert: (table: string, row: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly idOf: (key: PersonKey) => string;
  /** The first instant of the day that is so many days from the day of the start. */
  readonly day: (days: Days) => Date;
}

const RECORDED_BY = "demonstration";

/** The same on every machine, so that what the documentation shows can be pasted. */
const fixedId = (name: string): string =>
  createHash("sha256")
    .update(`demonstration ${name}`)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
const instant = (date: string): Date => new Date(londonInstant(date));
/** By which every item finds its person, whatever other identifiers the person has. */
export const localId = (key: PersonKey): string => `HUB:${key.replaceAll("/", ".")}`;

/** @param at milliseconds since the epoch: the day that the stories' days are counted from */
export async function seedDemonstration(query: Query, at: number): Promise<void> {
  const seeding = prepare(query, at);
  await seedAgencies(seeding);
  await seedUsers(seeding);
  await seedLevelMappings(seeding);
  await seedProtocols(seeding);
  for (const family of FAMILIES) {
    await seedPeople(seeding, family);
    await seedParentalResponsibility(seeding, family);
    await seedLegalStatus(seeding, family);
    await seedCases(seeding, family);
    await seedConflicts(seeding, family);
    await seedConsents(seeding, family, await seedCompetence(seeding, family));
    await seedRestrictions(seeding, family);
    await seedDeterminations(seeding, family);
  }
}

function prepare(query: Query, at: number): Seeding {
  const ids = new Map(FAMILIES.flatMap((family) => family.people.map((it) => [it.key, fixedId(it.key)] as const)));
  return {
    insert: (table, row) => {
      const columns = Object.keys(row);
      const places = columns.map((_, i) => `$${i + 1}`);
      const sql = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places.join(", ")})`;
      return query(sql, Object.values(row));
    },
    idOf: (key) => {
      const id = ids.get(key);
      if (!id) throw new Error(`demonstration: nobody has the key ${key}`);
      return id;
    },
    day: (days) => instant(londonDate(at + days * 24 * 60 * 60 * 1000)),
  };
}

async function seedAgencies({ insert }: Seeding): Promise<void> {
  for (const it of AGENCIES) {
    await insert("agency", {
      id: it.id,
      name: it.name,
      kind: it.kind,
      authority: it.authority ?? null,
      categories: it.categories,
      listed_in_16la: it.listedIn16LA ?? true,
      public_authority: it.publicAuthority ?? true,
      safeguarding_contact: it.safeguardingContact,
    });
  }
}

const managersFirst = (a: DemonstrationUser, b: DemonstrationUser): number =>
  Number(a.manager !== undefined) - Number(b.manager !== undefined);

async function seedUsers({ insert }: Seeding): Promise<void> {
  // whoever manages somebody is on file before them
  for (const { id, agency, name, roles, manager = null } of [...USERS].sort(managersFirst)) {
    await insert("app_user", { id, agency_id: agency, display_name: name, roles, manager_id: manager });
    await insert("contact_point", { agency_id: agency, user_id: id, channel: "EMAIL", address: `${id}@example.org` });
  }
}

async function seedLevelMappings({ insert }: Seeding): Promise<void> {
  for (const { authority, localTier, common, statutory, effectiveFrom } of LEVEL_MAPPINGS) {
    await insert("level_mapping", {
      authority,
      local_tier: localTier,
      common_level: common,
      statutory,
      effective_from: effectiveFrom,
    });
  }
}

async function seedProtocols({ insert }: Seeding): Promise<void> {
  for (const protocol of PROTOCOLS) {
    const { id, version, status, signed, frm } = protocol;
    await insert("protocol", { id, version, status, document: JSON.stringify(protocol) });
    for (const agency of signed) {
      await insert("protocol_signature", {
        protocol_id: id,
        protocol_version: version,
        agency_id: agency,
        signed_at: instant(frm),
      });
    }
  }
}

async function seedPeople({ insert, idOf }: Seeding, family: DemonstrationFamily): Promise<void> {
  for (const { key, name, birthDate, identifiers = [] } of family.people) {
    await insert("person", { id: idOf(key), name, birth_date: birthDate ?? null });
    for (const { system, value, confidence = 1 } of [
      ...identifiers,
      { system: "LOCAL_ID", value: localId(key), confidence: 1 },
    ]) {
      await insert("person_identifier", { system, value, person_id: idOf(key), confidence });
    }
  }
  for (const [person, kind, other] of family.relationships) {
    await insert("relationship", { person_id: idOf(person), related_id: idOf(other), kind });
  }
}

/** From the child's birth, for want of a better day; where it is restricted it always was. */
async function seedParentalResponsibility({ insert, idOf }: Seeding, family: DemonstrationFamily): Promise<void> {
  const birthDates = new Map(family.people.map((it) => [it.key, it.birthDate]));
  for (const { child, holder, restricted } of family.parentalResponsibility) {
    const from = instant(birthDates.get(child) ?? "2000-01-01");
    await insert("parental_responsibility", {
      child_id: idOf(child),
      holder_id: idOf(holder),
      valid_from: from,
      restricted_from: restricted ? from : null,
    });
  }
}

async function seedLegalStatus({ insert, idOf }: Seeding, family: DemonstrationFamily): Promise<void> {
  for (const { person, code, from } of family.legalStatus ?? []) {
    await insert("legal_status", { person_id: idOf(person), code, valid_from: instant(from) });
  }
}

/** @returns the id of each person's assessment */
async function seedCompetence({ insert, idOf }: Seeding, family: DemonstrationFamily): Promise<Map<PersonKey, string>> {
  const assessments = new Map<PersonKey, string>();
  for (const { person, outcome, on } of family.competence ?? []) {
    const id = fixedId(`competence ${person}`);
    assessments.set(person, id);
    await insert("competence_assessment", {
      id,
      person_id: idOf(person),
      outcome,
      assessed_at: instant(on),
      assessed_by: RECORDED_BY,
    });
  }
  return assessments;
}

async function seedCases(seeding: Seeding, family: DemonstrationFamily): Promise<void> {
  for (const it of family.cases) {
    const id = fixedId(`case ${it.reference}`);
    await seeding.insert("case_file", {
      id,
      reference: it.reference,
      owner_id: it.owner,
      authorities: it.authorities,
      opened_at: instant(it.openedOn),
      opened_by: RECORDED_BY,
      local_tier: it.localTier,
      common_level: it.level,
      statutory: it.statutory,
      statutory_basis: it.statutoryBasis ?? null,
      high_risk: it.highRisk ?? false,
    });
    await seedMembers(seeding, id, it);
    await seedThoseInvolved(seeding, id, it);
  }
}

/** A second apart, because a record lists them in the order in which they were linked. */
async function seedMembers({ insert, idOf }: Seeding, caseId: string, it: DemonstrationCase): Promise<void> {
  const opened = londonInstant(it.openedOn);
  for (const [i, member] of it.members.entries()) {
    await insert("case_member", {
      case_id: caseId,
      person_id: idOf(member.person),
      relationship: member.relationship,
      is_child: member.isChild ?? false,
      lives_with_child: member.inHousehold ?? false,
      contact_with_child: member.contactWithChild ?? false,
      reason: member.reason,
      linked_by: RECORDED_BY,
      linked_at: new Date(opened + i * 1000),
    });
  }
}

async function seedThoseInvolved({ insert }: Seeding, caseId: string, it: DemonstrationCase): Promise<void> {
  const from = { case_id: caseId, valid_from: instant(it.openedOn) };
  for (const agency of it.agencies) await insert("case_agency", { ...from, agency_id: agency });
  for (const user of it.users) await insert("case_assignment", { ...from, user_id: user, assigned_by: RECORDED_BY });
}

async function seedConflicts({ insert, idOf, day }: Seeding, family: DemonstrationFamily): Promise<void> {
  for (const { user, person } of family.conflicts ?? []) {
    await insert("conflict_of_interest", { user_id: user, person_id: idOf(person), valid_from: day(-30) });
  }
}

async function seedConsents(
  { insert, idOf, day }: Seeding,
  family: DemonstrationFamily,
  assessments: ReadonlyMap<PersonKey, string>,
): Promise<void> {
  for (const it of family.consents) {
    await insert("consent", {
      subject_id: idOf(it.subject),
      given_by: it.givenBy === "LA" ? null : idOf(it.givenBy),
      capacity: capacityOf(it),
      decision: it.decision,
      categories: it.categories,
      excluded_categories: it.excludedCategories ?? [],
      recipients: it.recipients,
      purposes: it.purposes,
      valid_from: day(it.from),
      valid_to: day(it.to),
      method: it.method,
      competence_assessment_id: it.givenBy === it.subject ? (assessments.get(it.subject) ?? null) : null,
      sought_safely: true,
      recorded_by: RECORDED_BY,
      recorded_at: day(it.from),
    });
  }
}

function capacityOf({ givenBy, subject }: DemonstrationConsent): "SELF" | "PR_HOLDER" | "LA_WITH_PR" {
  if (givenBy === "LA") return "LA_WITH_PR";
  return givenBy === subject ? "SELF" : "PR_HOLDER";
}

async function seedRestrictions({ insert, idOf }: Seeding, family: DemonstrationFamily): Promise<void> {
  for (const { subject, setBy, code, categories = ["*"], from } of family.restrictions ?? []) {
    const row = { subject_id: idOf(subject), set_by: setBy, code, categories, valid_from: instant(from) };
    await insert("restriction", row);
  }
}

async function seedDeterminations({ insert, idOf }: Seeding, family: DemonstrationFamily): Promise<void> {
  for (const { subject, source, category, view, purpose, covert, from } of family.determinations ?? []) {
    await insert("holder_determination", {
      subject_id: idOf(subject),
      source_id: source,
      category,
      view,
      purpose: purpose ?? null,
      covert: covert ?? false,
      valid_from: instant(from),
    });
  }
}
