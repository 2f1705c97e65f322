/** Explaining and replaying what is on record, for those entitled. That somebody looked is recorded like any look. */
import { noticeOf, type DisclosedDecision } from "../../audit/disclosure";
import type { DisclosureCodec, RecordedDisclosure } from "../../audit/disclosure-codec";
import { REASONS_IN_WORDS } from "../../gateway/release-decision.type";
import type { RequestContext } from "../../identity/request-context";
import type { decide } from "../../sharing/decide";
import type { Decision } from "../../sharing/decision";
import { explain, RULES } from "../../sharing/explain";
import type { Category } from "../../sharing/vocabulary";
import { citedEvidence } from "./cited-evidence";
import type { DecisionReader, ReadableDecision } from "./decision-reader";
import type { ExplainedRule, Explanation, Replay } from "./explanation.type";
import type { RecordedAsks } from "./recorded-ask";
import { replay, type Replayed } from "./replay";

export class Replays {
  constructor(
    private readonly reader: DecisionReader,
    private readonly asks: RecordedAsks,
    private readonly codec: DisclosureCodec,
    private readonly decider: typeof decide,
  ) {}

  async explain(decisionId: string, request: RequestContext): Promise<Explanation | null> {
    const found = await this.find(decisionId, request);
    return found && this.explanationOf(decisionId, found);
  }

  async replay(decisionId: string, request: RequestContext): Promise<Replay | null> {
    const found = await this.find(decisionId, request);
    if (found?.view !== "FULL") return null;
    const again = (await this.ofDisclosure(found.disclosure)).find((it) => it.position === found.position);
    const differences = again?.differences ?? [];
    return { decisionId, agrees: again ? differences.length === 0 : null, differences };
  }

  /** Every decision of one disclosure that can be made again. */
  async ofDisclosure(disclosure: RecordedDisclosure): Promise<Replayed[]> {
    const then = await this.asks.of(disclosure);
    return then ? then.asks.map((it) => replay(it, then.hub.rulebook, this.decider)) : [];
  }

  private async find(decisionId: string, request: RequestContext): Promise<ReadableDecision | null> {
    const found = await this.reader.find(decisionId, request);
    request.disclosures.push(noticeOf("EXPLANATION", request, found?.disclosure.caseId ?? null, []));
    return found;
  }

  private async explanationOf(
    decisionId: string,
    { disclosure, position, view }: ReadableDecision,
  ): Promise<Explanation> {
    const recorded = disclosure.decisions[position]!;
    const then = await this.asks.of(disclosure);
    const asked = then?.asks.find((it) => it.position === position);
    const full = view === "FULL";
    const now = full && then && asked ? replay(asked, then.hub.rulebook, this.decider).now : null;
    const sealed = full ? this.codec.unseal(disclosure.id, disclosure.sealed) : [];
    const internal = sealed.find((it) => it.decision === position);
    return {
      decisionId,
      at: new Date(disclosure.at),
      source: recorded.source,
      recipient: disclosure.agency,
      category: recorded.category as Category,
      outcome: recorded.outcome,
      reason: recorded.reason,
      because: REASONS_IN_WORDS[recorded.reason],
      protocol: recorded.protocol,
      rules: rulesOf(recorded, now, recorded.source === disclosure.agency),
      evidence: asked ? citedEvidence(recorded.cites, asked.evidence, full ? null : disclosure.agency) : [],
      internalReason: internal?.internalReason ?? null,
      itemsSuppressed: full ? (internal?.suppressed ?? 0) : null,
    };
  }
}

/** From the record alone where it says which rule decided; else from the decision made again, for those who may have it. */
function rulesOf(recorded: DisclosedDecision, now: Decision | null, own: boolean): ExplainedRule[] {
  const { outcome, reason, breakGlassRefused } = recorded;
  const says = outcome === "RELEASED" || outcome === "WITHHELD";
  const decision = says ? { permitted: outcome === "RELEASED", reason, breakGlassRefused } : now;
  return decision ? explain(decision, own).map((it) => ({ ...it, asks: RULES[it.rule] })) : [];
}
