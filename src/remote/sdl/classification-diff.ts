/** What an approval opens, closes or moves, field by field, in words that a governance reviewer can act on. */
import type { AcceptedPartner, ClassificationChange, DiffClassification, PartnerField } from "./accepted-partner";
import { diffMapping } from "./mapping-diff";
import { CATEGORIES } from "../../sharing/vocabulary";

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
    return was ? moved(after, was, it) : [newField(after, it)];
  });
  const changes = [...renamed, ...gone, ...rest, ...diffMapping(before, after)];
  const known = changes.length > 0 || !before || before.sha256 === after.sha256;
  return known ? changes : [{ kind: "SHAPE", path: after.field, words: below(after) }];
};

const below = (after: AcceptedPartner): string =>
  `${after.field}: every field stays in its category; types, values or descriptions below changed, so read the text itself`;

const newField = (after: AcceptedPartner, it: PartnerField): ClassificationChange => ({
  kind: "NEW_FIELD",
  path: `${after.field}.${it.name}`,
  words: `${after.field}.${it.name} is new: ${classOf(it)}${elementsIn(it)}`,
});

const goneField = (before: AcceptedPartner, it: PartnerField): ClassificationChange => ({
  kind: "GONE_FIELD",
  path: `${before.field}.${it.name}`,
  words: `${before.field}.${it.name} is gone; it was ${classOf(it)}`,
});

function moved(after: AcceptedPartner, was: PartnerField, is: PartnerField): ClassificationChange[] {
  const path = `${after.field}.${is.name}`;
  const changes: ClassificationChange[] = [];
  if (classOf(was) !== classOf(is))
    changes.push({ kind: "RECLASSIFIED", path, words: `${path} moves from ${classOf(was)} to ${classOf(is)}` });
  if (was.type !== is.type) changes.push({ kind: "SHAPE", path, words: `${path} was ${was.type} and is ${is.type}` });
  const before = new Map(was.elements.map((it) => [it.path, it.is]));
  const now = new Map(is.elements.map((it) => [it.path, it.is]));
  for (const element of [...new Set([...before.keys(), ...now.keys()])].sort()) {
    const [from, to] = [before.get(element), now.get(element)];
    if (from !== to)
      changes.push({
        kind: "ELEMENT",
        path: `${path}.${element}`,
        words: elementWords(`${path}.${element}`, from, to),
      });
  }
  return changes;
}

/** `offender-management (CR), level 4, by hand` */
function classOf({ declaration }: PartnerField): string {
  const { sensitivity, minimumLevel } = CATEGORIES[declaration.category];
  const level = declaration.minimumLevel ?? minimumLevel;
  return `${declaration.category} (${sensitivity}), level ${level}${declaration.manual ? ", by hand alone" : ""}`;
}

const elementsIn = ({ elements }: PartnerField): string =>
  elements.length === 0 ? "" : `; marked: ${elements.map((it) => `${it.path} ${it.is}`).join(", ")}`;

const LOSES: Readonly<Record<string, string>> = {
  LOCATION: "it is no longer left out where a refuge must stay secret",
  THIRD_PARTY: "it is no longer left out for everybody but the source",
  NARRATIVE: "roles that get flag and date now get it",
};

function elementWords(path: string, from: string | undefined, to: string | undefined): string {
  if (from === undefined) return `${path} is marked ${to}`;
  const lost = `${path} is not marked ${from} any more: ${LOSES[from]}`;
  return to === undefined ? lost : `${lost}; it is marked ${to}`;
}
