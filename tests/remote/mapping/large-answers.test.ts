/** A path that holds each value against each other is not let near thousands of them: nobody is answered meanwhile. */
import { mappedPath } from "../../../src/remote/mapping/mapped-path";

const list = (length: number) => ({ a: Array.from({ length }, (_, i) => ({ v: `v${i}`, w: `w${i}` })) });

test.each([
  "a.v | a.w",
  "a.v.distinct()",
  "a.select(v | w)",
  "a.v.isDistinct()",
  "a.v ~ a.w",
  "(a.where((v | w).exists()))",
])("%s", (path) => {
  expect(() => mappedPath(path, "JSON").at(list(20))).not.toThrow();
  expect(() => mappedPath(path, "JSON").at(list(2_000))).toThrow("too much to compare");
});

test("a path that does not compare reads them all", () => {
  expect(mappedPath("a.v", "JSON").at(list(2_000))).toHaveLength(2_000);
});
