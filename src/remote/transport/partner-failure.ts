/** Why a partner gave no answer: a code and nothing that the partner said, for its words may name people. */
import type { UnavailableCode } from "../../sources/source";

export class PartnerFailure extends Error {
  constructor(readonly code: UnavailableCode) {
    super(`the partner is unavailable: ${code}`);
  }
}

/** What went wrong, as a code; whatever is not known to be something else is an answer that was no answer. */
export const codeOf = (error: unknown): UnavailableCode =>
  error instanceof PartnerFailure ? error.code : "BAD_RESPONSE";
