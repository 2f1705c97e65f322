/** The store of parsed queries holds on to little, whatever callers send. */
import { parse } from "graphql";
import { DocumentStore } from "../../src/http/document-store";

test("what was used last is kept, and what was used longest ago goes", async () => {
  const store = new DocumentStore();
  const first = parse("{ a0 }");
  await store.set("0", first);
  for (let i = 1; i < 1_000; i += 1) {
    await store.set(String(i), parse(`{ a${i} }`));
    expect(await store.get("0")).toBe(first);
  }
  expect(await store.get("1")).toBeUndefined();
  expect(await store.get("999")).toBeDefined();
  expect(await store.delete("999")).toBe(true);
  expect(await store.get("999")).toBeUndefined();
});

test("a long text is not kept, be it comments alone", async () => {
  const store = new DocumentStore();
  await store.set("long", parse(`{ a } #${"x".repeat(20_000)}`));
  await store.set("nowhere", parse("{ a }", { noLocation: true }));
  expect(await store.get("long")).toBeUndefined();
  expect(await store.get("nowhere")).toBeUndefined();
});
