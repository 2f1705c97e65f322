/** What is wrong with a consent before it is recorded. The rules weigh it again at every use. */
import type { Fault } from "../../gateway/faults";
import { plusMonths } from "../../people/london-time";
import { mayGive } from "../../sharing/consent";
import { CATEGORIES } from "../../sharing/vocabulary";
import type { RecordConsentInput } from "./consent.inputs";
import { giverOf, type MemberOnFile } from "../evidence.repository";

/** The longest that a consent lasts, and how long it lasts where nothing is said. */
export const LONGEST_MONTHS = 12;

/** @param from when it was given: now, or earlier where it comes from another system */
export function termFaults(input: RecordConsentInput, validTo: number, from: number, at: number): Fault[] {
  const faults: Fault[] = [];
  if (validTo <= at) faults.push({ path: "validTo", code: "IN_THE_PAST", message: "ends before it begins" });
  if (validTo > plusMonths(from, LONGEST_MONTHS)) {
    const since = from === at ? "now" : "when it was given";
    faults.push({ path: "validTo", code: "TOO_LONG", message: `at most ${LONGEST_MONTHS} months from ${since}` });
  }
  if (input.decision === "GRANTED" && !input.soughtSafely) {
    faults.push({
      path: "soughtSafely",
      code: "NOT_SAFE",
      message: "consent sought in front of a possible danger is none",
    });
  }
  if (input.categories?.length === 0) {
    faults.push({ path: "categories", code: "EMPTY", message: "name at least one category, or leave it out for all" });
  }
  // even to leave such a category out would tell that there is something to leave out
  for (const path of ["categories", "excludedCategories"] as const) {
    if (input[path]?.some((it) => CATEGORIES[it].sensitivity === "HR")) {
      faults.push({ path, code: "SOURCE_DECIDES", message: "highly restricted data is released by its source alone" });
    }
  }
  return faults;
}

/** A consent speaks of those who work on the case: nobody records, or refuses, on behalf of strangers to it. */
export function recipientFaults(input: RecordConsentInput, onCase: ReadonlySet<string>): Fault[] {
  const message = "not an agency of this case";
  return (["recipients", "excludedRecipients"] as const).flatMap((path) =>
    input[path].flatMap((it, i) => (onCase.has(it) ? [] : [{ path: `${path}.${i}`, code: "UNKNOWN_AGENCY", message }])),
  );
}

/** Whose decision it is, as the rules will weigh it at each use: B4 of the release-decision model. */
export function giverFaults(
  { capacity }: RecordConsentInput,
  giver: string | null | undefined,
  subject: MemberOnFile,
  at: number,
): Fault[] {
  if (giver === undefined) {
    return [{ path: "givenBy", code: "UNKNOWN_MEMBER", message: "no such member of this case for you" }];
  }
  const isSelf = giver === subject.id;
  const named = { SELF: isSelf, LA_WITH_PR: giver === null, PR_HOLDER: !isSelf, DEPUTY: !isSelf }[capacity];
  if (!named) return [{ path: "givenBy", code: "WRONG_PERSON", message: `not somebody who gives it as ${capacity}` }];
  if (mayGive(subject.subject, at)(giverOf(capacity, giver, subject.id))) return [];
  const message =
    "this decision is not theirs to give: see who holds it by age, competence, parental responsibility and orders";
  return [{ path: capacity === "PR_HOLDER" ? "givenBy" : "capacity", code: "WRONG_PERSON", message }];
}
