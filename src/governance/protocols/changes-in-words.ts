/** The difference between two protocols as somebody would tell it: few sentences, of what opens and what closes. */
import type { ConsentMode, MinimumLevel } from "../../sharing/vocabulary";
import { CHANGE_KINDS, type Change } from "./changes";
import type { Terms } from "./reach";

/** One sentence for all that is true of the same sources, recipients, purposes and roles. */
export function inWords(changes: readonly Change[]): string[] {
  const sentences = new Map<string, { readonly first: Change; readonly parts: string[] }>();
  for (const it of [...changes].sort(byWeight)) {
    const { direction, kind, sources, recipients, purposes, roles } = it;
    const key = JSON.stringify([direction, sentenceOf(kind), sources, recipients, purposes, roles]);
    const part = `${list(it.categories)}${termsInWords(it)}`;
    const known = sentences.get(key);
    if (known) known.parts.push(part);
    else sentences.set(key, { first: it, parts: [part] });
  }
  return [...sentences.values()].map(({ first, parts }) => `${opening(first)}: ${parts.join("; ")}.`);
}

const sentenceOf = (kind: Change["kind"]): string => (kind === "BREAK_GLASS" ? kind : "TERMS");

function opening({ direction, kind, sources, recipients, purposes, roles }: Change): string {
  const what = direction === "OPENS" ? "Opens" : "Closes";
  const between = `${list(sources)} → ${list(recipients)}`;
  if (kind === "BREAK_GLASS") return `${what} by breaking the glass, ${between}, to ${list(roles)}`;
  return `${what}, ${between}, for ${list(purposes)}, to ${list(roles)}`;
}

const list = (words: readonly string[]): string => words.join(", ");
/** What opens first, and breaking the glass last. */
const weight = ({ direction, kind }: Change): number => (direction === "OPENS" ? 0 : 100) + CHANGE_KINDS.indexOf(kind);
const byWeight = (a: Change, b: Change): number => weight(a) - weight(b);

function termsInWords({ kind, direction, before, after }: Change): string {
  switch (kind) {
    case "SCOPE":
      return `, ${scopeInWords((after ?? before)!, direction === "OPENS")}`;
    case "CONTENT":
      return after!.content ? ", the record itself" : ", no longer the record itself";
    case "EXISTENCE":
      return after!.existence ? ", whether anybody is involved" : ", no longer whether anybody is involved";
    case "LEVEL":
      return ` from level ${after!.minimumLevel} (was ${before!.minimumLevel})`;
    case "BY_HAND":
      return after!.byHand
        ? ", from now on by the source's own hand alone"
        : ", no longer by the source's own hand alone";
    case "LOOK_BACK":
      return ` as far back as ${after!.lookBack ?? "there is"} (was ${before!.lookBack ?? "no limit"})`;
    case "DETERMINATION":
      return determinationInWords(before!.determined, after!.determined);
    case "CONSENT":
      return `, ${CONSENT[after!.consent]} (was ${CONSENT[before!.consent]})`;
    case "BREAK_GLASS":
      return "";
  }
}

const CONSENT: Readonly<Record<ConsentMode, string>> = {
  NONE: "by statute",
  NEEDED_UNLESS_DISPENSED: "with consent or a dispensation",
  NEEDED: "with consent",
};

function determinationInWords(before: MinimumLevel | null, after: MinimumLevel | null): string {
  if (after === null) return ", no longer without consent (the source's determination is gone)";
  const was = before === null ? "was with consent" : `was ${before}`;
  return ` without consent from level ${after}, by the source's determination (${was})`;
}

/** What has to be there beside the protocol. */
export function basisInWords(it: Terms): string {
  if (it.byHand) return "by the source's own hand";
  if (it.byCourtAlone) return "by a court's order alone";
  if (it.determined === null) return CONSENT[it.consent];
  const level = it.determined === it.minimumLevel ? "" : ` from level ${it.determined}`;
  return `without consent${level}, by the source's determination`;
}

function scopeInWords(it: Terms, opens: boolean): string {
  const said = [`from level ${it.minimumLevel}`];
  if (!it.content) said.unshift("whether anybody is involved");
  if (it.content && !it.existence) said.push("but not whether anybody is involved");
  said.push(basisInWords(it));
  if (opens && it.lookBack !== null) said.push(`as far back as ${it.lookBack}`);
  return said.join(", ");
}
