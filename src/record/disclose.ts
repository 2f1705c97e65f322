import type { Disclosure } from "../audit/disclosure";
import type { MemberOnFile } from "../governance/evidence.repository";
import type { Cell } from "./cell";
import type { Inquiry } from "./release";

/** What is to be recorded of an inquiry: every decision, the ids of what was released, and no value. */
export function toDisclosure(
  inquiry: Inquiry,
  members: readonly MemberOnFile[],
  cells: readonly Cell[],
  found = true,
): Disclosure {
  const { request, context } = inquiry;
  const subjects = members.map((it) => it.id);
  const positions = new Map(subjects.map((id, i) => [id, i]));
  const level = context.case?.level;
  return {
    id: inquiry.id,
    kind: inquiry.kind,
    at: request.at,
    user: request.viewer.userId,
    role: request.viewer.role,
    agency: request.viewer.agencyId,
    purpose: inquiry.purpose,
    publicTask: inquiry.publicTask,
    caseId: context.case?.id ?? null,
    level: level ? `${level.common}${level.statutory && level.common === 3 ? "s" : ""}` : null,
    rulebookVersion: inquiry.hub.rulebook.version,
    found,
    subjects,
    decisions: cells.map((cell) => ({
      subject: positions.get(cell.member.id)!,
      source: cell.agency.id,
      category: cell.fields[0]!.category,
      mode: cell.fields[0]!.mode,
      outcome: cell.outcome,
      reason: cell.reason,
      protocol: cell.decision?.protocol ?? null,
      cites: cell.decision?.cites ?? [],
      items: [...cell.visible.values()].flat().map((it) => it.id),
      breakGlassRefused: cell.decision?.breakGlassRefused ?? false,
    })),
    sealed: cells.flatMap((cell, decision) =>
      cell.internalReason === null && cell.suppressed === 0
        ? []
        : [{ decision, internalReason: cell.internalReason, suppressed: cell.suppressed }],
    ),
  };
}
