/** What somebody should look at in a protocol. A warning closes nothing. */
import { londonDate, londonInstant } from "../../people/london-time";
import type { Protocol } from "../../sharing/rulebook";
import { CATEGORIES, type Category } from "../../sharing/vocabulary";
import { rank } from "../../sharing/levels";
import { listOf, type ProtocolDocument } from "./protocol-document";

interface Subject {
  readonly words: Partial<ProtocolDocument>;
  readonly status: Protocol["status"];
  readonly at: number;
  readonly parties: readonly { readonly agency: string; readonly signedAt: Date | null }[];
  /** Agencies whose signature does not fit the document. */
  readonly broken: readonly string[];
}

export function warningsOf({ words, status, at, parties, broken }: Subject): string[] {
  if (status === "TERMINATED") return [];
  const warnings: string[] = [];
  const { validFrom, validTo, reviewDue } = words;
  if (validTo !== undefined && londonInstant(validTo) <= at) {
    warnings.push(`Its time was over on ${londonDate(londonInstant(validTo))}: it opens nothing.`);
  } else if (reviewDue !== undefined && londonInstant(reviewDue) <= at) {
    warnings.push(`Its review was due on ${londonDate(londonInstant(reviewDue))}. It is still in force.`);
  }
  if (status === "ACTIVE" && validFrom !== undefined && at < londonInstant(validFrom)) {
    warnings.push(`It begins on ${londonDate(londonInstant(validFrom))}: until then it opens nothing.`);
  }
  const unsigned = parties.filter((it) => it.signedAt === null).map((it) => it.agency);
  if (unsigned.length > 0) warnings.push(`Not signed, and closed to and from: ${unsigned.join(", ")}.`);
  for (const agency of broken)
    warnings.push(`The signature of ${agency} does not fit the document: it does not count.`);
  const late = (words.standingDeterminations ?? []).filter((it) => londonInstant(it.reviewBy) <= at);
  if (late.length > 0 && (validTo === undefined || londonInstant(validTo) > at)) {
    const makers = [...new Set(late.flatMap((it) => listOf<string>(it.madeBy)))].sort().join(", ");
    warnings.push(`Standing determinations are due for review by ${makers}. They still stand.`);
  }
  const lowered = (
    Object.entries(words.categories ?? {}) as [Category, { minimumLevel?: 1 | 2 | 3 | "3s" | 4 } | null][]
  )
    .filter(([word, terms]) => terms?.minimumLevel !== undefined && isLower(terms.minimumLevel, word))
    .map(([word]) => word);
  if (lowered.length > 0) warnings.push(`Opens below the usual level of need: ${lowered.join(", ")}.`);
  const byHand = (words.breakGlass?.categories ?? []).filter((it) => CATEGORIES[it].sensitivity === "HR");
  if (byHand.length > 0)
    warnings.push(`Breaking the glass would open what is highly restricted: ${byHand.join(", ")}.`);
  return warnings;
}

const isLower = (level: 1 | 2 | 3 | "3s" | 4, word: Category): boolean =>
  rank(level) < rank(CATEGORIES[word].minimumLevel);
