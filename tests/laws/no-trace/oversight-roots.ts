/** What governs, tells and audits, as anybody may try to ask it: none of it holds what a record holds. */
import type { Choice } from "./choice";
import type { Known } from "./operations";

export interface Root {
  readonly name: string;
  readonly given: string;
  /** Its arguments. */
  readonly covers: readonly string[];
}

const text = (it: string): string => JSON.stringify(it);

function whom(choice: Choice, known: Known): readonly [string, string] {
  if (choice.chance(50)) {
    const memberId = choice.of([...known.memberIds, "made-up", ...known.foreignIds]);
    return ["memberId", text(memberId)];
  }
  const { system, value } = choice.of(known.identifiers);
  return ["identifier", `{ system: ${system}, value: ${text(value)} }`];
}

/** What only those may have whom it names is asked for by an id that is not theirs: whose it is, is the mutations' to test. */
const notTheirs = (choice: Choice, known: Known): string => text(choice.of(["made-up", ...known.foreignIds]));

const ROOTS: readonly ((choice: Choice, known: Known) => readonly [string, ...(readonly [string, string])[]])[] = [
  (choice, known) => ["whoHasSeen", whom(choice, known), ["from", text("2026-01-01")], ["to", text("2026-12-31")]],
  (choice, known) => ["familyWithholdings", whom(choice, known)],
  (choice) => [
    "myNotifications",
    ["first", choice.of(["1", "5", "200"])],
    ["unseen", choice.of(["true", "false"])],
    ["after", "null"],
  ],
  () => ["notificationContacts"],
  () => ["partners"],
  (choice) => ["partner", ["agency", text(choice.of(["PROB", "YJS", "CSC", "NOBODY"]))]],
  (choice) => [
    "searchDisclosures",
    ["filter", choice.of(["{}", '{ reason: "W-LEVEL" }', "{ outcome: RELEASED }", '{ source: "SHC" }'])],
    ["first", choice.of(["1", "20"])],
    ["after", "null"],
  ],
  (choice) => [
    "sampleForAudit",
    ["input", `{ size: 3, seed: "any", stratifyBy: ${choice.of(["NONE", "AGENCY", "PURPOSE"])} }`],
  ],
  (choice, known) => ["consentReceipt", ["consentId", notTheirs(choice, known)]],
  (choice, known) => ["exportConsentFhir", ["consentId", notTheirs(choice, known)]],
  (choice, known) => ["dispensations", ["caseId", notTheirs(choice, known)]],
  (choice) => ["consentsExpiring", ["withinDays", choice.of(["0", "30", "366"])]],
  () => ["restrictionsSet"],
  () => ["conflictsOfInterest"],
  (choice) => ["sharingIndicators", ["month", choice.of([text("2026-10"), text("2026-11"), text("never")])]],
];

export function oversightRoot(choice: Choice, known: Known): Root {
  const [name, ...given] = choice.of(ROOTS)(choice, known);
  return {
    name,
    given: given.map(([argument, literal]) => `${argument}: ${literal}`).join(", "),
    covers: given.map(([argument]) => argument),
  };
}
