/** The source of a FHIR partner as the gateway makes it, over a line of its own, without the gateway around it. */
import { parse } from "graphql";
import { contributionType } from "../../../src/remote/contract/contribution-type";
import { FhirSource } from "../../../src/remote/fhir/fhir.source";
import type { SearchLimits } from "../../../src/remote/fhir/fhir-line";
import type { PartnerInForce } from "../../../src/remote/partner-in-force";
import type { KeyedAsk } from "../../../src/remote/partner-source";
import type { AcceptedPartner } from "../../../src/remote/sdl/accepted-partner";
import { PartnerLine } from "../../../src/remote/transport/partner-line";
import type { BatchMode, Selection, SourceAnswer, SourceItem } from "../../../src/sources/source";
import { GATEWAY_SDL } from "../sdl/given";

/** `{ vaccine occurredOn place { name } }` as the record gives it; what gives no selection is null. */
export function selectionOf(text: string): Selection {
  const [operation] = parse(text).definitions as unknown as [{ selectionSet: SetNode }];
  return toSelection(operation.selectionSet);
}
interface SetNode {
  readonly selections: readonly { name: { value: string }; selectionSet?: SetNode }[];
}
const toSelection = ({ selections }: SetNode): Selection =>
  new Map(selections.map((it) => [it.name.value, it.selectionSet ? toSelection(it.selectionSet) : null]));

export const ask = (
  person: string,
  keys: readonly string[],
  selection: string,
  batch: BatchMode = "RECORD",
): KeyedAsk => {
  const selections = selectionOf(selection);
  const fields = [...selections.keys()];
  return { person, agency: "GP", keys, fields, elsewhere: { partner: "gp-1", batch, selections } };
};

export interface SourceStage {
  readonly reports: string[];
  fetch(asks: readonly KeyedAsk[]): Promise<ReadonlyMap<string, SourceAnswer>>;
  stop(): Promise<void>;
}

export const NOW = Date.parse("2026-06-15T12:00:00Z");

export function sourceStage(url: string, accepted: AcceptedPartner, limits?: SearchLimits): SourceStage {
  const reports: string[] = [];
  const settings = { agency: "GP", url, auth: {}, timeoutMs: 5_000, maxBytes: 200_000 };
  const line = new PartnerLine(settings, { read: () => Promise.reject(new Error("none")) }, Date.now);
  const inForce = { ...settings, id: "gp-1", kind: "FHIR" } as unknown as PartnerInForce;
  const parts = {
    inForce,
    accepted,
    type: contributionType(accepted, GATEWAY_SDL),
    line,
    now: () => NOW,
    itemId: (...of: readonly string[]) => of.join(" "),
    report: (event: string) => reports.push(event),
  };
  const source = new FhirSource(parts, limits);
  return {
    reports,
    fetch: (asks) => source.fetch(asks, { at: Date.now() + 10_000 }),
    stop: () => line.close(),
  };
}

/** By field, the bodies; of a failure its code. */
export function told(answer: SourceAnswer | undefined): unknown {
  if (answer === undefined) return undefined;
  if ("unavailable" in answer) return answer.unavailable;
  const bodies = (items: readonly SourceItem[]) => {
    const byField: Record<string, unknown[]> = {};
    for (const it of items) (byField[it.field] ??= []).push(it.body);
    return byField;
  };
  return "failed" in answer ? { ...bodies(answer.items), failed: Object.fromEntries(answer.failed) } : bodies(answer);
}
