/**
 * Everything that the gateway relies on in a partner's endpoint, each under a name, with what to do. A check asks, and
 * throws `Found` where something is wrong; no value of an answer is ever repeated.
 */
import { BATCHES } from "./checks-of-batches";
import { FIELDS } from "./checks-of-fields";
import { HTTP } from "./checks-of-http";
import { KEYS } from "./checks-of-keys";
import type { Trial } from "./trial";

export interface EndpointCheck {
  readonly name: string;
  /** What is relied on, in a sentence. */
  readonly what: string;
  /** How it is mended. */
  readonly todo: string;
  /** @throws Found; @returns a reason where it could not be tried */
  readonly run: (trial: Trial) => Promise<{ readonly skipped: string } | void>;
}

export const checksOf = (trial: Trial): readonly EndpointCheck[] => [...HTTP, ...KEYS, ...BATCHES, ...FIELDS(trial)];
