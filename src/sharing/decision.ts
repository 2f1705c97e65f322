import { REASON_CODES, type InternalReason, type MinimumLevel, type PermitReason, type ReasonCode } from "./vocabulary";

/** What one ask was answered, and on what evidence. Made before anything is fetched. */
export interface Decision {
  readonly permitted: boolean;
  readonly reason: Exclude<ReasonCode, "E-SOURCE">;
  /** Sealed: for the source's governance lead and the auditor. */
  readonly internalReason: InternalReason | null;
  /** `id@version` of the protocol that the decision rests on. */
  readonly protocol: string | null;
  /** Ids of the consents, dispensation, determination, order or grant that decided. */
  readonly cites: readonly string[];
  readonly breakGlassRefused: boolean;
  /** With W-LEVEL: the level that would be needed. */
  readonly levelNeeded: MinimumLevel | null;
  /** ISO 8601 duration: how far back items may reach; the shortest that any protocol of the flow sets. */
  readonly lookBack: string | null;
  /** Every item is to be dropped although permitted: a covert flag must look like an empty file. */
  readonly dropAll: InternalReason | null;
  /** Sensitive services that may be named in `involvement`; `*` for all. */
  readonly sensitiveServices: readonly string[];
}

const NOTHING: readonly string[] = Object.freeze([]);

const base: Omit<Decision, "permitted" | "reason"> = {
  internalReason: null,
  protocol: null,
  cites: NOTHING,
  breakGlassRefused: false,
  levelNeeded: null,
  lookBack: null,
  dropAll: null,
  sensitiveServices: NOTHING,
};

export const permit = (reason: PermitReason, facts: Partial<Decision> = {}): Decision => ({
  ...base,
  ...facts,
  permitted: true,
  reason,
});

export const withhold = (reason: Extract<ReasonCode, `W-${string}`>, facts: Partial<Decision> = {}): Decision => ({
  ...base,
  ...facts,
  permitted: false,
  reason,
});

/** An absolute bar: the person resolves to no match, which reads exactly like an empty file. */
export const barred = (internalReason: InternalReason): Decision => ({
  ...base,
  permitted: false,
  reason: "N-NOTHING-AVAILABLE",
  internalReason,
});

const REASONS: ReadonlySet<unknown> = new Set(REASON_CODES.filter((it) => !it.startsWith("E-")));
const isText = (it: unknown): boolean => it === null || typeof it === "string";

/**
 * Is this a decision at all? A permit gives a reason to permit and says how far it reaches, a refusal gives a reason to
 * withhold. Whatever is neither must not be read as "nothing available", which is an answer.
 */
export function isDecision(it: unknown): it is Decision {
  if (typeof it !== "object" || it === null) return false;
  const { permitted, reason, internalReason, lookBack, dropAll, sensitiveServices } = it as Partial<Decision>;
  return (
    REASONS.has(reason) &&
    permitted === reason!.startsWith("P-") &&
    isText(internalReason) &&
    lookBack !== undefined &&
    isText(dropAll) &&
    Array.isArray(sensitiveServices)
  );
}
