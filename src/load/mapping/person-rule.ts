/** How a row names the person that it is about: the sender's own number, numbers that others use too, and a description. */
import type { Fault } from "../../gateway/faults";
import type { PersonToMatch } from "../../governance/matching/match-people";
import { IDENTIFIER_SYSTEMS, isIdentifier, type IdentifierSystem } from "../../people/identifier-system";
import { isUprn } from "../../people/identifiers";
import { londonDate } from "../../people/london-time";
import { splitName } from "../../people/matching/fold-name";
import { one } from "./body";
import type { Scope } from "./expression";
import { compileLeaf, type Leaf, type LeafKind, type Reading } from "./leaf";
import type { Mapping } from "./mapping";
import type { Place } from "./place";

const KEYS = ["number", "identifiers", "name", "given", "family", "birthDate", "sex", "postcode", "uprn"];
const TEXT: LeafKind = { is: "TEXT" };
const POSTCODE = /^[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}$/;

type Read = (scope: Scope, faults: Fault[]) => string | undefined;

/** @param now milliseconds since the epoch, when it is asked: nobody is born later */
export function compilePerson(
  place: Place,
  agency: string,
  reading: Reading,
  now: () => number,
): Mapping["person"] | null {
  if (!place.isThere) return place.refuse("MISSING", "expected person: how a row says whom it is about");
  if (!place.isObjectOf(KEYS)) return null;
  const number = identifier(place.child("number"), agency, reading);
  const others = place.child("identifiers").isThere
    ? place
        .child("identifiers")
        .list("expected a list of identifiers")
        .map((it) => identifier(it, agency, reading))
    : [];
  const name = names(place, reading);
  const read = (key: string, kind = TEXT) => {
    const child = place.child(key);
    return child.isThere ? single(compileLeaf(child, kind, reading), child) : null;
  };
  const [birthDate, sex] = [read("birthDate", { is: "DATE" }), read("sex", { is: "TEXT", words: ["F", "M"] })];
  const [postcode, uprn] = [read("postcode"), read("uprn")];
  if (!number || !name || others.includes(null)) return null;
  return (row, faults) => {
    const before = faults.length;
    const scope = { it: row, row };
    const checked = (read: Read | null, key: string, isRight: (it: string) => boolean, message: string) => {
      const value = read?.(scope, faults);
      if (value === undefined || isRight(value)) return value ?? null;
      faults.push({ path: `person.${key}`, code: "WRONG_FORM", message });
      return null;
    };
    const person = {
      key: number(scope, faults)!,
      identifiers: others.flatMap((it) => it!(scope, faults, true) ?? []),
      ...name(scope, faults),
      birthDate: checked(birthDate, "birthDate", (it) => it <= londonDate(now()), "nobody is born in the future"),
      sex: checked(sex, "sex", (it) => it === "F" || it === "M", "expected F or M; other words need a map:") as
        "F" | "M" | null,
      postcode: checked(postcode, "postcode", (it) => POSTCODE.test(it), "expected a postcode"),
      uprn: checked(uprn, "uprn", isUprn, "expected a UPRN"),
    };
    return faults.length > before ? null : (person satisfies PersonToMatch);
  };
}

type ReadIdentifier = (
  scope: Scope,
  faults: Fault[],
  mayBeAbsent?: boolean,
) => { system: IdentifierSystem; value: string } | undefined;

/** An agency's own number is kept as `AGENCY:number`, so that nobody else's numbers can be meant by it. */
function identifier(place: Place, agency: string, reading: Reading): ReadIdentifier | null {
  if (!place.isThere) return place.refuse("MISSING", "expected system: and value: of the sender's own number");
  if (!place.isObjectOf(["system", "value"])) return null;
  const system = place.child("system").word(IDENTIFIER_SYSTEMS);
  const read = single(compileLeaf(place.child("value"), TEXT, reading), place.child("value"));
  if (!system || !read) return null;
  return (scope, faults, mayBeAbsent = false) => {
    const before = faults.length;
    const own = read(scope, faults)?.trim();
    if (own === undefined || own === "") {
      if (faults.length === before && !mayBeAbsent) {
        faults.push({ path: place.name, code: "MISSING", message: "every row says whose it is" });
      }
      return undefined;
    }
    const value = system === "LOCAL_ID" ? `${agency}:${own}` : own.replace(/\s+/g, "").toUpperCase();
    if (isIdentifier(system, value)) return { system, value };
    faults.push({ path: place.name, code: "INVALID_IDENTIFIER", message: `not a valid ${system}` });
    return undefined;
  };
}

type ReadName = (scope: Scope, faults: Fault[]) => { given: string; family: string };

/** As one text, or in two. */
function names(place: Place, reading: Reading): ReadName | null {
  const [whole, given, family] = ["name", "given", "family"].map((it) => place.child(it));
  if (whole!.isThere === (given!.isThere || family!.isThere)) {
    return place.refuse("MISSING", "expected given: and family:, or else name:");
  }
  const parts = whole!.isThere ? [whole!] : [given!, family!];
  const reads = parts.map((it) => single(compileLeaf(it, TEXT, reading), it));
  if (reads.includes(null)) return null;
  return (scope, faults) => {
    const before = faults.length;
    const [first = "", last = ""] = reads.map((it) => it!(scope, faults)?.replace(/\s+/g, " ").trim() ?? "");
    const found = whole!.isThere ? splitName(first) : { given: first, family: last };
    const length = `${found.given} ${found.family}`.trim().length;
    if (faults.length === before && (length === 0 || length > 200)) {
      faults.push({ path: place.name, code: "NO_NAME", message: "expected a name of at most 200 characters" });
    }
    return found;
  };
}

function single(leaf: Leaf | null, { name }: Place): Read | null {
  return leaf && ((scope, faults) => one(leaf(scope, faults), name, faults) as string | undefined);
}
