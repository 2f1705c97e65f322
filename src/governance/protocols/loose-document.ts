/**
 * As much of a faulty document as can be read, word by word and each with its place: so that a word which is wrong does
 * not hide what else is.
 */
import { londonInstant } from "../../people/london-time";
import {
  isCategory,
  isPurpose,
  isRole,
  type Category,
  type ConsentMode,
  type Purpose,
  type Role,
} from "../../sharing/vocabulary";
import type { DocumentTerms } from "./protocol-document";
import type { Path } from "./yaml-text";

export interface Said<T> {
  readonly it: T;
  readonly path: Path;
}

export interface LooseStanding {
  readonly path: Path;
  readonly purpose: Said<Purpose> | null;
  readonly categories: readonly Said<Category>[];
  readonly madeBy: readonly Said<string>[];
  readonly madeAt: Said<number> | null;
  readonly reviewBy: Said<number> | null;
}

export interface LooseDocument {
  readonly id: string | null;
  readonly version: number | null;
  readonly supersedes: number | null;
  readonly from: Said<number> | null;
  readonly to: Said<number> | null;
  readonly reviewDue: Said<number> | null;
  readonly sources: readonly Said<string>[];
  readonly recipients: readonly Said<string>[];
  readonly purposes: readonly Said<Purpose>[];
  readonly roles: readonly Said<Role>[];
  readonly categories: readonly (Said<Category> & { readonly terms: DocumentTerms })[];
  readonly consentMode: readonly (Said<Purpose> & { readonly mode: ConsentMode })[];
  readonly standing: readonly LooseStanding[];
  readonly breakGlass: { readonly roles: readonly Said<Role>[]; readonly categories: readonly Said<Category>[] } | null;
  readonly names: ReadonlySet<string>;
}

type Bag = Readonly<Record<string, unknown>>;
const bag = (it: unknown): Bag => (typeof it === "object" && it !== null && !Array.isArray(it) ? (it as Bag) : {});
const isText = (it: unknown): it is string => typeof it === "string";
const whole = (it: unknown): number | null => (Number.isInteger(it) ? (it as number) : null);

/** A word alone is a list of it. */
function saidList<T extends string>(value: unknown, path: Path, is: (word: string) => word is T): Said<T>[] {
  if (isText(value)) return is(value) ? [{ it: value, path }] : [];
  if (!Array.isArray(value)) return [];
  return value.flatMap((it: unknown, i) => (isText(it) && is(it) ? [{ it, path: [...path, i] }] : []));
}
const anything = (_: string): _ is string => true;

function instant(of: Bag, key: string, above: Path = []): Said<number> | null {
  const text = of[key];
  if (!isText(text)) return null;
  try {
    return { it: londonInstant(text), path: [...above, key] };
  } catch {
    return null;
  }
}

export function readLoosely(value: unknown): LooseDocument {
  const top = bag(value);
  const breakGlass = bag(top["breakGlass"]);
  const standing = Array.isArray(top["standingDeterminations"]) ? (top["standingDeterminations"] as unknown[]) : [];
  return {
    id: isText(top["id"]) ? top["id"] : null,
    version: whole(top["version"]),
    supersedes: whole(top["supersedes"]),
    from: instant(top, "validFrom"),
    to: instant(top, "validTo"),
    reviewDue: instant(top, "reviewDue"),
    sources: saidList(top["sources"], ["sources"], anything),
    recipients: saidList(top["recipients"], ["recipients"], anything),
    purposes: saidList(top["purposes"], ["purposes"], isPurpose),
    roles: saidList(top["roles"], ["roles"], isRole),
    categories: Object.entries(bag(top["categories"])).flatMap(([it, terms]) =>
      isCategory(it) ? [{ it, path: ["categories", it], terms: bag(terms) }] : [],
    ),
    consentMode: Object.entries(bag(top["consentMode"])).flatMap(([it, mode]) =>
      isPurpose(it) ? [{ it, path: ["consentMode", it], mode: mode as ConsentMode }] : [],
    ),
    standing: standing.map((one, i) => looseStanding(bag(one), ["standingDeterminations", i])),
    breakGlass:
      top["breakGlass"] === undefined || top["breakGlass"] === null
        ? null
        : {
            roles: saidList(breakGlass["roles"], ["breakGlass", "roles"], isRole),
            categories: saidList(breakGlass["categories"], ["breakGlass", "categories"], isCategory),
          },
    names: new Set(Object.keys(top)),
  };
}

const looseStanding = (it: Bag, path: Path): LooseStanding => ({
  path,
  purpose: saidList(it["purpose"], [...path, "purpose"], isPurpose)[0] ?? null,
  categories: saidList(it["category"], [...path, "category"], isCategory),
  madeBy: saidList(it["madeBy"], [...path, "madeBy"], anything),
  madeAt: instant(it, "madeAt", path),
  reviewBy: instant(it, "reviewBy", path),
});
