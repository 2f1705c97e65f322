/** What lies below a contribution's fields: the partner's own types, to a last level, with nothing that leads out. */
import { Kind, print, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from "graphql";
import { PROVENANCE_FIELDS, type ProvenanceField } from "./accepted-partner";
import { checkShape } from "./contribution-fields";
import { didYouMean } from "./did-you-mean";
import { argumentOf, directiveOn, writtenArgument } from "./directive-arguments";
import { BUILT_IN_SCALARS, ELEMENTS, GIVEN_TO_ITEMS, MOST_PATHS, MOST_LEVELS, PEOPLE } from "./profile";
import { fieldsOf, namedType, type Reading } from "./reading";
import type { SdlFaults } from "./sdl-faults";
import type { Names } from "./surroundings";

/** The types that a conventional field may have; anything else by that name would be shown as what it is not. */
const PROVENANCE_TYPES: Readonly<Record<ProvenanceField, readonly string[]>> = {
  occurredOn: ["LocalDate"],
  recordedAt: ["DateTimeISO"],
  nature: ["Nature"],
  authorRole: ["String"],
  sourceRef: ["String", "ID"],
};
export const isProvenance = (name: string): name is ProvenanceField =>
  (PROVENANCE_FIELDS as readonly string[]).includes(name);

export function checkBelow(
  reading: Reading,
  contribution: ObjectTypeDefinitionNode | null,
  names: Names,
  faults: SdlFaults,
): void {
  for (const type of reading.objects.values()) {
    if (fieldsOf(type).length === 0) faults.add("EMPTY_TYPE", type, `${type.name.value}: give it a field or remove it`);
    for (const field of fieldsOf(type)) {
      checkReference(field, `${type.name.value}.${field.name.value}`, reading, names, faults);
      if (type !== contribution) checkField(type, field, faults);
    }
  }
  if (!contribution) return;
  checkItemTypes(contribution, reading, faults);
  const reached = walk(contribution, reading, faults);
  const paths = pathsBelow(contribution, reading, new Map());
  if (paths > MOST_PATHS) faults.add("TOO_MANY", contribution, `${paths} fields in all; at most ${MOST_PATHS}`);
  for (const it of [...reading.objects.values(), ...reading.enums.values()])
    if (!reached.has(it.name.value) && !names.enums.has(it.name.value))
      faults.add("UNUSED_TYPE", it, `${it.name.value}: no field of the contribution leads to it; remove it`);
}

function checkField(type: ObjectTypeDefinitionNode, field: FieldDefinitionNode, faults: SdlFaults): void {
  const name = field.name.value;
  const path = `${type.name.value}.${name}`;
  if (GIVEN_TO_ITEMS.has(name))
    faults.add(
      "RESERVED_NAME",
      field,
      `${path}: every item has this from the gateway; your own reference is sourceRef`,
    );
  checkShape(field, path, faults);
  const element = directiveOn(field, "element");
  if (element) {
    const is = argumentOf(element, "is");
    if (is !== undefined && !(ELEMENTS as readonly unknown[]).includes(is))
      faults.add(
        "UNKNOWN_ELEMENT",
        element,
        `${path}: write is: ${ELEMENTS.map((it) => `"${it}"`).join(" or ")}${didYouMean(writtenArgument(element, "is"), ELEMENTS)}`,
      );
    if (field.type.kind === Kind.NON_NULL_TYPE)
      faults.add("NON_NULL", field.type, `${path}: an element may be taken out, so remove the last "!"`);
  }
  if (isProvenance(name)) {
    const allowed = PROVENANCE_TYPES[name];
    if (!allowed.includes(print(field.type).replace(/!$/, "")))
      faults.add("PROVENANCE_TYPE", field.type, `${path}: make it ${allowed.join(" or ")}, or give it another name`);
  }
}

function checkReference(
  field: FieldDefinitionNode,
  path: string,
  { objects, enums, scalars, refused }: Reading,
  names: Names,
  faults: SdlFaults,
): void {
  const name = namedType(field.type);
  if (BUILT_IN_SCALARS.has(name) || objects.has(name) || enums.has(name) || scalars.has(name) || refused.has(name))
    return;
  if (PEOPLE.has(name))
    faults.add(
      "RETURNS_PERSON",
      field.type,
      `${path}: return what you record, not ${name}; a person is reached by the record alone`,
    );
  else if (names.scalars.has(name) || names.enums.has(name))
    faults.add(
      "UNKNOWN_TYPE",
      field.type,
      `${path}: to use the gateway's ${name}, add: ${names.scalars.has(name) ? `scalar ${name}` : `enum ${name} { … }`}`,
    );
  else if (names.gateway.has(name) || names.partners.has(name))
    faults.add(
      "FOREIGN_TYPE",
      field.type,
      `${path}: ${name} is ${names.partners.get(name) ?? "the gateway"}'s; write a type of your own`,
    );
  else
    faults.add(
      "UNKNOWN_TYPE",
      field.type,
      `${path}: ${name}${didYouMean(name, [...objects.keys(), ...enums.keys(), ...BUILT_IN_SCALARS, ...names.scalars])}`,
    );
}

/** @returns the names of everything that a field of the contribution leads to */
function walk(contribution: ObjectTypeDefinitionNode, reading: Reading, faults: SdlFaults): ReadonlySet<string> {
  const reached = new Set([contribution.name.value]);
  const done = new Map<ObjectTypeDefinitionNode, number>();
  const visit = (type: ObjectTypeDefinitionNode, above: readonly string[]): void => {
    // seen as deep as this before: nothing new below
    if ((done.get(type) ?? -1) >= above.length) return;
    done.set(type, above.length);
    for (const field of fieldsOf(type)) {
      const name = namedType(field.type);
      const inner = reading.objects.get(name);
      reached.add(name);
      if (!inner) continue;
      const path = [...above, type.name.value];
      if (path.includes(name)) {
        const circle = [...path.slice(path.indexOf(name)), name].join(" → ");
        faults.add(
          "RECURSIVE",
          field,
          `${type.name.value}.${field.name.value} leads back: ${circle}; write the levels you need as types`,
        );
        continue;
      }
      // said once, where the limit is passed
      if (path.length === MOST_LEVELS + 1)
        faults.add(
          "TOO_DEEP",
          field,
          `${type.name.value}.${field.name.value} is deeper than ${MOST_LEVELS} levels; bring it up`,
        );
      visit(inner, path);
    }
  };
  visit(contribution, []);
  return reached;
}

/** An item has an id and a provenance from the gateway; below another there would be neither. */
function checkItemTypes(contribution: ObjectTypeDefinitionNode, { objects }: Reading, faults: SdlFaults): void {
  const items = new Set(fieldsOf(contribution).map((it) => namedType(it.type)));
  for (const type of objects.values()) {
    if (type === contribution) continue;
    for (const field of fieldsOf(type)) {
      const name = namedType(field.type);
      if (items.has(name) && objects.has(name))
        faults.add(
          "ITEM_BELOW",
          field.type,
          `${type.name.value}.${field.name.value}: ${name} is also the type of a field of the contribution; write a second type for here`,
        );
    }
  }
}

/** Fields counted as often as a way leads to them: what a reviewer reads, and what is walked for every query. */
function pathsBelow(type: ObjectTypeDefinitionNode, reading: Reading, known: Map<string, number>): number {
  const found = known.get(type.name.value);
  if (found !== undefined) return found;
  known.set(type.name.value, 0); // a circle is reported as one
  const paths = fieldsOf(type).reduce((sum, field) => {
    const inner = reading.objects.get(namedType(field.type));
    return sum + 1 + (inner ? pathsBelow(inner, reading, known) : 0);
  }, 0);
  known.set(type.name.value, paths);
  return paths;
}
