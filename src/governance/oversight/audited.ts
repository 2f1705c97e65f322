/** A disclosure as its auditor sees it: decisions that are alike are one, so that nobody is told apart. */
import type { DisclosedDecision } from "../../audit/disclosure";
import type { RecordedDisclosure } from "../../audit/disclosure-codec";
import type { Purpose, Role } from "../../sharing/vocabulary";
import type { Scope } from "./auditor";
import type { DisclosureFilter } from "./oversight.inputs";
import type { AuditedDecision, AuditedDisclosure, AuditFinding } from "./oversight.type";

type DecisionFilter = Pick<DisclosureFilter, "source" | "reason" | "outcome" | "category">;

const asksAboutDecisions = ({ source, reason, outcome, category }: DecisionFilter): boolean =>
  Boolean(source ?? reason ?? outcome ?? category);
const meets = <T>(wanted: T | null | undefined, is: T): boolean =>
  wanted === null || wanted === undefined || wanted === is;

/** Null where no decision is what the filter names, or none is for the auditor to see. */
export function toAudited(
  it: RecordedDisclosure,
  filter: DecisionFilter,
  { agency }: Scope,
  findings: readonly AuditFinding[],
): AuditedDisclosure | null {
  const isOwn = agency === null || it.agency === agency;
  const decisions = it.decisions.filter(
    (d) =>
      (isOwn || d.source === agency) &&
      meets(filter.source, d.source) &&
      meets<string>(filter.reason, d.reason) &&
      meets<string>(filter.outcome, d.outcome) &&
      meets<string>(filter.category, d.category),
  );
  if (decisions.length === 0 && (!isOwn || asksAboutDecisions(filter))) return null;
  return {
    id: it.id,
    at: new Date(it.at),
    kind: it.kind,
    agency: it.agency,
    role: it.role as Role,
    userId: isOwn ? it.user : null,
    purpose: it.purpose as Purpose | null,
    level: isOwn ? it.level : null,
    // who was looked up in vain may be somebody whom nobody may find
    people: peopleIn(it, isOwn, decisions),
    decisions: alike(decisions),
    findings: [...findings],
  };
}

function peopleIn(
  { found, subjects }: RecordedDisclosure,
  isOwn: boolean,
  decisions: readonly DisclosedDecision[],
): number {
  if (!found) return 0;
  return isOwn ? subjects.length : new Set(decisions.map((it) => it.subject)).size;
}

function alike(decisions: readonly DisclosedDecision[]): AuditedDecision[] {
  const byKind = new Map<string, AuditedDecision>();
  for (const { source, category, outcome, reason, protocol, items } of decisions) {
    const key = [source, category, outcome, reason, protocol].join(" ");
    const known = byKind.get(key) ?? {
      source,
      category: category as AuditedDecision["category"],
      outcome,
      reason,
      protocol,
      decisions: 0,
      itemsReleased: 0,
    };
    known.decisions += 1;
    known.itemsReleased += items.length;
    byKind.set(key, known);
  }
  return [...byKind.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
}
