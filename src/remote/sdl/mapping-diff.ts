/** What a changed mapping reads instead, field by field, in words: the same name could mean something else by it. */
import type { MappedField, MappedValue, Mapping } from "../mapping/mapping";
import { originInWords } from "../mapping/origin-in-words";
import type { AcceptedPartner, ClassificationChange } from "./accepted-partner";

export function diffMapping(before: AcceptedPartner | null, after: AcceptedPartner): ClassificationChange[] {
  if (!before?.mapping && !after.mapping) return [];
  const change = (path: string, words: string): ClassificationChange => ({ kind: "MAPPING", path, words });
  const people = peopleWords(before?.mapping, after.mapping).map((it) => change(after.field, `${after.field}: ${it}`));
  const fields = [...(after.mapping?.fields ?? [])].flatMap(([name, is]) => {
    const was = before?.mapping?.fields.get(name);
    const path = `${after.field}.${name}`;
    if (!was) return [change(path, `${path} is read from ${inWords(is)}${valuesInWords(is.value)}`)];
    const moved =
      inWords(was) === inWords(is)
        ? []
        : [change(path, `${path} was read from ${inWords(was)}; it is read from ${inWords(is)}`)];
    return [...moved, ...diffValues(was.value, is.value, path, change)];
  });
  return [...people, ...fields];
}

function diffValues(
  was: MappedValue,
  is: MappedValue,
  path: string,
  change: (path: string, words: string) => ClassificationChange,
): ClassificationChange[] {
  return [...(is.below ?? [])].flatMap(([name, now]) => {
    const then = was.below?.get(name);
    const here = `${path}.${name}`;
    // what is new is read with the text: its type is new as well
    if (!then) return [change(here, `${here} is read at ${now.path.text}`)];
    const moved =
      then.path.text === now.path.text
        ? []
        : [change(here, `${here} was read at ${then.path.text}; it is read at ${now.path.text}`)];
    return [...moved, ...diffValues(then, now, here, change)];
  });
}

/** Where each value stands that does not stand under its own name. */
function valuesInWords(value: MappedValue): string {
  const renamed = (it: MappedValue, above: string): string[] =>
    [...(it.below ?? [])].flatMap(([name, at]) => [
      ...(at.path.text.replaceAll("`", "") === name ? [] : [`${above}${name} at ${at.path.text}`]),
      ...renamed(at, `${above}${name}.`),
    ]);
  const words = renamed(value, "");
  return words.length === 0 ? "" : `; in it, ${words.join(", ")}`;
}

const inWords = ({ origin, value }: MappedField): string =>
  `${originInWords(origin)}${value.path.text === "$this" ? "" : `, at ${value.path.text}`}`;

function peopleWords(was: Mapping | null | undefined, is: Mapping | null): string[] {
  if (!is) return [];
  const words: string[] = [];
  if (was?.people.system !== is.people.system && is.people.system !== null)
    words.push(`people are named by identifiers of ${is.people.system}`);
  if ((was?.people.consents ?? false) !== is.people.consents)
    words.push(
      is.people.consents ? "its own consents are asked for, and narrow" : "its own consents are not asked for any more",
    );
  return words;
}
