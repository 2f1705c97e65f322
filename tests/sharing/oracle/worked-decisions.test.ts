/** The second opinion on the domain's own worked decisions (F01 to F25), before it is asked about anything else. */
import fs from "node:fs";
import path from "node:path";
import { toAsk, toEvidence } from "../../../src/governance/decision-cases/decision-case";
import { readDecisionCases } from "../../../src/governance/decision-cases/decision-case-file";
import { LAW } from "../../../src/governance/law";
import { readProtocols } from "../../../src/governance/protocols/protocol-file";
import { londonInstant } from "../../../src/people/london-time";
import { opinionOn } from "./oracle";

const read = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(__dirname, "../..", file), "utf8"));
const cases = readDecisionCases(read("fixtures/decision-cases.json"));
const protocols = readProtocols(read("../src/demonstration/protocols.json"));
const law = LAW.map(({ reason, from, to }) => ({
  reason,
  from: londonInstant(from),
  to: to === null ? Infinity : londonInstant(to),
}));

/** Nothing available after the fetch (rule 10) is a permit before it: these two are about one item each. */
const EMPTIED_AFTER_A_PERMIT = new Map([
  ["F22", "P-S47"],
  ["F24", "P-S47"],
]);

test.each(cases.map((it) => [it.id, it.facts, it] as const))("%s: %s", (id, _facts, { input, expected }) => {
  const opinion = opinionOn({ ask: toAsk(input), evidence: toEvidence(input), protocols, law });
  const emptied = EMPTIED_AFTER_A_PERMIT.get(id);
  expect(opinion).toMatchObject({
    permitted: emptied !== undefined || expected?.outcome === "RELEASED",
    reason: emptied ?? expected?.publicReason,
    breakGlassRefused: expected?.breakglass === "REFUSED",
  });
});

test("are all there", () => expect(cases).toHaveLength(25));
