/**
 * What an approval opens, closes or moves, field by field, in words that a governance reviewer can act on. A field below
 * another is released with it, so one that is added there is told like any other that is new.
 */
import type { AcceptedPartner, ClassificationChange, DiffClassification, PartnerField } from "./accepted-partner";
import { classOf, WHY_TAKEN_OUT } from "./class-in-words";
import { innerFieldsOf } from "./inner-fields";
import { diffMapping } from "./mapping-diff";

export const diffClassification: DiffClassification = (before, after) => {
  const old = before?.fields ?? new Map<string, PartnerField>();
  const renamed =
    before && before.field !== after.field
      ? [
          {
            kind: "SHAPE" as const,
            path: after.field,
            words: `what stood under ${before.field} stands under ${after.field}`,
          },
        ]
      : [];
  const gone = [...old.values()].filter((it) => !after.fields.has(it.name)).map((it) => goneField(before!, it));
  const rest = [...after.fields.values()].flatMap((it) => {
    const was = old.get(it.name);
    return was ? moved({ before: before!, was, after, is: it }) : [newField(after, it)];
  });
  const changes = [...renamed, ...gone, ...rest, ...diffMapping(before, after)];
  const known = changes.length > 0 || !before || before.sha256 === after.sha256;
  return known ? changes : [{ kind: "SHAPE", path: after.field, words: described(after) }];
};

const described = (after: AcceptedPartner): string =>
  `${after.field}: every field stays as it was and in its category; what is said about them changed, so read the text itself`;

const newField = (after: AcceptedPartner, it: PartnerField): ClassificationChange => ({
  kind: "NEW_FIELD",
  path: `${after.field}.${it.name}`,
  words: `${after.field}.${it.name} is new: ${classOf(it.declaration)}${contentsOf(after, it)}${elementsIn(it)}`,
});

/** An approval is of all that is released with a field, so the first one names it as well. */
function contentsOf(after: AcceptedPartner, it: PartnerField): string {
  const paths = [...innerFieldsOf(after, it.name).types.keys()];
  const values = paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)));
  return values.length === 0 ? "" : `. It holds ${values.join(", ")}`;
}

const goneField = (before: AcceptedPartner, it: PartnerField): ClassificationChange => ({
  kind: "GONE_FIELD",
  path: `${before.field}.${it.name}`,
  words: `${before.field}.${it.name} is gone; it was ${classOf(it.declaration)}`,
});

interface Moving {
  readonly before: AcceptedPartner;
  readonly was: PartnerField;
  readonly after: AcceptedPartner;
  readonly is: PartnerField;
}

function moved(moving: Moving): ClassificationChange[] {
  const { was, after, is } = moving;
  const path = `${after.field}.${is.name}`;
  const changes: ClassificationChange[] = [];
  const [from, to] = [classOf(was.declaration), classOf(is.declaration)];
  if (from !== to) changes.push({ kind: "RECLASSIFIED", path, words: `${path} moves from ${from} to ${to}` });
  if (was.type !== is.type) changes.push({ kind: "SHAPE", path, words: `${path} was ${was.type} and is ${is.type}` });
  return [...changes, ...movedBelow(path, moving)];
}

function movedBelow(path: string, { before, was, after, is }: Moving): ClassificationChange[] {
  const [then, now] = [innerFieldsOf(before, was.name), innerFieldsOf(after, is.name)];
  const marks = (field: PartnerField) => new Map(field.elements.map((it) => [it.path, it.is]));
  const [marksThen, marksNow] = [marks(was), marks(is)];
  const changes: ClassificationChange[] = [];
  for (const inner of [...new Set([...then.types.keys(), ...now.types.keys()])].sort()) {
    const at = `${path}.${inner}`;
    const [typeWas, typeIs, from, to] = [
      then.types.get(inner),
      now.types.get(inner),
      marksThen.get(inner),
      marksNow.get(inner),
    ];
    if (typeWas === undefined) {
      const mark = to === undefined ? "" : `; it ${WHY_TAKEN_OUT[to]}`;
      const words = `${at} is new, and is released with ${path}: ${classOf(is.declaration)}${mark}`;
      changes.push({ kind: "NEW_FIELD", path: at, words });
    } else if (typeIs === undefined) {
      changes.push({ kind: "GONE_FIELD", path: at, words: `${at} is gone` });
    } else {
      if (from !== to) changes.push({ kind: "ELEMENT", path: at, words: elementWords(at, from, to) });
      if (typeWas !== typeIs) changes.push({ kind: "SHAPE", path: at, words: `${at} was ${typeWas} and is ${typeIs}` });
    }
  }
  for (const [name, words] of now.words) {
    const known = then.words.get(name) ?? words;
    const added = words.filter((it) => !known.includes(it));
    const left = known.filter((it) => !words.includes(it));
    const said = [
      ...(added.length > 0 ? [`can now say ${added.join(", ")}`] : []),
      ...(left.length > 0 ? [`no longer says ${left.join(", ")}`] : []),
    ];
    if (said.length > 0) changes.push({ kind: "SHAPE", path, words: `${path}: ${name} ${said.join(" and ")}` });
  }
  return changes;
}

const elementsIn = ({ elements }: PartnerField): string =>
  elements.length === 0 ? "" : `. In it, ${elements.map((it) => `${it.path} ${WHY_TAKEN_OUT[it.is]}`).join("; ")}`;

const LOSES: Readonly<Record<string, string>> = {
  LOCATION: "it is no longer left out where a refuge must stay secret",
  THIRD_PARTY: "it is no longer left out for everybody but the source",
  NARRATIVE: "roles that get flag and date now get it",
};

function elementWords(path: string, from: PartnerElement | undefined, to: PartnerElement | undefined): string {
  if (from === undefined) return `${path} is marked ${to}: it ${WHY_TAKEN_OUT[to!]}`;
  const lost = `${path} is not marked ${from} any more: ${LOSES[from]}`;
  return to === undefined ? lost : `${lost}; it is marked ${to}`;
}

type PartnerElement = PartnerField["elements"][number]["is"];
