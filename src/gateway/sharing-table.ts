/** The table that a governance reviewer reads, `schema/sharing.md`: what every field says it is, and what is open. */
import {
  isInterfaceType,
  isObjectType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import { isHighlyRestricted } from "../sharing/consent";
import { stricter } from "../sharing/levels";
import { CATEGORIES, type Category, type MinimumLevel, type Sensitivity } from "../sharing/vocabulary";
import type { Catalogue, ContributionType, SharedField } from "./catalogue";

type TypeWithFields = GraphQLObjectType | GraphQLInterfaceType;

const SENSITIVITIES: Readonly<Record<Sensitivity, string>> = {
  O: "ordinary",
  C: "confidential",
  SC: "special category (UK GDPR Article 9)",
  CR: "criminal offence (UK GDPR Article 10)",
  HR: "highly restricted",
};

const INTRODUCTION = `# What is shared, field by field

Written by \`npm run schema\` from the fields' own declarations; a test fails where the two differ. Do not edit.

A field says what it holds. Who may see it is not written here: that is decided for each caller, role, purpose, case
and person, from the protocols in force, the consents on file and the law, before anything is fetched. This page is for
checking that every field stands under the right category and is as strict as it should be.

An agency with a system of its own declares its fields when it is registered. They are not here: \`changes\` of its
registration tells them (docs/guides/governance-reviewers.md).

## How to read the tables

- **Category**: the kind of information. A protocol or a consent names categories, never fields.
- **Sensitivity**:
${Object.entries(SENSITIVITIES)
  .map(([letters, words]) => `  - ${letters}: ${words}`)
  .join("\n")}
- **Level**: the lowest common level of need, 1 to 4, at which the field can be shared by default. \`3s\` is level 3 with
  a statutory basis (Children Act 1989 s.17). A protocol may set another level for a category; a field that is stricter
  than its category stays so, and is marked with *.
- **Location**: parts that place the person. They are left out where a refuge must stay secret.
- **Third party**: parts that name or point at somebody else who told.
- **Narrative**: the account in words. Roles that see only that something happened, and when, do not get it.
- **Mode**: CONTENT is the record itself; EXISTENCE says only whether anybody is involved. *By hand* is released by the
  source's own decision alone; break-glass opens it only where the whole category is HR and a protocol allows that.
`;

/** @returns Markdown; the same text for the same schema */
export function sharingTable(schema: GraphQLSchema, catalogue: Catalogue): string {
  return [
    INTRODUCTION,
    ...catalogue.contributions.map(contributionSection),
    categorySection(catalogue),
    followingSection(schema),
    openSection(schema),
  ].join("\n");
}

function contributionSection({ partner, type, fields }: ContributionType): string {
  return `## ${type.name} (\`${partner.field}\`)

${type.description ?? ""} Contributed by agencies of the kind ${partner.kinds.join(", ")}.

${table(
  ["Field", "Category", "Sensitivity", "Level", "Location", "Third party", "Narrative", "Mode"],
  [...fields.values()].map(fieldRow),
)}`;
}

function fieldRow(field: SharedField): string[] {
  const { location, thirdParty, narrative } = field.elements;
  const { sensitivity, location: placed } = CATEGORIES[field.category];
  return [
    code(field.name),
    code(field.category),
    sensitivity,
    level(field),
    placed === "WHOLLY" ? "all of it" : codes(location),
    codes(thirdParty),
    codes(narrative),
    isByHand(field) ? `${field.mode}, by hand` : field.mode,
  ];
}

function level({ category, minimumLevel }: SharedField): string {
  const byCategory: MinimumLevel = CATEGORIES[category].minimumLevel;
  return minimumLevel ? `${stricter(byCategory, minimumLevel)}*` : `${byCategory}`;
}

const isByHand = ({ manual, category }: SharedField): boolean => manual || isHighlyRestricted(category);

/** In the vocabulary's own order, those without a field too: that nothing stands under them is worth knowing. */
function categorySection({ contributions }: Catalogue): string {
  const fields = contributions.flatMap((it) => [...it.fields.values()]);
  const rows = (Object.keys(CATEGORIES) as Category[]).map((category) => {
    const { title, sensitivity, minimumLevel, existenceSensitive } = CATEGORIES[category];
    const count = fields.filter((it) => it.category === category).length;
    return [code(category), title, sensitivity, `${minimumLevel}`, existenceSensitive ? "yes" : "", `${count}`];
  });
  return `## The categories

That anything is held at all can itself say too much; the fifth column marks where.

${table(["Category", "What it is", "Sensitivity", "Level", "Existence is sensitive", "Fields"], rows)}`;
}

function followingSection(schema: GraphQLSchema): string {
  const lines = typesOf(schema).flatMap((type) => fieldLine(type, (it) => it["decidedByItem"] === true));
  return `## Fields that follow an item

These repeat what a released item says, and show nothing unless that item was released to the caller.

${lines.join("\n")}
`;
}

function openSection(schema: GraphQLSchema): string {
  const types = typesOf(schema);
  const reasons = new Set(types.flatMap((type) => ownFields(type).flatMap((it) => openReason(it.extensions) ?? [])));
  const sections = [...reasons].sort().map((reason) => {
    const lines = types.flatMap((type) => fieldLine(type, (it) => openReason(it) === reason));
    return `### ${reason}\n\n${lines.join("\n")}\n`;
  });
  return `## Open fields

These hold no agency's data about a person, or stand on something that was decided already. Every signed-in caller who
gets as far as the object sees them. Each states why, and they are grouped by that reason. What an interface declares
holds for every type that implements it, and is listed once.

${sections.join("\n")}`;
}

const openReason = (extensions: Readonly<Record<string, unknown>>): string | undefined =>
  extensions["open"] as string | undefined;

const typesOf = (schema: GraphQLSchema): TypeWithFields[] =>
  Object.values(schema.getTypeMap())
    .filter((it): it is TypeWithFields => isObjectType(it) || isInterfaceType(it))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Without those that an interface of the type declares already. */
const ownFields = (type: TypeWithFields) =>
  Object.values(type.getFields()).filter(
    (field) =>
      !type.getInterfaces().some((it) => openReason(it.getFields()[field.name]?.extensions ?? {}) !== undefined),
  );

function fieldLine(
  type: TypeWithFields,
  belongs: (extensions: Readonly<Record<string, unknown>>) => boolean,
): string[] {
  const names = ownFields(type)
    .filter((it) => belongs(it.extensions))
    .map((it) => code(it.name));
  return names.length > 0 ? [`- **${type.name}**: ${names.join(", ")}`] : [];
}

const code = (text: string): string => `\`${text}\``;
const codes = (list: readonly string[]): string => list.map(code).join(", ");

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((it) => `| ${it.join(" | ")} |`).join("\n") + "\n";
