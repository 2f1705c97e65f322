/** How a row, or each entry of a list in it, becomes one kind of item: its field, its body and what is known about it. */
import type { Catalogue } from "../../gateway/catalogue";
import type { Fault } from "../../gateway/faults";
import { didYouMean } from "../../governance/protocols/did-you-mean";
import type { HubAgency } from "../../governance/hub.repository";
import { RESTRICTION_CODES } from "../../sharing/vocabulary";
import { compileBody, entriesOf, one } from "./body";
import type { Scope } from "./expression";
import { compileLeaf, compilePath, valuesOf, type LeafKind, type Reading } from "./leaf";
import type { ItemRule } from "./mapping";
import { isObject, type Place } from "./place";

const KEYS = [
  "field",
  "each",
  "when",
  "sourceRef",
  "recordedAt",
  "occurredOn",
  "nature",
  "authorRole",
  "body",
  "restrictions",
];
/** What an item has beside its body. */
const ENVELOPE: readonly (readonly [key: string, kind: LeafKind, isNeeded: boolean])[] = [
  ["sourceRef", { is: "TEXT" }, true],
  ["recordedAt", { is: "INSTANT" }, true],
  ["occurredOn", { is: "DATE" }, false],
  ["nature", { is: "TEXT", words: ["FACT", "OPINION", "ALLEGATION"] }, true],
  ["authorRole", { is: "TEXT" }, false],
];

/** @param agency whose fields and categories count; null where it is not known, so that the rest is still checked */
export function compileItem(
  place: Place,
  agency: HubAgency | null,
  catalogue: Catalogue,
  whole: Reading,
): ItemRule | null {
  if (!place.isObjectOf(KEYS)) return null;
  const each = place.child("each").isThere ? compilePath(place.child("each"), whole) : undefined;
  const reading = { ...whole, ofRow: whole.ofRow && each === undefined };
  const when = place.child("when").isThere ? compilePath(place.child("when"), reading) : undefined;
  const parts = ENVELOPE.flatMap(([key, kind, isNeeded]) => {
    const child = place.child(key);
    if (!child.isThere && !isNeeded) return [];
    return [{ key, name: child.name, leaf: compileLeaf(child, kind, reading) }];
  });
  const restrictions = place.child("restrictions").isThere
    ? place
        .child("restrictions")
        .list("expected a list of restrictions")
        .map((it) => restriction(it, reading))
    : [];
  const field = place.child("field").text();
  const type = field === null || agency === null ? null : typeOf(place.child("field"), field, agency, catalogue);
  const body = type && compileBody(place.child("body"), type, reading);
  if (each === null || when === null || !body) return null;
  const read = (scope: Scope, faults: Fault[]): object[] => {
    if (when) {
      const holds = one(valuesOf(when, scope, `${place.name}.when`, faults) ?? [], `${place.name}.when`, faults);
      if (holds !== undefined && typeof holds !== "boolean") {
        faults.push({ path: `${place.name}.when`, code: "NOT_A_BOOLEAN", message: "expected true or false" });
      }
      if (holds !== true) return [];
    }
    const item: Record<string, unknown> = { field, body: body(scope, faults) ?? {} };
    for (const { key, name, leaf } of parts) {
      const value = one(leaf!(scope, faults), name, faults);
      if (value !== undefined) item[key] = value;
    }
    const said = restrictions.flatMap((it) => it!(scope, faults));
    return [said.length > 0 ? { ...item, restrictions: said } : item];
  };
  return {
    name: place.name,
    read: (row, faults) => {
      if (!each) return read({ it: row, row }, faults);
      const entries = entriesOf(
        valuesOf(each, { it: row, row }, `${place.name}.each`, faults) ?? [],
        place.name,
        faults,
      );
      return entries.flatMap((it) => read({ it, row }, faults));
    },
  };
}

function typeOf(place: Place, field: string, agency: HubAgency, catalogue: Catalogue) {
  const fields = catalogue.ofKind(agency.kind)?.fields;
  const declared = fields?.get(field);
  if (!declared || declared.mode === "EXISTENCE" || !declared.itemType) {
    const known = [...(fields?.values() ?? [])]
      .filter((it) => it.mode !== "EXISTENCE" && it.itemType)
      .map((it) => it.name);
    return place.refuse("UNKNOWN_FIELD", `not a field that ${agency.id} can contribute${didYouMean(field, known)}`);
  }
  if (!agency.categories.has(declared.category)) {
    const message = `${declared.category} is not a category that ${agency.id} contributes`;
    return place.refuse("NOT_YOUR_CATEGORY", message);
  }
  return declared.itemType;
}

/** `{code: X-THIRD-PARTY, elements: [reportedBy], when: …}`; without `when` it stands on every item. */
function restriction(place: Place, reading: Reading): ((scope: Scope, faults: Fault[]) => object[]) | null {
  if (!place.isObjectOf(["code", "elements", "exempt", "when"]) || !isObject(place.value)) return null;
  const code = place.child("code").word(RESTRICTION_CODES);
  const when = place.child("when").isThere ? compilePath(place.child("when"), reading) : undefined;
  if (code === null || when === null) return null;
  const { elements, exempt } = place.value;
  const said = { code, ...(elements ? { elements } : {}), ...(exempt ? { exempt } : {}) };
  return (scope, faults) => {
    if (!when) return [said];
    const holds = one(valuesOf(when, scope, place.name, faults) ?? [], place.name, faults);
    if (holds !== undefined && typeof holds !== "boolean") {
      faults.push({ path: `${place.name}.when`, code: "NOT_A_BOOLEAN", message: "expected true or false" });
    }
    return holds === true ? [said] : [];
  };
}
