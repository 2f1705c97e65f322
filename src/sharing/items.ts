/**
 * Rule 10, after the fetch: what of the items may be shown. Restrictions win over every permit, own data and
 * break-glass included; what they empty reads exactly like what was never recorded.
 */
import type { Decision } from "./decision";
import { covers, includes, type Ask, type Instant, type Restriction, type Scope } from "./evidence";
import {
  CATEGORIES,
  FLAG_AND_DATE_ROLES,
  RESTRICTION_CODES,
  SENSITIVE_SERVICES,
  type InternalReason,
  type RestrictionCode,
} from "./vocabulary";

/** A restriction that its source put on one item. */
export interface ItemRestriction {
  readonly code: RestrictionCode;
  /** Dotted paths of the elements it touches; without them the whole item, or the elements declared for its code. */
  readonly elements?: readonly string[];
  /** X-COURT: agencies it does not bind. */
  readonly exempt?: Scope;
}

export type Body = Readonly<Record<string, unknown>>;

export interface Item {
  readonly id: string;
  /** `yyyy-mm-dd`, where the source says when it happened. */
  readonly occurredOn: string | null;
  readonly restrictions: readonly ItemRestriction[];
  readonly body: Body;
}

/** Dotted paths of a field's elements that place a person, name somebody else, or tell the story. */
export interface Elements {
  readonly location: readonly string[];
  readonly thirdParty: readonly string[];
  readonly narrative: readonly string[];
}
export const NO_ELEMENTS: Elements = { location: [], thirdParty: [], narrative: [] };

export interface Filtered<I extends Item> {
  readonly visible: readonly I[];
  /** Sealed: how many items were dropped, and the gravest reason why. */
  readonly suppressed: number;
  readonly internalReason: InternalReason | null;
}

type Question = Pick<Ask, "at" | "category" | "source"> & {
  readonly viewer: Pick<Ask["viewer"], "agency" | "role">;
  /** Today in Europe/London, `yyyy-mm-dd`: look-back counts calendar days. */
  readonly today: string;
};

/** @param personal restrictions on the person, of any window; those in force and on this category count */
export function filterItems<I extends Item>(
  items: readonly I[],
  question: Question,
  decision: Decision,
  personal: readonly Restriction[],
  elements: Elements,
): Filtered<I> {
  const onPerson = personal.filter((it) => isOn(it, question));
  const earliest =
    decision.lookBack
      .map((it) => lookBackFrom(question.today, it))
      .sort()
      .at(-1) ?? "";
  const against: InternalReason[] = [];
  const visible: I[] = [];
  const chosen = chosenOf(items, decision);
  for (const item of chosen) {
    const reasons = reasonsToDrop(item, question, decision, onPerson, earliest);
    if (reasons.length === 0) visible.push(project(item, question, onPerson, elements));
    against.push(...reasons);
  }
  return { visible, suppressed: chosen.length - visible.length, internalReason: gravest(against) };
}

/**
 * What the source released by hand, where it chose. The rest was never in question, so it is not counted as suppressed;
 * whoever may read why reads the release that the decision cites.
 */
const chosenOf = <I extends Item>(items: readonly I[], { onlyItems }: Decision): readonly I[] =>
  onlyItems === null ? items : items.filter((it) => onlyItems.includes(it.id));

/**
 * May the source's own words stand beside what it released? They are no item, and what drops every item of a category
 * drops them too; but X-INTEL is there so that sanitised words are all that is told (B5).
 */
export const mayBeTold = (question: Question, decision: Decision, personal: readonly Restriction[]): boolean =>
  decision.dropAll === null &&
  !personal.some((it) => it.code !== "X-INTEL" && isOn(it, question) && drops(it, question));

const isOn = (it: Restriction, { at, category }: { at: Instant; category: string }): boolean =>
  covers(it, at) && includes(it.categories, category);

