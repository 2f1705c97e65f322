/** What the answers about single consent records come to (B4; ADR 7): the latest of each giver, then all givers together. */
import type { Consent } from "../../../src/sharing/evidence";
import type { Answer } from "./policy-set";

interface Answered {
  readonly record: Consent;
  readonly answer: Answer;
}

/** GRANTED, or what stands after `W-CONSENT-`; and whether somebody who may decide has said no (rule 7, direct care). */
export interface ConsentOutcome {
  readonly consent: string;
  readonly objection: boolean;
}

const REASON_PRECEDENCE = ["WRONG-PERSON", "REFUSED", "WITHDRAWN", "EXPIRED", "SCOPE"];

export function consentOf(answered: readonly Answered[]): ConsentOutcome {
  const says = (said: string) => (one: Answered) => one.answer.says.includes(said);
  const on = answered.filter((one) => !says("NO-RECORD")(one));
  const here = on.filter((one) => !says("ELSEWHERE")(one));
  const rightful = here.filter((one) => !says("WRONG-PERSON")(one));
  if (rightful.length === 0) {
    if (here.length > 0) return { consent: "WRONG-PERSON", objection: false };
    const elsewhere = on.some((one) => one.answer.says.every((said) => said === "ELSEWHERE" || said === "SCOPE"));
    return { consent: elsewhere ? "SCOPE" : "NONE", objection: false };
  }

  // Of each giver the latest; of two of one instant the stricter, so that one is consent only where both are.
  const names = new Set(rightful.map(({ record }) => record.givenBy));
  const givers = [...names].map((name) => {
    const records = rightful.filter(({ record }) => record.givenBy === name);
    const latest = Math.max(...records.map(({ record }) => record.from));
    return records.filter(({ record }) => record.from === latest);
  });
  const granted = givers.some((latest) => latest.every(({ answer }) => answer.allowed));
  const objection = givers
    .flat()
    .some((one) => says("REFUSED")(one) || (says("WITHDRAWN")(one) && !says("SCOPE")(one)));
  if (granted) return { consent: objection ? "CONFLICT" : "GRANTED", objection };
  const reason = REASON_PRECEDENCE.find((said) => givers.flat().some(says(said)));
  return { consent: reason ?? "NONE", objection };
}
