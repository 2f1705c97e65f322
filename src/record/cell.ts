/**
 * A cell is one person × one agency × the fields that are decided together. Decided first, fetched only if permitted,
 * filtered after: what a caller sees of it, and what is recorded, come from here alone.
 */
import type { SharedField } from "../gateway/catalogue";
import type { AskedFacts } from "../governance/asked-facts";
import type { HubAgency } from "../governance/hub.repository";
import type { MemberOnFile, SaidBySource } from "../governance/evidence.repository";
import { decide } from "../sharing/decide";
import { isDecision, type Decision } from "../sharing/decision";
import type { Ask, Restriction } from "../sharing/evidence";
import { filterItems, mayBeTold } from "../sharing/items";
import type { Rulebook } from "../sharing/rulebook";
import type { InternalReason, Outcome, ReasonCode } from "../sharing/vocabulary";
import { isUnavailable, type SourceAnswer, type SourceItem } from "../sources/source";

export interface Cell {
  /** In the record, from 0: its decision's place in the disclosure record. */
  readonly position: number;
  readonly member: MemberOnFile;
  readonly agency: HubAgency;
  readonly fields: readonly SharedField[];
  /** Null where the decider itself failed. */
  decision: Decision | null;
  outcome: Outcome;
  reason: ReasonCode;
  internalReason: InternalReason | null;
  suppressed: number;
  /** By field, newest first; what may be shown. */
  visible: ReadonlyMap<string, readonly SourceItem[]>;
  /** In words, where it released by hand. */
  said: readonly SaidBySource[];
}

const NOTHING: Cell["visible"] = new Map();
const NOTHING_SAID: Cell["said"] = [];

export type Decider = typeof decide;

/**
 * A decider that throws, or answers with what is no decision, releases nothing; and the cell says that it is
 * unavailable, not that it is empty.
 */
export function decideCell(
  { at, viewer, purpose, publicTaskStated, case: file }: AskedFacts,
  position: number,
  member: MemberOnFile,
  agency: HubAgency,
  fields: readonly SharedField[],
  rulebook: Rulebook,
  decider: Decider,
): Cell {
  const { category, mode, minimumLevel, manual } = fields[0]!;
  // written out, for there are hundreds of these a record and a spread costs several times as much
  const cell: Cell = {
    position,
    member,
    agency,
    fields,
    decision: null,
    outcome: "SOURCE_UNAVAILABLE",
    reason: "E-SOURCE",
    internalReason: null,
    suppressed: 0,
    visible: NOTHING,
    said: NOTHING_SAID,
  };
  try {
    const ask: Ask = {
      at,
      viewer,
      purpose,
      publicTaskStated,
      case: file,
      subject: member.subject,
      source: agency,
      category,
      mode,
      minimumLevel,
      manual,
    };
    const decision = decider(ask, member.evidence, rulebook);
    if (!isDecision(decision)) throw new TypeError("not a decision");
    const { reason, internalReason, permitted } = decision;
    cell.outcome = permitted || reason.startsWith("N-") ? "NOTHING_AVAILABLE" : "WITHHELD";
    cell.reason = permitted ? "N-NOTHING-AVAILABLE" : reason;
    cell.internalReason = internalReason;
    cell.decision = decision;
  } catch {
    // as it stands
  }
  return cell;
}

/** The fields that a source may be asked for; none where the decision does not permit. */
export const permittedFields = (cell: Cell): string[] =>
  cell.decision?.permitted === true ? cell.fields.map((it) => it.stored) : [];

const OWN_PLACES: Restriction = { code: "X-REFUGE", categories: ["*"], exempt: [], from: -Infinity, to: Infinity };

/** Rules 10 and 11. Until this has run a cell shows nothing. */
export function settle(cell: Cell, answer: SourceAnswer | undefined, facts: AskedFacts, today: string): void {
  const decision = cell.decision;
  if (decision?.permitted !== true) return;
  if (answer === undefined || isUnavailable(answer)) {
    cell.outcome = "SOURCE_UNAVAILABLE";
    cell.reason = "E-SOURCE";
    return;
  }
  const { at, viewer } = facts;
  const { restrictions: onPerson } = cell.member.evidence;
  // An agency's own places are never read back: were they, their absence would tell that somebody is in a refuge.
  const restrictions = cell.agency.id === viewer.agency.id ? [...onPerson, OWN_PLACES] : onPerson;
  const shown = new Map<string, readonly SourceItem[]>();
  for (const field of cell.fields) {
    const items = answer.filter((it) => it.field === field.stored);
    const question = { at, viewer, today, category: field.category, source: cell.agency };
    const filtered = filterItems(items, question, decision, restrictions, field.elements);
    cell.suppressed += filtered.suppressed;
    cell.internalReason ??= filtered.internalReason;
    if (filtered.visible.length > 0) shown.set(field.name, [...filtered.visible].sort(newestFirst));
  }
  const said = saidOf(cell, decision);
  const question = { at, viewer, today, category: cell.fields[0]!.category, source: cell.agency };
  if (said.length > 0 && mayBeTold(question, decision, restrictions)) cell.said = said;
  if (shown.size === 0 && !cell.said.some((it) => it.statement !== null)) return;
  cell.visible = shown;
  cell.outcome = "RELEASED";
  cell.reason = decision.reason;
}

/** What the source said in words with the releases that the decision rests on. */
function saidOf({ member: { saidBySources } }: Cell, { cites }: Decision): Cell["said"] {
  if (saidBySources.size === 0) return NOTHING_SAID;
  return cites.flatMap((id) => saidBySources.get(id) ?? []);
}

/** What happened on no day comes last; of one day, what was recorded last; then by the source's own reference. */
const newestFirst = (a: SourceItem, b: SourceItem): number =>
  descending(a.occurredOn ?? "", b.occurredOn ?? "") ||
  descending(a.recordedAt, b.recordedAt) ||
  -descending(a.sourceRef, b.sourceRef);

const descending = (a: string, b: string): number => (a === b ? 0 : a < b ? 1 : -1);
