/** Any SDL that keeps to the profile is accepted; with any one thing spoilt, exactly that is found, where it stands. */
import fc from "fast-check";
import { buildSchema, type GraphQLObjectType } from "graphql";
import { misfitsOfObject } from "../../../src/remote/contract/fits";
import { valuesOf } from "../../../src/kit/mock/values";
import { hashSdl } from "../../../src/remote/sdl/canonical";
import { proofSize } from "../../proof-size";
import { check } from "./given";
import { anyShape, linesOf } from "./random-sdl";

test("what keeps to the profile is accepted, in any order of its types", () => {
  fc.assert(
    fc.property(anyShape, (it) => {
      const sdl = linesOf(it).join("\n");
      const { faults, accepted } = check(sdl);
      expect(faults).toEqual([]);
      expect(hashSdl(sdl.replaceAll("\n", "\n\n"))).toBe(accepted!.sha256);
    }),
    { numRuns: proofSize(25, 2_000) },
  );
});

test("the mock of any accepted SDL answers what its types say, the same again for the same seed", () => {
  fc.assert(
    fc.property(anyShape, fc.string(), (it, seed) => {
      const schema = buildSchema(linesOf(it).join("\n"), { assumeValidSDL: true });
      const type = schema.getType("Thing0") as GraphQLObjectType;
      expect(misfitsOfObject(type, valuesOf(type, seed), "thing")).toEqual([]);
      expect(valuesOf(type, seed)).toEqual(valuesOf(type, seed));
    }),
    { numRuns: proofSize(100, 5_000) },
  );
});

/** Spoils one line that it fits; null where it fits none. */
interface Spoiler {
  readonly code: string;
  readonly fits: (line: string, lines: readonly string[], i: number) => boolean;
  readonly spoil: (line: string) => string;
}
const onContribution = (line: string) => /^f\d.*@shared/.test(line);
const below = (line: string) => /^f\d(?!.*@shared)/.test(line);
const SPOILERS: readonly Spoiler[] = [
  { code: "UNCLASSIFIED", fits: onContribution, spoil: (it) => it.replace(/ @shared.*/, "") },
  { code: "UNKNOWN_CATEGORY", fits: onContribution, spoil: (it) => it.replace(/"[^"]*"/, '"nonsense"') },
  { code: "NON_NULL", fits: onContribution, spoil: (it) => it.replace(" @shared", "! @shared") },
  { code: "NON_NULL", fits: (it) => below(it) && it.includes("@element"), spoil: (it) => it.replace(" @el", "! @el") },
  { code: "ARGUMENTS", fits: (it) => /^f\d/.test(it), spoil: (it) => it.replace(":", "(n: Int):") },
  { code: "SHARED_ELSEWHERE", fits: below, spoil: (it) => `${it} @shared(category: "tenancy")` },
  { code: "ELEMENT_ELSEWHERE", fits: onContribution, spoil: (it) => `${it} @element(is: "LOCATION")` },
  { code: "RESERVED_NAME", fits: below, spoil: (it) => it.replace(/^f\d/, "provenance") },
  { code: "RESERVED_NAME", fits: onContribution, spoil: (it) => it.replace(/^f\d/, "sharing") },
  { code: "LIST_OF_LISTS", fits: (it) => /^f\d: \[/.test(it), spoil: (it) => it.replace(/\[.*\]/, "[$&]") },
  { code: "FEDERATION_DIRECTIVE", fits: (it) => /^f\d/.test(it), spoil: (it) => `${it} @external` },
  {
    code: "KEY_ELSEWHERE",
    fits: (it) => it.startsWith("type Thing"),
    spoil: (it) => it.replace("{", '@key(fields: "f0") {'),
  },
  { code: "RETURNS_PERSON", fits: (it) => /^f\d/.test(it), spoil: (it) => `g: FamilyMember @deprecated\n${it}` },
  { code: "ROOT_FIELD", fits: (it) => it === "scalar LocalDate", spoil: (it) => `${it}\ntype Query { a: Int }` },
  {
    code: "ABSTRACT_TYPE",
    fits: (it) => it.startsWith("type Thing"),
    spoil: (it) => it.replace("{", "implements Node {"),
  },
];

test("one thing spoilt anywhere is found, on its line", () => {
  fc.assert(
    fc.property(anyShape, fc.constantFrom(...SPOILERS), fc.nat(), (it, { code, fits, spoil }, pick) => {
      const lines = linesOf(it);
      const places = lines.flatMap((line, i) => (fits(line, lines, i) ? [i] : []));
      if (places.length === 0) return;
      const at = places[pick % places.length]!;
      lines[at] = spoil(lines[at]!);
      const from = lines.slice(0, at).join("\n").split("\n").length + 1;
      const to = from + lines[at].split("\n").length - 1;
      const { accepted, faults } = check(lines.join("\n"));
      expect(accepted).toBeNull();
      const found = faults.filter((fault) => fault.line >= from && fault.line <= to).map((fault) => fault.code);
      expect(found).toContain(code);
      // a person on the contribution has no category either, and that is all that may be said beside it
      const others = faults.filter((fault) => fault.code !== code).map((fault) => fault.code);
      expect(others.filter((other) => !(code === "RETURNS_PERSON" && other === "UNCLASSIFIED"))).toEqual([]);
    }),
    { numRuns: proofSize(300, 20_000) },
  );
});
