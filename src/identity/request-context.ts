/** One request: who asks, when, and what it has disclosed. Made once, at its start; nothing in it outlives it. */
import type { Disclosure } from "../audit/disclosure";
import type { ServedSchema } from "../gateway/catalogue";
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
  /** The schema that this request is answered by. */
  readonly served: ServedSchema;
  /**
   * Set where that schema turned out to be of yesterday's partners: the request is answered again by today's. An object of
   * its own, for Apollo hands resolvers a copy of this one.
   */
  readonly turn: { isStale: boolean };
  /** How many records this request has asked for; there is one to a request. */
  recordsAsked: number;
}
