import type { InternalReason, MinimumLevel, PermitReason, ReasonCode } from "./vocabulary";

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
  /** ISO 8601 durations: how far back items may reach, as each protocol of the flow sets it; all of them hold. */
  readonly lookBack: readonly string[];
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
  lookBack: NOTHING,
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
