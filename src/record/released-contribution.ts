/** Cells as the plain objects that GraphQL reads. Ids and decisions are made only where a query selects them. */
import type { LegalBasis, NextStep, Obligation, ReleaseDecision } from "../gateway/release-decision.type";
import type { Agency } from "../gateway/contribution-item.type";
import type { HubAgency, LawText } from "../governance/hub.repository";
import { covers } from "../sharing/evidence";
import { NEXT_STEPS, nextSteps, OBLIGATIONS, obligations, type NextStepCode } from "../sharing/guidance";
import type { SourceItem } from "../sources/source";
import type { Cell } from "./cell";
import type { Contributed } from "./release";

/** What every part of one record shares. */
export interface Assembly {
  readonly at: number;
  readonly level: { readonly common: number } | null;
  readonly law: readonly LawText[];
  /** The disclosure's id; a decision's id adds its cell's position. */
  readonly disclosureId: string;
  readonly sealItem: (id: string) => string;
  /** Whom a next step can name to this caller. */
  readonly whoFor: (step: NextStepCode, cell: Cell) => readonly string[];
}

export const toAgency = (it: HubAgency): Agency => ({
  id: it.id,
  name: it.name,
  kind: it.kind,
  safeguardingContact: it.safeguardingContact,
});

/** One agency's contribution about one member: `isReleased` is what the guard asks of it. */
export function toContribution({ type, agency, cells }: Contributed, assembly: Assembly): Record<string, unknown> {
  const shown = toAgency(agency);
  const contribution: Record<string, unknown> = {
    __typename: type.type.name,
    agency: shown,
    sharing: () => ({ decisions: cells.map((it) => toReleaseDecision(it, assembly)) }),
  };
  const released = new Set<string>();
  for (const cell of cells) {
    if (cell.outcome !== "RELEASED") continue;
    for (const field of cell.fields) {
      const items = cell.visible.get(field.name);
      if (!items) continue;
      released.add(field.name);
      if (field.mode === "EXISTENCE") contribution[field.name] = true;
      else if (field.list)
        contribution[field.name] = items.map((it) => toItem(it, field.itemType!.name, shown, assembly));
      else contribution[field.name] = toItem(items[0]!, field.itemType!.name, shown, assembly);
    }
  }
  contribution["isReleased"] = (field: string) => released.has(field);
  return contribution;
}

export const toItem = (item: SourceItem, typeName: string, source: Agency, assembly: Assembly): object => ({
  ...item.body,
  __typename: typeName,
  id: () => assembly.sealItem(item.id),
  provenance: {
    source,
    occurredOn: item.occurredOn,
    recordedAt: item.recordedAt,
    authorRole: item.authorRole,
    nature: item.nature,
  },
});

export function toReleaseDecision(cell: Cell, assembly: Assembly): ReleaseDecision {
  const { reason, outcome, decision } = cell;
  const steps = nextSteps(reason).map((code) => ({ ...toNextStep(code), who: assembly.whoFor(code, cell) }));
  return {
    id: `${assembly.disclosureId}.${cell.position}`,
    category: cell.fields[0]!.category,
    fields: cell.fields.map((it) => it.name),
    outcome,
    reason,
    basis: outcome === "RELEASED" ? basisOf(cell, assembly) : null,
    levelNow: reason === "W-LEVEL" ? (assembly.level?.common ?? null) : null,
    levelNeeded: reason === "W-LEVEL" ? String(decision?.levelNeeded) : null,
    breakGlassRefused: decision?.breakGlassRefused ?? false,
    nextStep: steps[0] ?? null,
    nextSteps: steps,
    obligations: obligations(reason).map((code): Obligation => ({ code, text: OBLIGATIONS[code] })),
    sourceStatement: saidIn(cell, "statement"),
    sourceConditions: saidIn(cell, "conditions"),
  };
}

/** Several releases may stand beside one another; each speaks in a paragraph of its own. */
function saidIn({ outcome, said }: Cell, what: "statement" | "conditions"): string | null {
  const words = outcome === "RELEASED" ? said.flatMap((it) => it[what] ?? []) : [];
  return words.length > 0 ? words.join("\n\n") : null;
}

export const toNextStep = (code: NextStepCode): NextStep => ({ code, text: NEXT_STEPS[code], who: [] });

function basisOf({ reason, decision }: Cell, { law, at }: Assembly): LegalBasis | null {
  const row = law.find((it) => it.reason === reason && covers(it, at));
  if (!row) return null;
  const { statute, article6, article9And10, confidentiality } = row;
  return { statute, article6, article9And10, confidentiality, protocol: decision?.protocol ?? null };
}
