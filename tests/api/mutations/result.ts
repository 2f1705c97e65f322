/** What the mutations answer, asked for under the name `result`: what was written, or every fault of the input. */
import type { Answer } from "../gateway";

export interface Result {
  readonly __typename: string;
  readonly accepted?: number;
  readonly unchanged?: number;
  readonly caseId?: string;
  readonly memberId?: string;
  readonly consentId?: string;
  readonly validTo?: string | null;
  readonly agreementId?: string;
  readonly faults?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

export function resultOf({ status, data, errors, text }: Answer): Result {
  expect({ status, errors, text: data ? "" : text }).toEqual({ status: 200, errors: undefined, text: "" });
  return data.result as Result;
}

/** `path CODE` of each fault; empty where it was written. */
export const faultsOf = (answer: Answer): string[] =>
  resultOf(answer)
    .faults?.map((it) => `${it.path} ${it.code}`)
    .sort() ?? [];
