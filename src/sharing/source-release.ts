/**
 * What a source released by its own hand (rule 6), in answer to a request: some of its items, for one case, one
 * recipient and one purpose. It is the source's later and more specific word, so it passes the gate that the source
 * itself keeps; it never reaches further than the items that were chosen.
 */
import type { Decision } from "./decision";
import { covers, latestDetrimental, type Ask, type Evidence } from "./evidence";
import { isHighlyRestricted } from "./consent";

/** All releases that answer one ask, taken together. */
export interface Released {
  readonly ids: readonly string[];
  /** Ids of the items chosen; null for all. */
  readonly items: readonly string[] | null;
}

/** Of several in force each adds to the others. What the source found more detrimental afterwards ends them. */
export function releasedByHand(ask: Ask, evidence: Evidence): Released | null {
  if (evidence.sourceReleases.length === 0) return null;
  const since = latestDetrimental(ask, evidence);
  const inForce = evidence.sourceReleases.filter(
    (it) =>
      it.source === ask.source.id &&
      it.recipient === ask.viewer.agency.id &&
      it.category === ask.category &&
      it.purpose === ask.purpose &&
      covers(it, ask.at) &&
      (since === null || it.from > since),
  );
  if (inForce.length === 0) return null;
  const all = inForce.some((it) => it.items === null);
  return {
    ids: inForce.map((it) => it.id).sort(),
    items: all ? null : [...new Set(inForce.flatMap((it) => it.items ?? []))].sort(),
  };
}

/** A permit that rests on a release cites it and reaches as far as it; a refusal of the rules after it stays one. */
export function restingOn(released: Released, decision: Decision): Decision {
  if (!decision.permitted) return decision;
  return { ...decision, cites: [...released.ids, ...decision.cites], onlyItems: released.items };
}

/** B4: that consent was refused, or never asked for, would itself tell of a highly restricted category. */
export const isToldOf = ({ category }: Ask, { reason }: Decision): boolean =>
  !isHighlyRestricted(category) || !(reason.startsWith("W-CONSENT-") || reason === "W-OBJECTION");
