/**
 * A recorded decision as the rules were asked it: the same question, on the evidence, the protocols and the law as they
 * were seen then. People are found by their pseudonyms among those who were on the case; whose key was thrown away since
 * is found no more, and what was decided about them cannot be asked again.
 */
import type { DisclosedDecision } from "../../audit/disclosure";
import type { DisclosureCodec, RecordedDisclosure } from "../../audit/disclosure-codec";
import type { Ask, Evidence } from "../../sharing/evidence";
import type { Category, Purpose } from "../../sharing/vocabulary";
import { askedFacts } from "../asked-facts";
import type { EvidenceRepository, MemberOnFile } from "../evidence.repository";
import type { Hub, HubRepository } from "../hub.repository";

export interface RecordedAsk {
  /** In the disclosure, from 0. */
  readonly position: number;
  readonly recorded: DisclosedDecision;
  readonly ask: Ask;
  readonly evidence: Evidence;
  readonly member: MemberOnFile;
}

export interface AsItStood {
  readonly hub: Hub;
  /** One for each decision that can be asked again. */
  readonly asks: readonly RecordedAsk[];
}

/** Hubs that are kept: decisions of one day share a few. */
const KEPT = 16;

export class RecordedAsks {
  private readonly hubs = new Map<number, Promise<Hub>>();

  constructor(
    private readonly evidence: Pick<EvidenceRepository, "ofCaseAsItStood">,
    private readonly hub: Pick<HubRepository, "asItStood">,
    private readonly codec: DisclosureCodec,
  ) {}

  /** Null for a disclosure that decided nothing, or that was of no case: there its asker's own data alone was open. */
  async of(disclosure: RecordedDisclosure): Promise<AsItStood | null> {
    const { snapshot, rulebookSnapshot, caseId, purpose } = disclosure;
    if (snapshot === null || rulebookSnapshot === null || caseId === null || purpose === null) return null;
    const viewer = { userId: disclosure.user, agencyId: disclosure.agency, role: disclosure.role };
    const at = Date.parse(disclosure.at);
    const [hub, context] = await Promise.all([
      this.hubOf(rulebookSnapshot, disclosure.rulebookVersion),
      this.evidence.ofCaseAsItStood(viewer, caseId, at, snapshot),
    ]);
    const agency = hub.agencies.get(viewer.agencyId);
    if (!agency) return { hub, asks: [] };
    const { publicTask } = disclosure;
    const facts = askedFacts({ context, viewer, agency, purpose: purpose as Purpose, publicTask, at });
    const members = new Map(
      context.members.filter((it) => it.disclosureKey).map((it) => [this.codec.pseudonym(it.disclosureKey), it]),
    );
    const asks = disclosure.decisions.flatMap((recorded, position): RecordedAsk[] => {
      const member = members.get(disclosure.subjects[recorded.subject]!);
      const source = hub.agencies.get(recorded.source);
      if (!member || !source) return [];
      const { category, mode, minimumLevel, manual } = recorded;
      const ask = {
        ...facts,
        subject: member.subject,
        source,
        category: category as Category,
        mode,
        minimumLevel: minimumLevel ?? undefined,
        manual,
      };
      return [{ position, recorded, ask, evidence: member.evidence, member }];
    });
    return { hub, asks };
  }

  /** A version has one content, whichever snapshot it was seen in. */
  private hubOf(snapshot: string, version: number): Promise<Hub> {
    const known = this.hubs.get(version);
    if (known) return known;
    if (this.hubs.size >= KEPT) this.hubs.delete(this.hubs.keys().next().value!);
    const reading = this.hub.asItStood(snapshot, version);
    this.hubs.set(version, reading);
    reading.catch(() => this.hubs.delete(version));
    return reading;
  }
}
