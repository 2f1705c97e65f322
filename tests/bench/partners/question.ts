/**
 * What is asked and of whom: the five kinds of hosted agency of the other bench, and three agencies with systems of
 * their own. One table makes the question to the gateway, the one to the engines, the partners' SDL and their data.
 */
import { nested, SELECTION, type Selected } from "../query";
import type { AgencyKind, Category } from "../../../src/sharing/vocabulary";

const one = (category: Category, ...values: string[]): Selected => ({ list: false, category, held: 1, values });
const many = (category: Category, ...values: string[]): Selected => ({ list: true, category, held: 1, values });
const events = (category: Category, ...values: string[]): Selected => ({ list: true, category, held: 3, values });

interface Remote {
  readonly agency: string;
  readonly kind: AgencyKind;
  readonly fields: Readonly<Record<string, Selected>>;
}

/** By the field of a member. */
export const REMOTES: Readonly<Record<string, Remote>> = {
  probation: {
    agency: "B05-PROBATION",
    kind: "PROBATION",
    fields: {
      supervision: one("offender-management", "status", "startedOn", "endsOn", "office"),
      officer: one("involvement", "name", "role", "email"),
      registrations: many("offender-management", "code", "description", "reviewOn"),
      risks: many("offender-management", "overall", "toChildren", "toPublic", "toKnownAdult"),
      conditions: events("offender-management", "code", "description", "startedOn"),
    },
  },
  youthJustice: {
    agency: "B05-YJS",
    kind: "YJS",
    fields: {
      worker: one("involvement", "name", "role"),
      orders: many("offender-management", "type", "fromDate", "toDate"),
      assessments: many("offender-management", "harm", "safety", "reoffending"),
      needs: many("substance-misuse", "identified", "referredOn", "detail"),
      contacts: events("offender-management", "kind", "attended", "note"),
    },
  },
  adultCare: {
    agency: "B05-ASC",
    kind: "ASC",
    fields: {
      person: one("demographics", "localNumber", "language", "communication"),
      worker: one("involvement", "name", "role", "team"),
      assessments: many("adult-social-care", "assessedOn", "outcome", "eligible"),
      plans: many("adult-social-care", "plan", "startedOn", "reviewOn"),
      contacts: events("adult-social-care", "contactedOn", "source", "outcome"),
    },
  },
};

export const HOSTED = SELECTION;
export type Fields = Readonly<Record<string, Selected>>;
export const CONTRIBUTIONS: ReadonlyMap<string, Fields> = new Map([
  ...Object.entries(HOSTED),
  ...Object.entries(REMOTES).map(([name, { fields }]) => [name, fields] as const),
]);

const selectionOf = (values: readonly string[]): string =>
  [...nested(values)].map(([head, rest]) => (rest.length > 0 ? `${head} { ${rest.join(" ")} }` : head)).join(" ");

const contribution = (name: string, fields: Fields, from: string, more = ""): string =>
  `${name} { ${more}${Object.entries(fields)
    .map(([field, { values }]) => `${field} { ${selectionOf(values)} ${from} }`)
    .join(" ")} }`;

const SHOWN = "provenance { occurredOn nature }";
const members = (contributions: readonly string[]): string =>
  `members { name relationship ${contributions.join("\n")} }`;

/** @param more below each contribution, such as what was decided */
export const gatewayQuestion = (more = ""): string =>
  `query Record($id: ID!) { familyRecord(caseId: $id, purpose: MASH_SCREENING) { ${members(
    [...CONTRIBUTIONS].map(([name, fields]) => contribution(name, fields, SHOWN, more)),
  )} } }`;

/** In the graph that engines join, a partner's own item says itself where it comes from. */
export const ENGINE_QUESTION = `query Record($id: ID!) { familyRecord(caseId: $id) { ${members([
  ...Object.entries(HOSTED).map(([name, fields]) => contribution(name, fields, SHOWN)),
  ...Object.entries(REMOTES).map(([name, { fields }]) => contribution(name, fields, "occurredOn nature")),
])} } }`;

