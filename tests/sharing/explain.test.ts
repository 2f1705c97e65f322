import { explain, RULES, type RuleStep, type Verdict } from "../../src/sharing/explain";
import { REASON_CODES, type ReasonCode } from "../../src/sharing/vocabulary";

const told = (
  reason: ReasonCode,
  permitted = reason.startsWith("P-"),
  breakGlassRefused = false,
  own = false,
): string =>
  explain({ permitted, reason, breakGlassRefused }, own)
    .map(({ rule, verdict }: RuleStep) => `${rule}${{ ...SHORT }[verdict]}`)
    .join(" ");
/** + passed · silent · R releases · W withholds · B bars · - not reached */
const SHORT: Record<Verdict, string> = {
  PASSED: "+",
  SILENT: ".",
  RELEASES: "R",
  WITHHOLDS: "W",
  BARS: "B",
  NOT_REACHED: "-",
};

test.each([
  ["P-OWN", "1+ 2R 3- 4- 5- 6- 7- 8- 9-"],
  ["N-NOTHING-AVAILABLE", "1B 2- 3- 4- 5- 6- 7- 8- 9-"],
  ["W-NO-RELATIONSHIP", "1+ 2. 3W 4- 5- 6- 7- 8- 9-"],
  ["W-NO-PROTOCOL", "1+ 2. 3+ 4W 5- 6- 7- 8- 9-"],
  ["W-PROTOCOL-PURPOSE", "1+ 2. 3+ 4+ 5W 6- 7- 8- 9-"],
  ["W-PROTOCOL-ROLE", "1+ 2. 3+ 4+ 5W 6- 7- 8- 9-"],
  ["W-PROTOCOL-CATEGORY", "1+ 2. 3+ 4+ 5W 6- 7- 8- 9-"],
  ["W-LEVEL", "1+ 2. 3+ 4+ 5W 6- 7- 8- 9-"],
  ["W-SOURCE-DECISION", "1+ 2. 3+ 4+ 5+ 6W 7- 8- 9-"],
  ["P-COURT", "1+ 2. 3+ 4+ 5+ 6+ 7R 8- 9-"],
  ["P-S47", "1+ 2. 3+ 4+ 5+ 6+ 7R 8- 9-"],
  ["P-MARAC", "1+ 2. 3+ 4+ 5+ 6+ 7R 8- 9-"],
  ["P-S115", "1+ 2. 3+ 4+ 5+ 6+ 7R 8- 9-"],
  ["P-16LA", "1+ 2. 3+ 4+ 5+ 6+ 7R 8- 9-"],
  ["P-DIRECT-CARE", "1+ 2. 3+ 4+ 5+ 6+ 7R 8- 9-"],
  ["W-NO-BASIS", "1+ 2. 3+ 4+ 5+ 6+ 7W 8- 9-"],
  ["W-OBJECTION", "1+ 2. 3+ 4+ 5+ 6+ 7W 8- 9-"],
  ["P-CONSENT", "1+ 2. 3+ 4+ 5+ 6+ 7. 8R 9-"],
  ["P-DISPENSED", "1+ 2. 3+ 4+ 5+ 6+ 7. 8R 9-"],
  ...REASON_CODES.filter((it) => it.startsWith("W-CONSENT-")).map((it) => [it, "1+ 2. 3+ 4+ 5+ 6+ 7. 8W 9-"] as const),
  ["P-BREAKGLASS", "1+ 2. 3+ 4+ 5. 6. 7. 8. 9R"],
] as readonly (readonly [ReasonCode, string])[])("%s", (reason, expected) => expect(told(reason)).toBe(expected));

test("every reason that a decision can give is told of", () => {
  const decided = REASON_CODES.filter((it) => it !== "E-SOURCE" && it !== "N-NOTHING-AVAILABLE");
  expect(decided.filter((it) => told(it).includes("B"))).toEqual([]);
});

test("a grant that did not open it is told of as well", () =>
  expect(told("W-LEVEL", false, true)).toBe("1+ 2. 3+ 4+ 5W 6- 7- 8- 9W"));

test("who works on no person's record is stopped at their own agency's data", () => {
  expect(told("W-PROTOCOL-ROLE", false, false, true)).toBe("1+ 2W 3- 4- 5- 6- 7- 8- 9-");
  expect(told("W-LEVEL", false, false, true)).toBe("1+ 2. 3+ 4+ 5W 6- 7- 8- 9-");
});

test("the rules in order, each with its words", () => {
  expect(Object.keys(RULES).map(Number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(Object.values(RULES)).toEqual([
    "Nobody is barred: no protection, no conflict of interest.",
    "Data of the caller's own agency.",
    "An open case links the caller and this person.",
    "A protocol in force that both sides have signed.",
    "The protocol covers purpose, role, category and level of need.",
    "Not kept for the source's own hand.",
    "A statutory basis.",
    "Consent, or an authorised dispensation.",
    "Break-glass.",
  ]);
});
