import { barred, isDecision, permit, withhold } from "../../src/sharing/decision";

test.each([
  permit("P-S47", { lookBack: ["P1Y"] }),
  { ...permit("P-S47"), dropAll: "X-MORE-DETRIMENTAL" },
  { ...permit("P-16LA"), onlyItems: ["ITEM"] },
  withhold("W-LEVEL"),
  barred("X-COI"),
])("%j is a decision", (it) => expect(isDecision(it)).toBe(true));

test.each([
  undefined,
  null,
  true,
  "P-S47",
  {},
  Promise.resolve(permit("P-S47")),
  { permitted: true, reason: "P-S47" },
  { ...permit("P-S47"), permitted: "yes" },
  { ...permit("P-S47"), permitted: false },
  { ...permit("P-S47"), reason: "W-LEVEL" },
  { ...permit("P-S47"), reason: "P-UNHEARD-OF" },
  { ...withhold("W-LEVEL"), permitted: true },
  { ...withhold("W-LEVEL"), reason: "E-SOURCE" },
  { ...permit("P-S47"), lookBack: undefined },
  { ...permit("P-S47"), onlyItems: undefined },
  { ...permit("P-S47"), onlyItems: "*" },
  { ...permit("P-S47"), sensitiveServices: "*" },
])("%j is none", (it) => expect(isDecision(it)).toBe(false));