const capital = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

/** As the partner would register it. */
export function remoteSdl(name: string): string {
  const type = capital(name);
  const { fields } = REMOTES[name]!;
  const declared = Object.entries(fields).map(([field, { list, category }]) => {
    const item = `${type}${capital(field)}`;
    return `  ${field}: ${list ? `[${item}!]` : item} @shared(category: "${category}")`;
  });
  const items = Object.entries(fields).map(
    ([field, { values }]) =>
      `type ${type}${capital(field)} { ${values.map((it) => `${it}: String`).join(" ")} occurredOn: LocalDate nature: Nature sourceRef: ID }`,
  );
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
directive @shared(category: String!, minimumLevel: String, manual: String) on FIELD_DEFINITION
scalar LocalDate
enum Nature { FACT OPINION ALLEGATION }
type FamilyMember @key(fields: "id") {
  id: ID!
  ${name}: ${type}Contribution
}
type ${type}Contribution {
${declared.join("\n")}
}
${items.join("\n")}
`;
}

/** As a subgraph over this hub's store: the same names, leaves as they are stored. */
export function hostedSdl(name: string): string {
  const type = capital(name);
  const types: string[] = [];
  const declared = Object.entries(HOSTED[name as keyof typeof HOSTED]).map(([field, { list, values }]) => {
    const item = `${type}${capital(field)}`;
    const own = [...nested(values)].map(([head, rest]) => {
      if (rest.length === 0) return `${head}: Value`;
      types.push(`type ${item}${capital(head)} { ${rest.map((it) => `${it}: Value`).join(" ")} }`);
      return `${head}: ${item}${capital(head)}`;
    });
    types.push(`type ${item} { ${own.join(" ")} provenance: ${type}Provenance }`);
    return `${field}: ${list ? `[${item}!]` : item}`;
  });
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
scalar Value
type FamilyMember @key(fields: "id") { id: ID! ${name}: [${type}Contribution!] }
type ${type}Contribution { ${declared.join(" ")} }
type ${type}Provenance { occurredOn: String nature: String }
${types.join("\n")}
`;
}

/** Who is in the family: what the engines need of the hub itself. */
export const HUB_SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
type Query { familyRecord(caseId: ID!): FamilyRecord }
type FamilyRecord { members: [FamilyMember!] }
type FamilyMember @key(fields: "id") { id: ID! name: String relationship: String }
`;

/** What a partner holds of anybody: the same in size for all. */
export const heldBy = (name: string): object =>
  Object.fromEntries(
    Object.entries(REMOTES[name]!.fields).map(([field, { list, held, values }]) => {
      const items = Array.from({ length: held }, (_, i) => ({
        ...Object.fromEntries(values.map((it) => [it, `${field} ${it} as ${name} wrote it down`])),
        occurredOn: `2026-0${9 - i}-12`,
        nature: "FACT",
        sourceRef: `${field}-${i}`,
      }));
      return [field, list ? items : items[0]!];
    }),
  );

/** By the name of a member: what an answer says of them, without what is not there, however that is written. */
export function factsIn(answer: string): unknown {
  const { data } = JSON.parse(answer) as { data: { familyRecord: { members: object[] } | null } | null };
  if (!data?.familyRecord) throw new Error(answer.slice(0, 2_000));
  return withoutNothing(data.familyRecord.members);
}

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(withoutNothing).filter((it) => it !== undefined);
    return list.length > 0 ? list : undefined;
  }
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const entries = Object.entries(value as Record<string, unknown>).flatMap(([name, it]): [string, unknown][] => {
    // a partner's contribution stands alone, or as the one of a list
    const inner = name in REMOTES && Array.isArray(it) ? (it[0] as unknown) : it;
    if (name === "provenance") return Object.entries(inner as object);
    const left = withoutNothing(inner);
    return left === undefined ? [] : [[name, left]];
  });
  return entries.length > 0 ? Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) : undefined;
}
