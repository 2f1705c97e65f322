/** One thing that the gateway relies on in a partner's endpoint. */
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