function reasonsToDrop(
  item: Item,
  question: Question,
  decision: Decision,
  onPerson: readonly Restriction[],
  earliest: string,
): InternalReason[] {
  const reasons: InternalReason[] = [...onPerson, ...item.restrictions]
    .filter((it) => drops(it, question))
    .map((it) => it.code);
  if (decision.dropAll) reasons.push(decision.dropAll);
  if (question.category === "involvement" && !mayName(item.body["service"], decision)) {
    reasons.push("X-SENSITIVE-SERVICE");
  }
  if (item.occurredOn !== null && item.occurredOn < earliest) reasons.push("X-LOOK-BACK");
  return reasons;
}

/** Does it take the item whole? Every restriction does, one that nobody taught this function as well, but these. */
function drops(it: Restriction | ItemRestriction, { category, viewer }: Question): boolean {
  if (hasElements(it)) return false;
  switch (it.code) {
    case "X-REFUGE":
      return CATEGORIES[category].location === "WHOLLY";
    case "X-THIRD-PARTY":
      return false;
    case "X-COURT":
      return !(it.exempt && includes(it.exempt, viewer.agency.id));
    default:
      return true;
  }
}
const hasElements = (it: Restriction | ItemRestriction): it is ItemRestriction & { elements: readonly string[] } =>
  "elements" in it && (it.elements?.length ?? 0) > 0;

function mayName(service: unknown, decision: Decision): boolean {
  if (typeof service !== "string") return true;
  const category = SENSITIVE_SERVICES.get(service.toUpperCase().replaceAll("-", "_"));
  return category === undefined || includes(decision.sensitiveServices, category);
}

/** The item without the elements that this recipient must not have. */
function project<I extends Item>(item: I, question: Question, onPerson: readonly Restriction[], elements: Elements): I {
  const own = question.source.id === question.viewer.agency.id;
  const hidden: string[] = [];
  // Who told is never needed to act on what was told, so it stays at its source unless the source itself asks.
  if (!own) hidden.push(...elements.thirdParty);
  if (!own && FLAG_AND_DATE_ROLES.has(question.viewer.role)) hidden.push(...elements.narrative);
  for (const it of [...onPerson, ...item.restrictions]) {
    if (hasElements(it)) hidden.push(...it.elements);
    else if (it.code === "X-REFUGE") hidden.push(...elements.location);
    else if (it.code === "X-THIRD-PARTY") hidden.push(...elements.thirdParty);
  }
  return hidden.length === 0
    ? item
    : { ...item, body: hidden.reduce((body, path) => without(body, path.split(".")) as Body, item.body) };
}

/** A copy with the element at a path nulled, in every entry where the path crosses a list; what is not there stays so. */
function without(it: unknown, path: readonly string[]): unknown {
  if (Array.isArray(it)) return it.map((entry) => without(entry, path));
  const [head, ...rest] = path as [string, ...string[]];
  if (!Object.hasOwn(it ?? {}, head)) return it;
  const body = it as Body;
  return { ...body, [head]: rest.length === 0 ? null : without(body[head], rest) };
}

/** The first day that a look-back reaches. Counts calendar years, months, weeks and days back from today. */
export function lookBackFrom(today: string, duration: string): string {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(duration);
  if (!match) return "9999-12-31"; // a duration that cannot be read reaches back no day at all
  const [years, months, weeks, days] = match.slice(1).map((it) => Number(it ?? 0)) as [number, number, number, number];
  const [year, month, day] = today.split("-").map(Number) as [number, number, number];
  const monthIndex = year * 12 + (month - 1) - years * 12 - months;
  const lastDay = new Date(Date.UTC(Math.floor(monthIndex / 12), (monthIndex % 12) + 1, 0)).getUTCDate();
  const from = Date.UTC(Math.floor(monthIndex / 12), monthIndex % 12, Math.min(day, lastDay) - weeks * 7 - days);
  return new Date(from).toISOString().slice(0, 10);
}

const GRAVITY: readonly InternalReason[] = [
  ...RESTRICTION_CODES,
  "X-MORE-DETRIMENTAL",
  "X-SENSITIVE-SERVICE",
  "X-LOOK-BACK",
];
const gravest = (reasons: readonly InternalReason[]): InternalReason | null =>
  GRAVITY.find((it) => reasons.includes(it)) ?? null;
