/** A mapping file's text: read, and every fault of it found at once, each with its line and column. */
import { createHash } from "node:crypto";
import type { Catalogue } from "../../gateway/catalogue";
import type { Fault } from "../../gateway/faults";
import { didYouMean } from "../../governance/protocols/did-you-mean";
import { readYaml, type Found } from "../../governance/protocols/yaml-text";
import type { HubAgency } from "../../governance/hub.repository";
import { compileItem } from "./item-rule";
import type { Reading } from "./leaf";
import type { Format, Mapping } from "./mapping";
import { compilePerson } from "./person-rule";
import { Place } from "./place";

export interface MappingFault extends Fault {
  readonly line: number;
  readonly column: number;
}

/** What a mapping is checked against. */
export interface Surroundings {
  readonly agencies: ReadonlyMap<string, HubAgency>;
  readonly catalogue: Catalogue;
  /** Milliseconds since the epoch, when it is asked. */
  readonly now: () => number;
}

export type CheckedMapping =
  | { readonly mapping: Mapping; readonly faults: readonly [] }
  | { readonly mapping: null; readonly faults: readonly MappingFault[] };

const KEYS = ["mapping", "description", "agency", "format", "person", "items"];
const ENCODINGS = ["utf-8", "windows-1252", "iso-8859-15"] as const;

export function checkMapping(text: string, surroundings: Surroundings): CheckedMapping {
  const yaml = readYaml(text);
  const found: Found[] = [...yaml.faults];
  const reads: Reading["reads"] = [];
  const parts =
    yaml.value === undefined ? null : compile(new Place(yaml.value, [], found), { reads, ofRow: true }, surroundings);
  if (found.length === 0 && parts) {
    const columns = parts.format.type === "csv" ? reads : [];
    return {
      mapping: {
        ...parts,
        columns: columns.map(({ name, at }) => ({ name, ...yaml.placeOf({ path: at.path, code: "", message: "" }) })),
        digest: createHash("sha256").update(text).digest("hex"),
      },
      faults: [],
    };
  }
  const faults = found.map((it) => ({
    path: it.path.map(String).join("."),
    code: it.code,
    message: it.message,
    ...yaml.placeOf(it),
  }));
  return { mapping: null, faults: faults.sort((a, b) => a.line - b.line || a.column - b.column) };
}

function compile(
  top: Place,
  reading: Reading,
  { agencies, catalogue, now }: Surroundings,
): Omit<Mapping, "columns" | "digest"> | null {
  if (!top.isObjectOf(KEYS)) return null;
  const name = top
    .child("mapping")
    .text(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected a name in small letters, such as housing-repairs");
  const id = top.child("agency").text();
  const agency = id === null ? null : agencyOf(top.child("agency"), id, agencies);
  const format = formatOf(top.child("format"));
  const person = compilePerson(top.child("person"), id ?? "", reading, now);
  const places = top.child("items").list("expected items: what a row becomes");
  if (top.child("items").isThere && places.length === 0) top.child("items").refuse("MISSING", "a row becomes nothing");
  const items = places.map((it) => compileItem(it, agency, catalogue, reading));
  if (name === null || !agency || !format || !person) return null;
  return { name, agency: agency.id, format, person, items: items.flatMap((it) => it ?? []) };
}

function agencyOf(place: Place, id: string, agencies: Surroundings["agencies"]): HubAgency | null {
  const agency = agencies.get(id);
  if (agency?.active) return agency;
  if (agency) return place.refuse("NOT_ACTIVE", "this agency is not active");
  return place.refuse("UNKNOWN_AGENCY", `not an agency of this hub${didYouMean(id, [...agencies.keys()])}`);
}

function formatOf(place: Place): Format | null {
  if (!place.isThere) return place.refuse("MISSING", "expected format: with type: csv or ndjson");
  if (!place.isObjectOf(["type", "delimiter", "encoding"])) return null;
  const type = place.child("type").word(["csv", "ndjson"] as const);
  if (type === "ndjson") {
    for (const key of ["delimiter", "encoding"]) {
      if (place.child(key).isThere) place.child(key).refuse("NO_EFFECT", "is for CSV; JSON is UTF-8");
    }
    return { type };
  }
  const encoding = place.child("encoding").word(ENCODINGS, "utf-8");
  const delimiter = place.child("delimiter").isThere
    ? place.child("delimiter").text(/^[^"\r\n]$/, "expected one character, such as ; or \\t in double quotes")
    : ",";
  return type && encoding && delimiter ? { type, encoding, delimiter } : null;
}
