/** What each reason tells the practitioner to do next and what it binds them to, as B7 and rule 11 have it. */
import {
  AFTER_LEAVING_A_SERVICE,
  CAVEAT,
  NEXT_STEPS,
  nextSteps,
  obligations,
  OBLIGATIONS,
} from "../../src/sharing/guidance";
import { REASON_CODES, type ReasonCode } from "../../src/sharing/vocabulary";

const steps: Record<ReasonCode, string> = {
  "P-OWN": "",
  "P-COURT": "NS-RECORD",
  "P-S47": "NS-RECORD NS-TELL-FAMILY",
  "P-MARAC": "NS-RECORD",
  "P-S115": "NS-RECORD",
  "P-16LA": "NS-RECORD NS-TELL-FAMILY",
  "P-DIRECT-CARE": "NS-RECORD",
  "P-CONSENT": "NS-RECORD",
  "P-DISPENSED": "NS-RECORD NS-TELL-FAMILY",
  "P-BREAKGLASS": "NS-RECORD NS-TELL-FAMILY",
  "N-NOTHING-AVAILABLE": "NS-VERIFY",
  "W-NO-RELATIONSHIP": "NS-LINK NS-999",
  "W-NO-PROTOCOL": "NS-PHONE-SOURCE NS-IG NS-999",
  "W-PROTOCOL-PURPOSE": "NS-RIGHT-PERSON NS-PHONE-SOURCE NS-999 NS-BREAKGLASS",
  "W-PROTOCOL-ROLE": "NS-RIGHT-PERSON NS-PHONE-SOURCE NS-999 NS-BREAKGLASS",
  "W-PROTOCOL-CATEGORY": "NS-RIGHT-PERSON NS-PHONE-SOURCE NS-999 NS-BREAKGLASS",
  "W-LEVEL": "NS-THRESHOLD NS-999 NS-BREAKGLASS",
  "W-SOURCE-DECISION": "NS-ASK-SOURCE NS-999",
  "W-NO-BASIS": "NS-LEGAL NS-999 NS-BREAKGLASS",
  "W-OBJECTION": "NS-RESPECT NS-999 NS-BREAKGLASS",
  "W-CONSENT-NONE": "NS-SEEK-CONSENT NS-DISPENSE NS-999 NS-BREAKGLASS",
  "W-CONSENT-REFUSED": "NS-RESPECT NS-DISPENSE NS-THRESHOLD NS-999 NS-BREAKGLASS",
  "W-CONSENT-WITHDRAWN": "NS-RESPECT NS-DISPENSE NS-THRESHOLD NS-999 NS-BREAKGLASS",
  "W-CONSENT-EXPIRED": "NS-RENEW NS-999 NS-BREAKGLASS",
  "W-CONSENT-SCOPE": "NS-WIDEN NS-999 NS-BREAKGLASS",
  "W-CONSENT-WRONG-PERSON": "NS-RIGHT-GIVER NS-999 NS-BREAKGLASS",
  "W-CONSENT-CONFLICT": "NS-MANAGER NS-999 NS-BREAKGLASS",
  "E-SOURCE": "NS-RETRY",
};

test.each(REASON_CODES)("%s: the next steps, in the order in which to try them", (reason) =>
  expect(nextSteps(reason).join(" ")).toBe(steps[reason]),
);

test("every step there is follows from some reason, or from leaving a service, and is said in a sentence of its own", () => {
  const reached = new Set([...REASON_CODES.flatMap(nextSteps), AFTER_LEAVING_A_SERVICE]);
  expect(Object.keys(NEXT_STEPS).filter((it) => !reached.has(it as never))).toEqual([]);
  const sentences = Object.values(NEXT_STEPS);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].{14,}\.$/);
});

test("a release of another's data binds; one that tells of a family behind its back says so", () => {
  const bound = ["NO_ONWARD_SHARING", "RETAIN_WITH_CASE", "RECORD_USE"];
  for (const reason of REASON_CODES) {
    const isRelease = reason.startsWith("P-") && reason !== "P-OWN";
    const tells = steps[reason].includes("NS-TELL-FAMILY");
    expect([reason, obligations(reason)]).toEqual([
      reason,
      isRelease ? [...bound, ...(tells ? ["TELL_FAMILY"] : [])] : [],
    ]);
  }
  for (const duty of Object.values(OBLIGATIONS)) expect(duty).toMatch(/^[A-Z].{14,}\.$/);
});

test("the caveat says that nothing shown is not nothing known, and whom to ring", () => {
  expect(CAVEAT).toMatch(/^This record shows what may be shared with you, not all that is known\./);
  for (const words of ["does not mean nothing is known", "ring the source's safeguarding lead", "ring 999."]) {
    expect(CAVEAT).toContain(words);
  }
});
