import {
  REASON_CODES,
  type InternalReason,
  type MinimumLevel,
  type PermitReason,
  type ReasonCode,
  type WithholdReason,
} from "./vocabulary";

/** What one ask was answered, and on what evidence. Made before anything is fetched. */
export interface Decision {
  readonly permitted: boolean;
  readonly reason: Exclude<ReasonCode, "E-SOURCE">;
  /** Sealed: for the source's governance lead and the auditor. */
  readonly internalReason: InternalReason | null;
  /** `id@version` of the protocol that the decision rests on. */
  readonly protocol: string | null;
  /** Ids of the consents, dispensation, determination, release, order or grant that decided. */
  readonly cites: readonly string[];
  readonly breakGlassRefused: boolean;
  /** With W-LEVEL: the level that would be needed. */
  readonly levelNeeded: MinimumLevel | null;
  /** ISO 8601 durations: how far back items may reach, as each protocol of the flow sets it; all of them hold. */
  readonly lookBack: readonly string[];
  /** Every item is to be dropped although permitted: a covert flag must look like an empty file. */
  readonly dropAll: InternalReason | null;
  /** Of the items, those that the source chose to release by hand; null where it chose none and all may be shown. */
  readonly onlyItems: readonly string[] | null;
  /** Sensitive services that may be named in `involvement`; `*` for all. */
  readonly sensitiveServices: readonly string[];
}

const NOTHING: readonly string[] = Object.freeze([]);

/** What a decision rests on. */
export type Facts = Pick<Partial<Decision>, "protocol" | "cites" | "levelNeeded" | "lookBack" | "sensitiveServices">;
const NO_FACTS: Facts = {};

/** Written out: it is made hundreds of times a record, and spreading costs several times as much. */
const decision = (
  permitted: boolean,
  reason: Decision["reason"],
  internalReason: InternalReason | null,
  facts: Facts,
): Decision => ({
  permitted,
  reason,
  internalReason,
  protocol: facts.protocol ?? null,
  cites: facts.cites ?? NOTHING,
  breakGlassRefused: false,
  levelNeeded: facts.levelNeeded ?? null,
  lookBack: facts.lookBack ?? NOTHING,
  dropAll: null,
  onlyItems: null,
  sensitiveServices: facts.sensitiveServices ?? NOTHING,
});

export const permit = (reason: PermitReason, facts: Facts = NO_FACTS): Decision => decision(true, reason, null, facts);

export const withhold = (reason: WithholdReason, facts: Facts = NO_FACTS): Decision =>
  decision(false, reason, null, facts);

/** An absolute bar: the person resolves to no match, which reads exactly like an empty file. */
export const barred = (internalReason: InternalReason): Decision =>
  decision(false, "N-NOTHING-AVAILABLE", internalReason, NO_FACTS);

const REASONS: ReadonlySet<unknown> = new Set(REASON_CODES.filter((it) => !it.startsWith("E-")));
const isText = (it: unknown): boolean => it === null || typeof it === "string";

/**
 * Is this a decision at all? A permit gives a reason to permit and says how far it reaches, a refusal gives a reason to
 * withhold. Whatever is neither must not be read as "nothing available", which is an answer.
 */
export function isDecision(it: unknown): it is Decision {
  if (typeof it !== "object" || it === null) return false;
  const { permitted, reason, internalReason, lookBack, dropAll, onlyItems, sensitiveServices } =
    it as Partial<Decision>;
  return (
    REASONS.has(reason) &&
    permitted === reason!.startsWith("P-") &&
    isText(internalReason) &&
    Array.isArray(lookBack) &&
    isText(dropAll) &&
    (onlyItems === null || Array.isArray(onlyItems)) &&
    Array.isArray(sensitiveServices)
  );
}
