/**
 * What the explorer offers of an agency with a system of its own: once it has joined, a query of everything that it
 * contributes, made from the schema that is served. Plain JavaScript in a string, like `browser-script.ts`.
 */

/** The contributions of the gateway's own types, which the examples in `queries.ts` ask for. */
export const OWN_CONTRIBUTIONS: readonly string[] = ["education", "health", "housing", "police", "socialCare"];

export const PARTNER_EXAMPLES = String.raw`
/** @param own the contributions that have examples already */
function partnerExamples(schema, own) {
  const named = (type) => (type.ofType ? named(type.ofType) : type);
  const fieldsOf = (type) => (type.getFields ? Object.values(type.getFields()) : []);
  const given = new Set(fieldsOf(schema.getType("Contribution")).map((it) => it.name));
  const below = (type, pad) =>
    fieldsOf(type)
      .filter((it) => it.name !== "id")
      .map((it) => {
        if (it.name === "provenance") return pad + "provenance { occurredOn nature }\n";
        const inner = below(named(it.type), pad + "  ");
        return pad + it.name + (inner ? " {\n" + inner + pad + "}" : "") + "\n";
      })
      .join("");
  const queryOf = (field) =>
    "# From the agency's own system, asked at this moment.\n" +
    "query FromItsOwnSystem($caseId: ID!, $purpose: Purpose!) {\n" +
    "  familyRecord(caseId: $caseId, purpose: $purpose) {\n    members {\n      name\n      " + field.name + " {\n" +
    fieldsOf(named(field.type))
      .filter((it) => !given.has(it.name))
      .map((it) => {
        const inner = below(named(it.type), " ".repeat(10));
        return " ".repeat(8) + it.name + (inner ? " {\n" + inner + " ".repeat(8) + "}" : "") + "\n";
      })
      .join("") +
    "        sharing {\n          decisions { category outcome reason }\n        }\n      }\n    }\n    caveat\n  }\n}\n";
  return fieldsOf(schema.getType("FamilyMember"))
    .filter((it) => /Contribution$/.test(named(it.type).name) && !own.includes(it.name))
    .map((it) => ({ name: "From its own system: " + it.name, query: queryOf(it) }));
}
`;
