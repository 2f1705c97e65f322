/**
 * What opens and what closes from one version to another, and how many recent decisions would come out differently:
 * replayed from the disclosure record, on the evidence as it stood, touching no data.
 */
import type { DisclosureRepository } from "../../audit/disclosure.repository";
import { londonDate } from "../../people/london-time";
import { compileRulebook, type Protocol } from "../../sharing/rulebook";
import type { RequestContext } from "../../identity/request-context";
import type { Category } from "../../sharing/vocabulary";
import type { Hub, HubRepository } from "../hub.repository";
import type { RecordedAsk, RecordedAsks } from "../replay/recorded-ask";
import { changesBetween, type Change } from "./changes";
import { inWords } from "./changes-in-words";
import type { ProtocolRegister } from "./protocol-register";
import type { VersionRef } from "./version-on-file";
import { asIfInForce, Reach, type ReachedAgency } from "./reach";
import { wouldChange } from "./would-change";

export interface CategoryCount {
  readonly category: Category;
  opens: number;
  closes: number;
  /** Withheld or released as before, for another reason. */
  otherReason: number;
}

export interface RecentDecisions {
  /** Disclosures that were looked at, and their decisions that could be made again. */
  readonly disclosures: number;
  readonly decisions: number;
  readonly opens: number;
  readonly closes: number;
  readonly otherReason: number;
  readonly byCategory: readonly CategoryCount[];
}

export interface ProtocolDifference {
  readonly sentences: readonly string[];
  readonly changes: readonly Change[];
  readonly recent: RecentDecisions;
}

export const differences = (from: Protocol, to: Protocol, agencies: ReadonlyMap<string, ReachedAgency>) => {
  const changes = changesBetween(new Reach(from, agencies), new Reach(to, agencies), agencies);
  const sentences = [...inWords(changes), ...windowsInWords(from, to)];
  return { changes, sentences: sentences.length > 0 ? sentences : ["Nothing opens and nothing closes."] };
};

function windowsInWords(from: Protocol, to: Protocol): string[] {
  const day = (it: Protocol) => `${londonDate(it.from)} to ${londonDate(it.to)}`;
  return from.from === to.from && from.to === to.to ? [] : [`In force from ${day(to)} (was ${day(from)}).`];
}

const MOST_RECENT = 500;

export class ProtocolDiffs {
  constructor(
    private readonly register: ProtocolRegister,
    private readonly hub: HubRepository,
    private readonly records: DisclosureRepository,
    private readonly asks: RecordedAsks,
  ) {}

  /** Null where either is unknown or does not bind the caller's agency. */
  async between(
    from: VersionRef,
    to: VersionRef,
    recent: number,
    request: RequestContext,
  ): Promise<ProtocolDifference | null> {
    const [a, b] = [await this.register.document(from, request), await this.register.document(to, request)];
    if (!a || !b) return null;
    const hub = await this.hub.latest();
    const counted = await this.count(a, b, Math.max(0, Math.min(recent, MOST_RECENT)));
    return { ...differences(a, b, hub.agencies), recent: counted };
  }

  private async count(from: Protocol, to: Protocol, most: number): Promise<RecentDecisions> {
    const recipients = [...new Set([...from.recipients, ...to.recipients])];
    const disclosures = await this.records.askedBy(recipients, most);
    const byCategory = new Map<Category, CategoryCount>();
    let decisions = 0;
    for (const disclosure of disclosures) {
      const stood = await this.asks.of(disclosure);
      if (!stood) continue;
      // what others hold: an agency's own data hangs on no protocol
      const asks = stood.asks.filter((it) => it.ask.source.id !== it.ask.viewer.agency.id);
      decisions += asks.length;
      for (const it of changedIn(stood.hub, asks, from, to)) tally(byCategory, it);
    }
    const counts = [...byCategory.values()].sort((x, y) => (x.category < y.category ? -1 : 1));
    const sum = (of: "opens" | "closes" | "otherReason") => counts.reduce((n, it) => n + it[of], 0);
    return {
      disclosures: disclosures.length,
      decisions,
      opens: sum("opens"),
      closes: sum("closes"),
      otherReason: sum("otherReason"),
      byCategory: counts,
    };
  }
}

/** With each of the two in the place of both, beside everything else that was in force. */
function changedIn(hub: Hub, asks: readonly RecordedAsk[], from: Protocol, to: Protocol) {
  const others = hub.protocols.filter(
    (it) => ![from, to].some((one) => one.id === it.id && one.version === it.version),
  );
  const [before, after] = [from, to].map((it) =>
    compileRulebook(hub.rulebook.version, [...others, asIfInForce(it)], hub.law),
  );
  return wouldChange(asks, before!, after!);
}

function tally(counts: Map<Category, CategoryCount>, { asked, before, after }: ReturnType<typeof wouldChange>[number]) {
  const { category } = asked.ask;
  const count = counts.get(category) ?? { category, opens: 0, closes: 0, otherReason: 0 };
  counts.set(category, count);
  if (before.permitted === after.permitted) count.otherReason += 1;
  else if (after.permitted) count.opens += 1;
  else count.closes += 1;
}
