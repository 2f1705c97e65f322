/** How good a way of matching is. */
import type { SentPerson } from "./people";
import type { Found } from "./matchers";

export interface Quality {
  /** Of those matched so many were matched rightly. */
  readonly precision: number;
  /** Of those who are on file so many were matched rightly. */
  readonly recall: number;
  /** The same, where a person decides rightly whatever is put before them. */
  readonly recallWithQueue: number;
  /** Of all that were sent so many wait for a person. */
  readonly queued: number;
  /** Of what waits so many are somebody on file. */
  readonly queuedRightly: number;
  readonly wrong: number;
  /** Of the wrong ones: a twin taken for the other. */
  readonly wrongTwins: number;
}

export function qualityOf(sent: readonly SentPerson[], found: readonly Found[]): Quality {
  let [matched, right, wrongTwins, queued, queuedRightly] = [0, 0, 0, 0, 0];
  sent.forEach(({ is, twin }, i) => {
    const it = found[i]!;
    if (typeof it === "string") {
      matched += 1;
      if (it === is) right += 1;
      else if (twin) wrongTwins += 1;
    } else if (it !== null) {
      queued += 1;
      if (it.includes(is)) queuedRightly += 1;
    }
  });
  const there = sent.filter((it) => it.is !== "nobody").length;
  return {
    precision: matched === 0 ? 1 : right / matched,
    recall: right / there,
    recallWithQueue: (right + queuedRightly) / there,
    queued: queued / sent.length,
    queuedRightly: queued === 0 ? 1 : queuedRightly / queued,
    wrong: matched - right,
    wrongTwins,
  };
}
