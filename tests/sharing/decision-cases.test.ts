import fs from "node:fs";
import path from "node:path";
import { answer, differences } from "../../src/governance/decision-cases/decision-case";
import { readDecisionCases } from "../../src/governance/decision-cases/decision-case-file";
import { LAW } from "../../src/governance/law";
import { readProtocols } from "../../src/governance/protocols/protocol-file";
import { londonInstant } from "../../src/people/london-time";
import { compileRulebook } from "../../src/sharing/rulebook";

const read = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(__dirname, "..", file), "utf8"));
const cases = readDecisionCases(read("fixtures/decision-cases.json"));
const law = LAW.map((it) => ({
  reason: it.reason,
  from: londonInstant(it.from),
  to: it.to === null ? Infinity : londonInstant(it.to),
}));
const rulebook = compileRulebook(1, readProtocols(read("../src/demonstration/protocols.json")), law);

describe("the governance reviewers' decision cases", () => {
  test.each(cases.map((it) => [it.id, it.facts, it] as const))("%s: %s", (_id, _facts, decisionCase) => {
    expect(differences(decisionCase, answer(decisionCase.input, rulebook))).toEqual([]);
  });

  it("are all there", () => expect(cases).toHaveLength(25));

  it("can fail: another expectation differs, and says how", () => {
    const [first] = cases;
    const wrong = { ...first!, expected: { ...first!.expected!, outcome: "WITHHELD" } };
    expect(differences(wrong, answer(first!.input, rulebook))).toEqual(["outcome: expected WITHHELD, found RELEASED"]);
  });

  it("with unknown keys, words and dates are refused whole, every fault by its place", () => {
    const broken = [{ id: "X", input: { ...cases[0], t: "yesterday", colour: "red" } }];
    expect(() => readDecisionCases(broken)).toThrow(/0\.input\.t: not an ISO 8601 date[\s\S]*0\.input\.recipient/);
  });
});
