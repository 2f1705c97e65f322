import fc from "fast-check";
import { agencyScope, caseScope, OpaqueIds } from "../../src/gateway/opaque-ids";

const ids = new OpaqueIds(new Uint8Array(32).fill(1));
const PERSON = "11111111-2222-3333-4444-555555555555";

test("an id opens for its own agency and case, and for nothing else", () => {
  const id = ids.seal("person", caseScope("MASH", "c1"), PERSON);
  expect(ids.open("person", caseScope("MASH", "c1"), id)).toBe(PERSON);
  expect(ids.open("person", caseScope("MASH", "c2"), id)).toBeNull();
  expect(ids.open("person", caseScope("CSC", "c1"), id)).toBeNull();
  expect(ids.open("item", caseScope("MASH", "c1"), id)).toBeNull();
  expect(new OpaqueIds(new Uint8Array(32).fill(2)).open("person", caseScope("MASH", "c1"), id)).toBeNull();
});

test("two agencies, or two cases, cannot join their ids", () => {
  const sealed = [caseScope("MASH", "c1"), caseScope("MASH", "c2"), caseScope("CSC", "c1"), agencyScope("MASH")].map(
    (it) => ids.seal("person", it, PERSON),
  );
  expect(new Set(sealed).size).toBe(4);
  expect(sealed.join()).not.toContain(PERSON);
});

test("within one case an id is stable, so that it can be used again", () => {
  expect(ids.seal("person", "MASH", PERSON)).toBe(ids.seal("person", "MASH", PERSON));
});

test("anything made up, cut or turned opens nothing and throws nothing", () => {
  const id = ids.seal("person", "MASH", PERSON);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.nat(id.length - 1).map((i) => id.slice(0, i)),
      ),
      (made) => {
        expect(ids.open("person", "MASH", made)).toBeNull();
      },
    ),
  );
  fc.assert(
    fc.property(fc.nat(id.length - 1), fc.constantFrom("A", "b", "_", "9", "=", " ", "é"), (i, letter) => {
      fc.pre(id[i] !== letter);
      expect(ids.open("person", "MASH", id.slice(0, i) + letter + id.slice(i + 1))).toBeNull();
    }),
  );
});

test("a key of the wrong length is refused", () => expect(() => new OpaqueIds(new Uint8Array(16))).toThrow("32 bytes"));
