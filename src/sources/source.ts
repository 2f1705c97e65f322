/**
 * The one seam through which contributions are fetched. A source takes many asks and is told exactly what it may
 * return; it never hears of a person or a field that was not permitted.
 */
import type { Item } from "../sharing/items";
import type { Nature } from "../sharing/vocabulary";

/** One person, one agency, the permitted fields. */
export interface SourceAsk {
  readonly person: string;
  readonly agency: string;
  readonly fields: readonly string[];
}

export interface SourceItem extends Item {
  readonly field: string;
  /** ISO 8601 instant. */
  readonly recordedAt: string;
  readonly nature: Nature;
  readonly authorRole: string | null;
  /** The source's own reference, unique in the agency; never shown. */
  readonly sourceRef: string;
}

/** A source that did not answer. Never rendered as nothing. */
export interface Unavailable {
  readonly unavailable: string;
}

/** Until when an answer is of use, in milliseconds since the epoch. */
export interface Deadline {
  readonly at: number;
}

export type SourceAnswer = readonly SourceItem[] | Unavailable;

export interface Source {
  /** @returns for each ask, under `askKey`, its items or that it was unavailable; never throws for one agency's fault */
  fetch(asks: readonly SourceAsk[], deadline: Deadline): Promise<ReadonlyMap<string, SourceAnswer>>;
}

export const askKey = (person: string, agency: string): string => `${person} ${agency}`;

export const isUnavailable = (answer: SourceAnswer): answer is Unavailable => "unavailable" in answer;
