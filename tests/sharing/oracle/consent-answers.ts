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

/** B4, "Reason precedence"; of one giver's records of one instant it is the stricter that counts (ADR 7). */
const PRECEDENCE = ["REFUSED", "WITHDRAWN", "EXPIRED", "SCOPE", "GRANTED"];

export function consentOf(answered: readonly Answered[]): ConsentOutcome {
  const says = (said: string) => (one: Answered) => one.answer.says.includes(said);
  const spoken = answered.filter((one) => !says("NO-RECORD")(one));
  const rightful = spoken.filter((one) => !says("WRONG-PERSON")(one));
  if (rightful.length === 0) return { consent: spoken.length > 0 ? "WRONG-PERSON" : "NONE", objection: false };

  const here = rightful.filter((one) => !says("ELSEWHERE")(one));
  const givers = [...new Set(here.map(({ record }) => record.givenBy))];
  const said = givers.map((giver) => {
    const records = here.filter(({ record }) => record.givenBy === giver);
    const latest = Math.max(...records.map(({ record }) => record.from));
    const last = records.filter(({ record }) => record.from === latest).map(({ answer }) => answer.says[0]);
    return PRECEDENCE.find((word) => last.includes(word));
  });
  const objection = said.includes("REFUSED") || said.includes("WITHDRAWN");
  if (said.includes("GRANTED")) return { consent: objection ? "CONFLICT" : "GRANTED", objection };
  return { consent: PRECEDENCE.find((word) => said.includes(word)) ?? "SCOPE", objection };
}
