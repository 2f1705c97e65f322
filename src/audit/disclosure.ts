/**
 * What one request disclosed, refused or failed to find: everything that B9 of the release-decision model asks for,
 * and never a value. One body a request.
 */
import type { MinimumLevel, Mode, Outcome, ReasonCode } from "../sharing/vocabulary";

export interface DisclosedDecision {
  /** Position in the request's list of subjects; null never occurs, so that no decision floats free of a person. */
  readonly subject: number;
  readonly source: string;
  readonly category: string;
  readonly mode: Mode;
  /** Where the fields are stricter than their category: the level that they need, and by hand alone. */
  readonly minimumLevel: MinimumLevel | null;
  readonly manual: boolean;
  readonly outcome: Outcome;
  readonly reason: ReasonCode;
  readonly protocol: string | null;
  readonly cites: readonly string[];
  /** Ids of the released items, never their values. */
  readonly items: readonly string[];
  readonly breakGlassRefused: boolean;
}

/** For the source's governance lead and the auditor alone; encrypted before it is written. */
export interface SealedDecision {
  /** Position in the list of decisions. */
  readonly decision: number;
  readonly internalReason: string | null;
  readonly suppressed: number;
}

/** What a permit rested on and what came with it; the same for every decision of one reason. */
export interface Grounds {
  readonly statute: string;
  readonly article6: string;
  readonly article9And10: string;
  readonly confidentiality: string;
  readonly obligations: readonly string[];
}

export interface Disclosure {
  /** Decision ids are this id with `.` and the decision's position. */
  readonly id: string;
  readonly kind: "RECORD" | "PERSON" | "DISCLOSURES" | "LINK" | "REQUESTS" | "EXPLANATION" | "SIMULATION" | "MATCH";
  readonly at: number;
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly purpose: string | null;
  readonly publicTask: string | null;
  /** Null where no case was found, or none that the caller may know of. */
  readonly caseId: string | null;
  readonly level: string | null;
  readonly rulebookVersion: number;
  /** What the evidence was seen in (`RecordContext.snapshot`); null where nothing was decided. */
  readonly snapshot: string | null;
  /** What protocols, agencies and law were seen in (`Hub.snapshot`). */
  readonly rulebookSnapshot: string | null;
  readonly found: boolean;
  /** By permit reason, for the permits of this request. */
  readonly grounds: Readonly<Record<string, Grounds>>;
  /** The family is to be told of it; whether they were is for the case's own record. */
  readonly tellFamily: boolean;
  /** From the request's start until its answer was ready to be recorded. */
  readonly latencyMs: number;
  /** People by their disclosure keys; written as pseudonyms. */
  readonly subjects: readonly string[];
  readonly decisions: readonly DisclosedDecision[];
  readonly sealed: readonly SealedDecision[];
}

/** Who asks, and when: as much of a request as its record needs. */
export interface Asking {
  readonly viewer: { readonly userId: string; readonly agencyId: string; readonly role: string };
  readonly at: number;
  readonly elapsed: () => number;
  readonly newId: () => string;
}

/** A look at people that released no field: nothing was decided, and that it happened is what is recorded. */
export const noticeOf = (
  kind: Disclosure["kind"],
  { viewer, at, elapsed, newId }: Asking,
  caseId: string | null,
  subjects: readonly string[],
): Disclosure => ({
  id: newId(),
  kind,
  at,
  user: viewer.userId,
  role: viewer.role,
  agency: viewer.agencyId,
  purpose: null,
  publicTask: null,
  caseId,
  level: null,
  rulebookVersion: 0,
  snapshot: null,
  rulebookSnapshot: null,
  found: subjects.length > 0,
  grounds: {},
  tellFamily: false,
  latencyMs: elapsed(),
  subjects,
  decisions: [],
  sealed: [],
});
