/**
 * The one seam through which contributions are fetched. A source takes many asks and is told exactly what it may
 * return; it never hears of a person or a field that was not permitted.
 */
import type { Item } from "../sharing/items";
import type { Nature } from "../sharing/vocabulary";

/** What a query selects below a field; null where there is nothing below, as of a date or a number. */
export type Selection = ReadonlyMap<string, Selection | null>;

/**
 * Who may stand in one request to a partner: everybody on the record, those with the same permissions, or one person
 * alone. People who stand in one request are seen to belong together.
 */
export const BATCH_MODES = ["RECORD", "GROUP", "PERSON"] as const;
export type BatchMode = (typeof BATCH_MODES)[number];

/** How an agency with a system of its own is asked. */
export interface AskedElsewhere {
  /** The partner's version on file, as `HeldElsewhere` names it. */
  readonly partner: string;
  readonly batch: BatchMode;
  /** By field: what may be asked of it, and no more. */
  readonly selections: Selection;
}

/** One person, one agency, the permitted fields. */
export interface SourceAsk {
  readonly person: string;
  readonly agency: string;
  readonly fields: readonly string[];
  /** Null where this hub holds the agency's contributions itself. */
  readonly elsewhere: AskedElsewhere | null;
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

/** Where the body of an item that is a bare value, such as a date or a code, has that value. */
export const BARE = "value";

/** Why a source did not answer, in words that say nothing about anybody. */
export const UNAVAILABLE_CODES = {
  NO_ANSWER: "The source gave no answer at all.",
  HOSTED_STORE: "This hub's own store was out of reach.",
  TIMEOUT: "The partner did not answer in time.",
  UNREACHABLE: "The partner's system could not be reached, or did not serve.",
  REFUSED: "The partner's system would not take the request.",
  BAD_RESPONSE: "The partner answered with what is no valid answer.",
  PARTNER_FIELD_ERROR: "The partner failed on this field.",
  TOO_LARGE: "The partner's answer was larger than is taken.",
  OPEN_BREAKER: "The partner failed again and again and is left alone for a moment.",
  BUSY: "Too many requests to the partner are under way.",
  OFF: "The partner is switched off.",
} as const;
export type UnavailableCode = keyof typeof UNAVAILABLE_CODES;

/** A source that did not answer. Never rendered as nothing. A word that is none of the codes is shown to nobody. */
export interface Unavailable {
  readonly unavailable: string;
}

/** A source that answered for some of the fields and failed on others. */
export interface PartlyAnswered {
  readonly items: readonly SourceItem[];
  readonly failed: ReadonlyMap<string, string>;
}

/** Until when an answer is of use, in milliseconds since the epoch. */
export interface Deadline {
  readonly at: number;
}

export type SourceAnswer = readonly SourceItem[] | PartlyAnswered | Unavailable;

export interface Source {
  /** @returns for each ask, under `askKey`, its items or that it was unavailable; never throws for one agency's fault */
  fetch(asks: readonly SourceAsk[], deadline: Deadline): Promise<ReadonlyMap<string, SourceAnswer>>;
}

export const askKey = (person: string, agency: string): string => `${person} ${agency}`;

export const isUnavailable = (answer: SourceAnswer): answer is Unavailable => "unavailable" in answer;

const isPartly = (answer: SourceAnswer): answer is PartlyAnswered => "failed" in answer;

/** Why these fields, which were decided together, have no answer; null where they have one. */
export function failureOf(answer: SourceAnswer | undefined, fields: readonly string[]): UnavailableCode | null {
  if (answer === undefined) return "NO_ANSWER";
  if (isUnavailable(answer)) return toCode(answer.unavailable);
  if (!isPartly(answer)) return null;
  const field = fields.find((it) => answer.failed.has(it));
  return field === undefined ? null : toCode(answer.failed.get(field)!);
}

const toCode = (word: string): UnavailableCode =>
  Object.hasOwn(UNAVAILABLE_CODES, word) ? (word as UnavailableCode) : "NO_ANSWER";

export function itemsOf(answer: SourceAnswer | undefined): readonly SourceItem[] {
  if (answer === undefined || isUnavailable(answer)) return [];
  return isPartly(answer) ? answer.items : answer;
}
