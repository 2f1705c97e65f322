/** What opens and what closes from one protocol to another, whole and without repetition. */
import {
  CATEGORIES,
  NO_PERSONS_RECORD,
  PURPOSES,
  ROLES,
  type Category,
  type MinimumLevel,
  type Purpose,
} from "../../sharing/vocabulary";
import { toBoxes } from "./boxes";
import { isLower, reachBack, type Reach, type ReachedAgency, type Terms } from "./reach";

export const CHANGE_KINDS = [
  "SCOPE",
  "CONTENT",
  "EXISTENCE",
  "LEVEL",
  "BY_HAND",
  "LOOK_BACK",
  "DETERMINATION",
  "CONSENT",
  "BREAK_GLASS",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
export type Direction = "OPENS" | "CLOSES";

export interface Change {
  readonly direction: Direction;
  readonly kind: ChangeKind;
  /** An agency that is on both sides means every other: its own data needs no protocol. */
  readonly sources: readonly string[];
  readonly recipients: readonly string[];
  /** Every purpose, for breaking the glass. */
  readonly purposes: readonly Purpose[];
  readonly roles: readonly string[];
  readonly categories: readonly Category[];
  readonly before: Terms | null;
  readonly after: Terms | null;
}

/** To the others no protocol opens anything. */
const READING = ROLES.filter((it) => !NO_PERSONS_RECORD.has(it));
const EVERY_CATEGORY = Object.keys(CATEGORIES) as Category[];

/** Agencies of whom everything that could be said is the same, told apart by a key. */
function classesOf(agencies: readonly string[], keyOf: (agency: string) => string): string[][] {
  const classes = new Map<string, string[]>();
  for (const it of agencies) classes.set(keyOf(it), [...(classes.get(keyOf(it)) ?? []), it]);
  return [...classes.values()];
}

export function changesBetween(before: Reach, after: Reach, agencies: ReadonlyMap<string, ReachedAgency>): Change[] {
  const [a, b] = [before.protocol, after.protocol];
  const union = <T>(of: (it: typeof a) => readonly T[]): T[] => [...new Set([...of(a), ...of(b)])];
  const sources = classesOf(
    union((it) => it.sources),
    (it) => sourceKey(it, before, after, agencies),
  );
  const recipients = classesOf(
    union((it) => it.recipients),
    (it) =>
      JSON.stringify([a, b].map((one) => one.recipients.includes(it)).concat(agencies.get(it)?.listedIn16LA ?? false)),
  );
  const roles = classesOf(READING, (it) =>
    JSON.stringify(
      [a, b].flatMap((one) => [one.roles.includes(it as never), one.breakGlass?.roles.includes(it as never)]),
    ),
  );
  const found = new Map<string, { readonly told: Told; readonly points: string[][] }>();
  const say = (told: Told, point: string[]) => {
    const key = JSON.stringify(told);
    const known = found.get(key);
    if (known) known.points.push(point);
    else found.set(key, { told, points: [point] });
  };
  for (const [i, from] of sources.entries()) {
    for (const [j, to] of recipients.entries()) {
      const pair = pairIn(from, to);
      if (!pair) continue;
      for (const [k, who] of roles.entries()) {
        for (const category of EVERY_CATEGORY) {
          for (const purpose of PURPOSES) {
            const ask = [...pair, purpose, who[0]!, category] as const;
            for (const it of compare(before.terms(...ask), after.terms(...ask))) {
              say(it, [String(i), String(j), purpose, String(k), category]);
            }
          }
          const glass = [before, after].map((it) => it.breaksGlass(...pair, who[0]!, category));
          if (glass[0] !== glass[1]) {
            const direction = glass[1] ? "OPENS" : "CLOSES";
            say({ direction, kind: "BREAK_GLASS", before: null, after: null }, [
              String(i),
              String(j),
              "",
              String(k),
              category,
            ]);
          }
        }
      }
    }
  }
  const of = (classes: readonly string[][], places: readonly string[]) =>
    places.flatMap((it) => classes[Number(it)]!).sort();
  return [...found.values()].flatMap(({ told, points }) =>
    toBoxes(points).map(([s, r, p, w, c]): Change => ({
      ...told,
      sources: of(sources, s!),
      recipients: of(recipients, r!),
      purposes: p!.filter((it) => it !== "") as Purpose[],
      roles: of(roles, w!),
      categories: c as Category[],
    })),
  );
}

type Told = Pick<Change, "direction" | "kind" | "before" | "after">;

/** Two of them that are not one: what an agency holds itself is no flow. */
function pairIn(from: readonly string[], to: readonly string[]): readonly [string, string] | null {
  for (const source of from) {
    const recipient = to.find((it) => it !== source);
    if (recipient !== undefined) return [source, recipient];
  }
  return null;
}

function sourceKey(it: string, before: Reach, after: Reach, agencies: ReadonlyMap<string, ReachedAgency>): string {
  const agency = agencies.get(it);
  return JSON.stringify([
    agency?.kind,
    agency?.listedIn16LA,
    [...(agency?.categories ?? [])].sort(),
    ...[before.protocol, after.protocol].map((one) => [
      one.sources.includes(it),
      one.standingDeterminations.map((standing) => standing.madeBy?.includes(it) ?? true),
    ]),
  ]);
}

/** Nothing of a kind that does not differ, so that what is told of two is told together. */
export function compare(before: Terms | null, after: Terms | null): Told[] {
  if (before === null && after === null) return [];
  if (before === null) return [{ direction: "OPENS", kind: "SCOPE", before, after }];
  if (after === null) return [{ direction: "CLOSES", kind: "SCOPE", before, after }];
  const told: Told[] = [];
  const say = (kind: ChangeKind, opens: boolean, only: readonly (keyof Terms)[]) =>
    told.push({ direction: opens ? "OPENS" : "CLOSES", kind, before: pick(before, only), after: pick(after, only) });
  if (before.content !== after.content) say("CONTENT", after.content, ["content"]);
  if (before.existence !== after.existence) say("EXISTENCE", after.existence, ["existence"]);
  if (before.minimumLevel !== after.minimumLevel) {
    say("LEVEL", isLower(after.minimumLevel, before.minimumLevel), ["minimumLevel"]);
  }
  if (before.byHand !== after.byHand) say("BY_HAND", before.byHand, ["byHand"]);
  const further = reachBack(after.lookBack) - reachBack(before.lookBack);
  if (before.lookBack !== after.lookBack && further !== 0) say("LOOK_BACK", further > 0, ["lookBack"]);
  if (before.determined !== after.determined) {
    say("DETERMINATION", opensMore(before.determined, after.determined), ["determined"]);
  }
  if (before.consent !== after.consent) say("CONSENT", after.consent !== "NEEDED", ["consent"]);
  return told;
}

const opensMore = (before: MinimumLevel | null, after: MinimumLevel | null): boolean =>
  after !== null && (before === null || isLower(after, before));

const SILENT: Terms = {
  content: true,
  existence: true,
  minimumLevel: 1,
  byHand: false,
  lookBack: null,
  determined: null,
  consent: "NEEDED",
  byCourtAlone: false,
};
const pick = (it: Terms, only: readonly (keyof Terms)[]): Terms =>
  Object.fromEntries(
    Object.entries(SILENT).map(([key, silent]) => [
      key,
      only.includes(key as keyof Terms) ? it[key as keyof Terms] : silent,
    ]),
  ) as unknown as Terms;
