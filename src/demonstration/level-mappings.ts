/**
 * What each authority calls its levels, from its strategy and the day that strategy began. A number means nothing
 * across a border: Southwark's tier 3 is a statutory child in need, Hounslow's and Herefordshire's level 3 is not.
 */
export interface LevelMapping {
  /** DfE local authority code. */
  readonly authority: string;
  readonly localTier: string;
  readonly common: 1 | 2 | 3 | 4;
  /** Level 3 with a statutory basis is 3s. */
  readonly statutory: boolean;
  readonly effectiveFrom: string;
}

type Row = readonly [localTier: string, common: LevelMapping["common"], statutory?: "statutory"];

const ofAuthority = (authority: string, effectiveFrom: string, rows: readonly Row[]): LevelMapping[] =>
  rows.map(([localTier, common, statutory]) => ({
    authority,
    localTier,
    common,
    statutory: statutory !== undefined,
    effectiveFrom,
  }));

const HILLINGDON = ofAuthority("312", "2021-04-01", [
  ["Universal", 1],
  ["Targeted", 2],
  ["Targeted-complex", 3],
  ["Specialist: child in need", 3, "statutory"],
  ["Specialist: child at risk", 4, "statutory"],
]);

const HEREFORDSHIRE = ofAuthority("884", "2016-04-01", [
  ["Level 1 Universal", 1],
  ["Level 2 Early Intervention", 2],
  ["Level 3 Complex", 3],
  // "May require statutory": read as 3s and not as 4, the reading that opens less.
  ["Level 4 Plus", 3, "statutory"],
  ["Level 4 Acute", 4, "statutory"],
]);

const HOUNSLOW = ofAuthority("313", "2023-04-01", [
  ["Tier 1 No additional needs", 1],
  ["Tier 2 Early Help", 2],
  ["Tier 3 Complex", 3],
  ["Tier 4 Acute", 4, "statutory"],
]);

const SOUTHWARK = ofAuthority("210", "2015-04-01", [
  ["Tier 1 Universal", 1],
  ["Tier 1 Universal Plus", 1],
  ["Tier 2 Early Help Service", 2],
  ["Tier 2 Specialist Family Focus Team", 3],
  ["Tier 3 Children in Need", 3, "statutory"],
  ["Tier 4 Child Protection and LAC", 4, "statutory"],
]);

export const LEVEL_MAPPINGS: readonly LevelMapping[] = [...HILLINGDON, ...HEREFORDSHIRE, ...HOUNSLOW, ...SOUTHWARK];
