/**
 * What a decision is made from. Everything hangs on the person it is about, carries its own window, and is read
 * by `decide` alone; nothing here is looked up, awaited or timed.
 */
import type { AgencyKind, Category, MinimumLevel, Mode, Purpose, RestrictionCode, Role } from "./vocabulary";

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Half-open: it begins at `from` and has ended at `to`. Open ends are ±Infinity. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}
export const covers = (window: Window, at: Instant): boolean => window.from <= at && at < window.to;

/** A list of words in which `*` stands for all of them. */
export type Scope = readonly string[];
export const includes = (scope: Scope, word: string): boolean => scope.includes(word) || scope.includes("*");

/** One order for all evidence, so that what is cited never hangs on the order in which it was read. */
export const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** Those that match. The list itself where all of them do: the usual case, hundreds of times a record. */
export const those = <T>(list: readonly T[], match: (it: T) => boolean): readonly T[] =>
  list.every(match) ? list : list.filter(match);

/** Of those that match, the first in that order: several may do, and the same one is always cited. */
export function firstThat<T extends { readonly id: string }>(
  list: readonly T[],
  matches: (it: T) => boolean,
): T | undefined {
  let first: T | undefined;
  for (const it of list) if (matches(it) && (first === undefined || it.id < first.id)) first = it;
  return first;
}

/** An agency as a party to a flow of information. */
export interface Party {
  readonly id: string;
  readonly kind: AgencyKind;
  /** Listed in Children Act 2004 s.16LA, or commissioned by a listed body (s.16LA(4)(c)). */
  readonly listedIn16LA: boolean;
  /** A public authority needs no public-task statement from the recipient (UK GDPR Annex 1 ¶1). */
  readonly publicAuthority: boolean;
}

/** Common level of need and whether a statutory basis stands behind it (level 3 against level 3s). */
export interface Level {
  readonly common: 1 | 2 | 3 | 4;
  readonly statutory: boolean;
}

export type StatutoryBasis = "S17" | "S47" | "S20" | "S31" | null;

export interface CaseFacts {
  readonly id: string;
  readonly open: boolean;
  readonly level: Level;
  readonly statutoryBasis: StatutoryBasis;
  /** Recorded by a named decision-maker; without one it does not count. */
  readonly significantHarm: { readonly decidedBy: string; readonly decidedAt: Instant } | null;
  /** On the MARAC's high-risk list. */
  readonly highRisk: boolean;
  readonly agencies: ReadonlySet<string>;
}

export interface Viewer {
  readonly agency: Party;
  readonly userId: string;
  readonly role: Role;
  readonly onCase: boolean;
  /** A conflict of interest between this user and this family is on file. */
  readonly conflict: boolean;
}

export interface ParentalResponsibility extends Window {
  readonly holder: string;
  /** From when an order restricts its exercise; Infinity where none does. */
  readonly restrictedFrom: Instant;
}

export interface Subject {
  readonly id: string;
  /** Linked to the case: the child itself, or an adult who lives or is in contact with the child. */
  readonly linked: boolean;
  /** Midnight, Europe/London, of the 16th and 18th birthdays. */
  readonly sixteenAt: Instant;
  readonly eighteenAt: Instant;
  readonly competence: "COMPETENT" | "NOT_COMPETENT" | "UNASSESSED";
  readonly parentalResponsibility: readonly ParentalResponsibility[];
  /** SSDA903 legal status codes with their windows. */
  readonly legalStatus: readonly (Window & { readonly code: string })[];
}

/** Permission to share. An agreement to receive a service is a different record and never evidence here. */
export interface Consent extends Window {
  readonly id: string;
  /** SELF, LA, DEPUTY, or the person who gave it. */
  readonly givenBy: string;
  readonly decision: "GRANTED" | "REFUSED";
  readonly categories: Scope;
  readonly excludedCategories: Scope;
  readonly recipients: Scope;
  readonly excludedRecipients: Scope;
  readonly purposes: Scope;
  /** Infinity where it was not withdrawn. */
  readonly withdrawnAt: Instant;
  /** False where it was sought in front of somebody who may be the danger; then a grant is no consent. */
  readonly seekedSafely: boolean;
}

/** DPA 2018 Sch 1 ¶18(2): going ahead without consent, for exactly one of its three reasons. */
export interface Dispensation extends Window {
  readonly id: string;
  readonly reason: string;
  readonly categories: Scope;
  readonly requestedBy: string;
  readonly authorisedBy: string | null;
}

/** The holder's own view under s.16LA: that it will share, or that sharing would be more detrimental to the child. */
export interface HolderDetermination extends Window {
  readonly id: string;
  readonly source: string;
  readonly category: Category;
  readonly view: "SHARE" | "MORE_DETRIMENTAL";
  /** For SHARE. */
  readonly purpose?: Purpose;
  /** For MORE_DETRIMENTAL: the caller must not learn that the flag exists. */
  readonly covert?: boolean;
}

/** What a source released by hand for the case that is asked about, to one recipient and for one purpose. */
export interface SourceRelease extends Window {
  readonly id: string;
  readonly source: string;
  readonly recipient: string;
  readonly category: Category;
  readonly purpose: Purpose;
  /** Ids of the items that it chose; null for all that it holds. A correction of an item is another item. */
  readonly items: readonly string[] | null;
}

export interface CourtOrder extends Window {
  readonly id: string;
  readonly recipients: Scope;
  readonly categories: Scope;
}

export interface BreakGlassGrant extends Window {
  readonly id: string;
  readonly userId: string;
  readonly narrative: string;
  readonly categories: Scope;
}

/** Set by its source, never shown. Person-level when it stands here; item-level when it stands on an item. */
export interface Restriction extends Window {
  readonly code: RestrictionCode;
  /** Categories it touches; `*` for all. */
  readonly categories: Scope;
  /** X-COURT: agencies on the order or the FPR PD12G list, which it does not bind. */
  readonly exempt: Scope;
}

/** All that is on file about one person. */
export interface Evidence {
  readonly consents: readonly Consent[];
  readonly dispensations: readonly Dispensation[];
  readonly determinations: readonly HolderDetermination[];
  readonly sourceReleases: readonly SourceRelease[];
  readonly courtOrders: readonly CourtOrder[];
  readonly breakGlass: readonly BreakGlassGrant[];
  readonly restrictions: readonly Restriction[];
}

/** One question: may this viewer have this category from this source about this person, for this purpose, now? */
export interface Ask {
  readonly at: Instant;
  readonly viewer: Viewer;
  readonly purpose: Purpose;
  /** The recipient has stated the function and the law it acts under. */
  readonly publicTaskStated: boolean;
  readonly case: CaseFacts;
  readonly subject: Subject;
  readonly source: Party;
  readonly category: Category;
  readonly mode: Mode;
  /** A field may be stricter than its category (`gateway/declare.ts`). */
  readonly minimumLevel?: MinimumLevel | undefined;
  readonly manual?: boolean | undefined;
}

/** Since when the source finds openly that sharing would be more detrimental; null where it does not. */
export function latestDetrimental(ask: Ask, evidence: Evidence, covert = false): Instant | null {
  let latest: Instant | null = null;
  for (const it of evidence.determinations) {
    const isSo =
      it.view === "MORE_DETRIMENTAL" &&
      (it.covert ?? false) === covert &&
      it.source === ask.source.id &&
      it.category === ask.category &&
      covers(it, ask.at);
    if (isSo && (latest === null || it.from > latest)) latest = it.from;
  }
  return latest;
}
