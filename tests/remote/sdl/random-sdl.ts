/** SDLs that keep to the profile, of any shape, as lines. */
import fc from "fast-check";
import { CATEGORIES } from "../../../src/sharing/vocabulary";
import { LINK } from "./given";

interface Field {
  readonly list: boolean;
  readonly nonNullItem: boolean;
  readonly leaf: string | null;
  readonly element: string | null;
}
export interface Shape {
  /** Per level of types: each type's fields. A field without a leaf leads to a type of the next level. */
  readonly levels: readonly (readonly Field[])[];
  readonly categories: readonly string[];
}

const field: fc.Arbitrary<Field> = fc.record({
  list: fc.boolean(),
  nonNullItem: fc.boolean(),
  leaf: fc.option(fc.constantFrom("String", "Int", "Boolean", "ID", "Float", "LocalDate", "KindOfThing"), {
    nil: null,
  }),
  element: fc.option(fc.constantFrom("LOCATION", "THIRD_PARTY", "NARRATIVE"), { nil: null }),
});
export const anyShape: fc.Arbitrary<Shape> = fc.record({
  levels: fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
  categories: fc.array(fc.constantFrom(...Object.keys(CATEGORIES)), { minLength: 4, maxLength: 4 }),
});

/** The SDL as lines, so that one can be spoilt; types in the order that `order` gives. */
export function linesOf({ levels, categories }: Shape): string[] {
  const lines = [LINK, "scalar LocalDate", 'type FamilyMember @key(fields: "id") {', "id: ID!", "thing: Thing0", "}"];
  let usesKind = false;
  levels.forEach((fields, level) => {
    lines.push(`type Thing${level} {`);
    fields.forEach((it, i) => {
      // the first leads on, so that every type is reached
      const inner = level + 1 < levels.length && (i === 0 || it.leaf === null);
      const name = inner ? `Thing${level + 1}` : (it.leaf ?? "String");
      usesKind ||= name === "KindOfThing";
      const type = it.list ? `[${name}${it.nonNullItem ? "!" : ""}]` : name;
      const below = it.element ? ` @element(is: "${it.element}")` : "";
      lines.push(`f${i}: ${type}${level === 0 ? ` @shared(category: "${categories[i]}")` : below}`);
    });
    lines.push("}");
  });
  if (usesKind) lines.push("enum KindOfThing { ONE OTHER }");
  return lines;
}
