/** The fields of the contribution: each says what it holds, can be null, and takes no arguments. */
import { Kind, print, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from "graphql";
import type { SharedDeclaration } from "../../gateway/declare";
import { rank } from "../../sharing/levels";
import { CATEGORIES, isCategory, type Category, type MinimumLevel } from "../../sharing/vocabulary";
import { didYouMean } from "./did-you-mean";
import { argumentOf, directiveOn, writtenArgument } from "./directive-arguments";
import { GIVEN_TO_CONTRIBUTIONS, MOST_FIELDS } from "./profile";
import { fieldsOf, nullable, isOfEveryObject } from "./reading";
import type { SdlFaults } from "./sdl-faults";

const LEVELS: ReadonlyMap<unknown, MinimumLevel> = new Map<unknown, MinimumLevel>([
  ["1", 1],
  ["2", 2],
  ["3", 3],
  ["3s", "3s"],
  ["4", 4],
]);

/** What each field declares; a field that declares nothing usable is not among them. */
export function checkContribution(
  type: ObjectTypeDefinitionNode,
  faults: SdlFaults,
): ReadonlyMap<string, SharedDeclaration> {
  const declarations = new Map<string, SharedDeclaration>();
  if (fieldsOf(type).length > MOST_FIELDS)
    faults.add(
      "TOO_MANY",
      type,
      `${type.name.value} has ${fieldsOf(type).length} fields; group them: at most ${MOST_FIELDS}`,
    );
  for (const field of fieldsOf(type)) {
    const path = `${type.name.value}.${field.name.value}`;
    if (GIVEN_TO_CONTRIBUTIONS.has(field.name.value))
      faults.add("RESERVED_NAME", field, `${path}: every contribution has this from the gateway; use another name`);
    if (field.type.kind === Kind.NON_NULL_TYPE)
      faults.add("NON_NULL", field.type, `${path}: remove the last "!" of ${print(field.type)}`);
    checkShape(field, path, faults);
    const declaration = declared(field, path, faults);
    if (declaration) declarations.set(field.name.value, declaration);
  }
  return declarations;
}

/** What holds for a field at any level. */
export function checkShape(field: FieldDefinitionNode, path: string, faults: SdlFaults): void {
  if (field.name.value.startsWith("_")) faults.add("RESERVED_NAME", field, `${path}: a name does not begin with _`);
  if (isOfEveryObject(field.name.value))
    faults.add("RESERVED_NAME", field, `${path}: programs call something of their own by this name; use another`);
  if (field.arguments?.length) faults.add("ARGUMENTS", field.arguments[0]!, `${path}: remove its arguments`);
  const value = nullable(field.type);
  if (value.kind === Kind.LIST_TYPE && nullable(value.type).kind === Kind.LIST_TYPE)
    faults.add("LIST_OF_LISTS", field.type, `${path}: write an object type for the inner list`);
}

function declared(field: FieldDefinitionNode, path: string, faults: SdlFaults): SharedDeclaration | null {
  const shared = directiveOn(field, "shared");
  if (!shared) {
    faults.add(
      "UNCLASSIFIED",
      field,
      `${path}: add @shared(category: "…"), one of ${Object.keys(CATEGORIES).join(", ")}`,
    );
    return null;
  }
  const category = argumentOf(shared, "category");
  const written = writtenArgument(shared, "category");
  if (typeof category !== "string" || !isCategory(category)) {
    // a category that is missing altogether is reported with the directive's arguments
    if (category !== undefined)
      faults.add(
        "UNKNOWN_CATEGORY",
        shared,
        `${path}: ${written || "that"} is no category${didYouMean(written, Object.keys(CATEGORIES))}`,
      );
    return null;
  }
  if (argumentOf(shared, "existence") !== undefined) faults.add("EXISTENCE", shared, `${path}: remove existence`);
  const manual = argumentOf(shared, "manual") ?? "false";
  if (manual !== "true" && manual !== "false")
    faults.add("WRONG_MANUAL", shared, `${path}: write manual: "true", in quotation marks, or leave it out`);
  const minimumLevel = levelOf(argumentOf(shared, "minimumLevel"), category, () =>
    faults.add(
      "WRONG_LEVEL",
      shared,
      `${path}: minimumLevel is one of "1" "2" "3" "3s" "4", in quotation marks, and for ${category} not below "${CATEGORIES[category].minimumLevel}"`,
    ),
  );
  return {
    category,
    ...(minimumLevel !== undefined && { minimumLevel }),
    ...(manual === "true" && { manual: true }),
  };
}

function levelOf(said: unknown, category: Category, fault: () => void): MinimumLevel | undefined {
  if (said === undefined) return undefined;
  const level = LEVELS.get(said);
  if (level === undefined || rank(level) < rank(CATEGORIES[category].minimumLevel)) fault();
  return level;
}
