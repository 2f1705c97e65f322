import type { Level } from "./evidence";
import type { MinimumLevel } from "./vocabulary";

/** A common level meets a minimum; `3s` asks for a statutory basis beside it, which level 4 always has. */
export function meets(level: Level, minimum: MinimumLevel): boolean {
  if (minimum === "3s") return level.common === 4 || (level.common === 3 && level.statutory);
  return level.common >= minimum;
}

const RISING: readonly MinimumLevel[] = [1, 2, 3, "3s", 4];
/** Of minimum levels, how strict one is. */
export const rank = (minimum: MinimumLevel): number => RISING.indexOf(minimum);

export const stricter = (a: MinimumLevel, b: MinimumLevel): MinimumLevel => RISING[Math.max(rank(a), rank(b))]!;
