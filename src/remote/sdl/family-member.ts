/** The one place where a partner joins the record: FamilyMember, by its key, with one field. */
import { Kind, type FieldDefinitionNode } from "graphql";
import { argumentOf } from "./directive-arguments";
import { MEMBER, PEOPLE } from "./profile";
import { fieldsOf, namedType, type MemberNode, type Reading, isOfEveryObject } from "./reading";
import type { SdlFaults } from "./sdl-faults";
import type { Names } from "./surroundings";

/** The field that joins, where there is exactly one; what is wrong with it or around it is in `faults`. */
export function checkFamilyMember(reading: Reading, names: Names, faults: SdlFaults): FieldDefinitionNode | null {
  const [member, ...more] = reading.members;
  if (!member) {
    faults.add(
      "NO_FAMILY_MEMBER",
      null,
      `add: type ${MEMBER} @key(fields: "id") { id: ID!  yourField: YourContribution }`,
    );
    return null;
  }
  for (const again of more) faults.add("EXTENSION", again, `write ${MEMBER} once`);
  checkKey(member, faults);

  const joining = fieldsOf(member).filter((it) => it.name.value !== "id");
  const [field, ...others] = joining;
  if (!field) faults.add("NO_CONTRIBUTION", member, "add one field beside id, of your contribution's type, nullable");
  for (const it of others)
    faults.add("SEVERAL_CONTRIBUTIONS", it, `move what ${it.name.value} holds into the type of ${field!.name.value}`);
  if (!field) return null;
  for (const it of joining) checkJoin(it, reading, names, faults);
  return field;
}

function checkKey(member: MemberNode, faults: SdlFaults): void {
  const keys = (member.directives ?? []).filter((it) => it.name.value === "key");
  if (keys.length === 0) faults.add("WRONG_KEY", member, `write: type ${MEMBER} @key(fields: "id")`);
  for (const key of keys) {
    const wrong = argumentOf(key, "fields") !== "id" || argumentOf(key, "resolvable") === false;
    if (wrong) faults.add("WRONG_KEY", key, 'write: @key(fields: "id"), once');
  }
  if (keys.length > 1) faults.add("WRONG_KEY", keys[1]!, 'write: @key(fields: "id"), once');
  const id = fieldsOf(member).find((it) => it.name.value === "id");
  const right =
    id?.type.kind === Kind.NON_NULL_TYPE && namedType(id.type) === "ID" && id.type.type.kind === Kind.NAMED_TYPE;
  if (!right || id?.arguments?.length) faults.add("WRONG_KEY", id ?? member, `write in ${MEMBER}: id: ID!`);
}

function checkJoin(field: FieldDefinitionNode, reading: Reading, names: Names, faults: SdlFaults): void {
  const name = field.name.value;
  const owner = names.fields.get(name);
  if (owner) faults.add("FIELD_TAKEN", field, `${MEMBER}.${name} is ${owner}'s; give yours another name`);
  if (name.startsWith("_")) faults.add("RESERVED_NAME", field, `${name}: a name does not begin with _`);
  if (isOfEveryObject(name))
    faults.add("RESERVED_NAME", field, `${name}: programs call something of their own by this name; use another`);
  if (field.arguments?.length) faults.add("ARGUMENTS", field, `${MEMBER}.${name}: remove its arguments`);
  if (field.type.kind === Kind.NON_NULL_TYPE) {
    faults.add("NON_NULL", field.type, `${MEMBER}.${name}: remove the "!"; who holds nothing answers null`);
    return;
  }
  const type = namedType(field.type);
  if (PEOPLE.has(type))
    faults.add("RETURNS_PERSON", field.type, `${MEMBER}.${name}: return an object type of your own`);
  else if (field.type.kind === Kind.LIST_TYPE)
    faults.add(
      "NOT_A_CONTRIBUTION",
      field.type,
      `${MEMBER}.${name}: write ${type}; the gateway lists your answer among the agencies'`,
    );
  else if (!reading.objects.has(type) && !reading.refused.has(type))
    faults.add("NOT_A_CONTRIBUTION", field.type, `${MEMBER}.${name}: ${type} is no object type in this text`);
}
