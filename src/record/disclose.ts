import type { Disclosure, Grounds } from "../audit/disclosure";
import type { MemberOnFile } from "../governance/evidence.repository";
import { covers } from "../sharing/evidence";
import { obligations } from "../sharing/guidance";
import type { Cell } from "./cell";
import type { Inquiry } from "./inquiry";
import { isToBeTold } from "./sharing-summary";

/** What is to be recorded of an inquiry: every decision, the ids of what was released, and no value. */
export function toDisclosure(
  inquiry: Inquiry,
  members: readonly MemberOnFile[],
  cells: readonly Cell[],
  found = true,
): Disclosure {
  const { request, context } = inquiry;
  // a look-up in vain is recorded about whoever was looked up, barred or not: that somebody tried is worth knowing
  const subjects = found ? members : context.members;
  const positions = new Map(subjects.map((it, i) => [it.id, i]));
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
    snapshot: context.snapshot,
    rulebookSnapshot: inquiry.hub.snapshot,
    found,
    grounds: groundsOf(inquiry, cells),
    tellFamily: isToBeTold(cells),
    latencyMs: request.elapsed(),
    subjects: subjects.map((it) => it.disclosureKey),
    decisions: cells.map((cell) => ({
      subject: positions.get(cell.member.id)!,
      source: cell.agency.id,
      category: cell.fields[0]!.category,
      mode: cell.fields[0]!.mode,
      minimumLevel: cell.fields[0]!.minimumLevel ?? null,
      manual: cell.fields[0]!.manual === true,
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

const permits = (cells: readonly Cell[]) => cells.filter((it) => it.outcome === "RELEASED").map((it) => it.reason);

function groundsOf({ hub, request }: Inquiry, cells: readonly Cell[]): Record<string, Grounds> {
  const grounds: Record<string, Grounds> = {};
  for (const reason of new Set(permits(cells))) {
    const row = hub.law.find((it) => it.reason === reason && covers(it, request.at));
    if (!row) continue;
    const { statute, article6, article9And10, confidentiality } = row;
    grounds[reason] = { statute, article6, article9And10, confidentiality, obligations: obligations(reason) };
  }
  return grounds;
}
