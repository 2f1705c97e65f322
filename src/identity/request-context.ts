/** One request: who asks, when, and what it has disclosed. Made once, at its start; nothing in it outlives it. */
import type { Disclosure } from "../audit/disclosure";
import type { SignedInViewer } from "./viewer";

export interface RequestContext {
  readonly viewer: SignedInViewer;
  /** Milliseconds since the epoch: the instant for which everything is decided. */
  readonly at: number;
  /** Milliseconds since the request began. */
  readonly elapsed: () => number;
  /** A new UUID at each call. */
  readonly newId: () => string;
  /** Until when an answer is of use, in milliseconds since the epoch. */
  readonly deadline: { readonly at: number };
  /** What has been disclosed; committed before the answer leaves (`http/graphql-endpoint.ts`). */
  readonly disclosures: Disclosure[];
  /** How many records this request has asked for; there is one to a request. */
  recordsAsked: number;
}
