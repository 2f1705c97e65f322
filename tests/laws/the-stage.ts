/**
 * What the laws are tried on: the five demonstration families as PostgreSQL holds them, and the fields as the committed
 * schema declares them. Policies change; this stays. Read here by statements of its own and from the schema's text, so
 * that no law rests on the repositories, the catalogue or the plan that it is about.
 */
import fs from "node:fs";
import path from "node:path";
import { Kind, parse, valueFromASTUntyped, type ObjectTypeDefinitionNode } from "graphql";
import type { Pool } from "pg";
import { PARTNERS } from "../../src/partners";
import type { Party } from "../../src/sharing/evidence";
import type { ItemRestriction } from "../../src/sharing/items";
import type { AgencyKind, Category, MinimumLevel, Mode } from "../../src/sharing/vocabulary";

export interface StagedAgency extends Party {
  readonly authority: string | null;
  readonly categories: ReadonlySet<string>;
}

export interface StagedPerson {
  readonly id: string;
  readonly birthDate: string | null;
  /** The hub's number, which every agency may use. */
  readonly number: string;
}

export interface StagedCase {
  readonly id: string;
  readonly reference: string;
  readonly owner: string;
  readonly members: readonly StagedPerson[];
}

export interface StagedItem {
  readonly id: string;
  readonly person: string;
  readonly agency: string;
  readonly category: string;
  readonly field: string;
  readonly body: Record<string, unknown>;
  readonly occurredOn: string | null;
  readonly restrictions: readonly ItemRestriction[];
}

export interface Stage {
  readonly agencies: ReadonlyMap<string, StagedAgency>;
  readonly cases: readonly StagedCase[];
  readonly items: readonly StagedItem[];
}

export async function readStage(owner: Pool): Promise<Stage> {
  const rows = async <T>(sql: string): Promise<T[]> =>
    (await owner.query<{ rows: T[] | null }>(`SELECT json_agg(it) AS rows FROM (${sql}) it`)).rows[0]!.rows ?? [];
  const agencies = await rows<StagedAgency & { categories: string[] }>(
    `SELECT id, kind, authority, listed_in_16la AS "listedIn16LA", public_authority AS "publicAuthority", categories
     FROM agency ORDER BY id`,
  );
  return {
    agencies: new Map(agencies.map((it) => [it.id, { ...it, categories: new Set(it.categories) }])),
    cases: await rows<StagedCase>(
      `SELECT id, reference, owner_id AS owner, (SELECT json_agg(json_build_object('id', p.id, 'birthDate', p.birth_date,
          'number', (SELECT value FROM person_identifier i WHERE i.person_id = p.id AND system = 'LOCAL_ID' AND value LIKE 'HUB:%'))
        ORDER BY m.linked_at, p.id) FROM case_member m JOIN person p ON p.id = m.person_id WHERE m.case_id = c.id) AS members
       FROM case_file c ORDER BY reference`,
    ),
    items: await rows<StagedItem>(
      `SELECT id, person_id AS person, agency_id AS agency, category, field, body, occurred_on AS "occurredOn", restrictions
       FROM contribution_item WHERE superseded_at IS NULL ORDER BY agency_id, source_ref, person_id, field`,
    ),
  };
}

/** A field with `@shared` in the committed schema. */
export interface DeclaredField {
  readonly type: string;
  /** The member's field it stands below, such as `health`, and the kinds of agency that answer there. */
  readonly below: string;
  readonly kinds: readonly AgencyKind[];
  readonly name: string;
  readonly category: Category;
  readonly mode: Mode;
  readonly minimumLevel: MinimumLevel | undefined;
  readonly manual: boolean;
  /** The field whose items it reads. */
  readonly stored: string;
}

const SCHEMA = parse(fs.readFileSync(path.join(__dirname, "../../schema/schema.graphql"), "utf8"));

const toLevel = (said: string): MinimumLevel => (said === "3s" ? said : (Number(said) as MinimumLevel));

export const FIELDS: readonly DeclaredField[] = PARTNERS.flatMap(({ field: below, kinds, contribution }) => {
  const type = SCHEMA.definitions.find(
    (it): it is ObjectTypeDefinitionNode =>
      it.kind === Kind.OBJECT_TYPE_DEFINITION && it.name.value === contribution.name,
  )!;
  return (type.fields ?? []).flatMap((field): DeclaredField[] => {
    const shared = field.directives?.find((it) => it.name.value === "shared");
    if (!shared) return [];
    const said = Object.fromEntries(
      (shared.arguments ?? []).map((it) => [it.name.value, valueFromASTUntyped(it.value) as string]),
    );
    const existence = said["existence"] === "true";
    return [
      {
        type: contribution.name,
        below,
        kinds,
        name: field.name.value,
        category: said["category"] as Category,
        mode: existence ? "EXISTENCE" : "CONTENT",
        minimumLevel: said["minimumLevel"] === undefined ? undefined : toLevel(said["minimumLevel"]),
        manual: said["manual"] === "true",
        stored: existence ? "involvements" : field.name.value,
      },
    ];
  });
});
