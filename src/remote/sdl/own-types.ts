/** Names and kinds of the types that a partner brings: its own, and those of the gateway that it may use. */
import { isOfEveryObject, type Reading } from "./reading";
import { PEOPLE, SHAPELESS_SCALARS } from "./profile";
import type { SdlFaults } from "./sdl-faults";
import type { Names } from "./surroundings";
import { didYouMean } from "./did-you-mean";

const MACHINERY = /^_|^(?:federation|link|join)__|^FieldSet$/;
/** What other tools call the two. */
const DATES: ReadonlyMap<string, string> = new Map([
  ["Date", "LocalDate"],
  ["DateTime", "DateTimeISO"],
]);

export function checkOwnTypes({ objects, enums, scalars }: Reading, names: Names, faults: SdlFaults): void {
  for (const it of [...objects.values(), ...enums.values(), ...scalars.values()]) {
    const name = it.name.value;
    if (MACHINERY.test(name)) faults.add("RESERVED_NAME", it, `remove ${name}: it is federation's own`);
    if (isOfEveryObject(name))
      faults.add("RESERVED_NAME", it, `${name}: programs call something of their own by this name; use another`);
  }
  for (const it of objects.values()) {
    const name = it.name.value;
    if (PEOPLE.has(name))
      faults.add(
        "RETURNS_PERSON",
        it,
        `${name}: a type by this name reads as a person or a family; name what you record`,
      );
    else taken(name, it, names, faults);
  }
  for (const it of enums.values()) {
    const name = it.name.value;
    const values = names.enums.get(name);
    const strange = values && it.values?.find((value) => !values.has(value.name.value));
    if (strange)
      faults.add(
        "NAME_TAKEN",
        strange,
        `${name} is the gateway's and has no ${strange.name.value}: ${[...values].join(", ")}`,
      );
    else if (!values) taken(name, it, names, faults);
  }
  for (const it of scalars.values()) {
    const name = it.name.value;
    if (MACHINERY.test(name) || (names.scalars.has(name) && !SHAPELESS_SCALARS.has(name))) continue;
    const instead = DATES.get(name);
    const hint = instead ? ` – did you mean "${instead}"?` : didYouMean(name, names.scalars);
    faults.add("CUSTOM_SCALAR", it, `${name}: use String, an enum, or a scalar of the gateway${hint}`);
  }
}

function taken(name: string, at: Parameters<SdlFaults["add"]>[1], names: Names, faults: SdlFaults): void {
  const owner = names.partners.get(name) ?? (names.gateway.has(name) ? "the gateway" : null);
  if (owner) faults.add("NAME_TAKEN", at, `${name} is ${owner}'s; put your agency's name before yours`);
}
