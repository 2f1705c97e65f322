/** What sharing rests on and who looks after it: protocols, consents, exceptions, matches, oversight. */
import { randomUUID } from "node:crypto";
import { Breaches } from "../governance/break-glass/breaches";
import { BreakGlass } from "../governance/break-glass/break-glass";
import { BreakGlassOversight } from "../governance/break-glass/break-glass-oversight";
import { BreakGlassResolver } from "../governance/break-glass/break-glass.resolver";
import { BreakGlassReviews } from "../governance/break-glass/break-glass-reviews";
import { BreakGlassUses } from "../governance/break-glass/break-glass-uses";
import { ConsentResolver } from "../governance/consents/consent.resolver";
import { Consents } from "../governance/consents/consents";
import { ExpiringConsents } from "../governance/consents/expiring-consents";
import { consentAndExceptions } from "../governance/exceptions";
import { MatchResolver } from "../governance/matching/match.resolver";
import { Matches } from "../governance/matching/matches";
import { AuditFindings } from "../governance/oversight/audit-findings";
import { BreakGlassIndicators } from "../governance/oversight/break-glass-indicators";
import { DisclosureSearch } from "../governance/oversight/disclosure-search";
import { OversightResolver } from "../governance/oversight/oversight.resolver";
import { Indicators } from "../governance/oversight/sharing-indicators";
import { ProtocolDiffs } from "../governance/protocols/protocol-diff";
import { ProtocolDiffResolver } from "../governance/protocols/protocol-diff.resolver";
import { ProtocolRegister } from "../governance/protocols/protocol-register";
import { ProtocolResolver } from "../governance/protocols/protocol.resolver";
import { ProtocolReviews } from "../governance/protocols/protocol-reviews";
import { Protocols } from "../governance/protocols/protocols";
import { Signatories } from "../governance/protocols/signatories";
import { DecisionReader } from "../governance/replay/decision-reader";
import { NightlyReplay } from "../governance/replay/nightly-replay";
import { RecordedAsks } from "../governance/replay/recorded-ask";
import { ReplayResolver } from "../governance/replay/replay.resolver";
import { ReplayRuns } from "../governance/replay/replay-runs";
import { Replays } from "../governance/replay/replays";
import { EvidenceRepository } from "../governance/evidence.repository";
import { DisclosureAnswers } from "../governance/source-decisions/disclosure-answers";
import { DisclosureQueues } from "../governance/source-decisions/disclosure-queues";
import { DisclosureRequests } from "../governance/source-decisions/disclosure-requests";
import { SourceDecisionResolver } from "../governance/source-decisions/source-decision.resolver";
import type { Foundation } from "./foundation";

export interface GovernanceParts {
  readonly resolvers: readonly object[];
  readonly nightlyReplay: NightlyReplay;
  readonly protocolReviews: ProtocolReviews;
  readonly expiringConsents: ExpiringConsents;
  readonly remindOfOverdue: (at: number) => Promise<void>;
}

export function wireGovernance(on: Foundation): GovernanceParts {
  const { dataSource, pool, hub, ids, evidence, codec, recorded, index, decider } = on;
  // what was decided is read again as it stood, whatever a test puts in the place of the evidence of now
  const asks = new RecordedAsks(new EvidenceRepository(pool), hub, codec);
  const replays = new Replays(new DecisionReader(recorded, evidence, codec), asks, codec, decider);
  const nightlyReplay = new NightlyReplay(dataSource, recorded, replays);
  const consents = new Consents(dataSource, evidence, ids);
  const requests = new DisclosureRequests(dataSource, evidence, recorded, codec, ids);
  const uses = new BreakGlassUses(codec);
  const reviews = new BreakGlassReviews(dataSource, uses, ids);
  const protocols = new ProtocolRegister(pool);
  return {
    resolvers: [
      new ConsentResolver(consents),
      ...consentAndExceptions(dataSource, hub, consents, ids),
      new ProtocolResolver(protocols, new Protocols(dataSource, hub), new Signatories(dataSource, ids)),
      new ProtocolDiffResolver(new ProtocolDiffs(protocols, hub, recorded, asks)),
      new ReplayResolver(replays, new ReplayRuns(nightlyReplay, dataSource.manager)),
      new MatchResolver(new Matches(dataSource, ids)),
      new SourceDecisionResolver(
        requests,
        new DisclosureAnswers(dataSource, ids),
        new DisclosureQueues(dataSource, evidence, ids),
      ),
      new BreakGlassResolver(
        new BreakGlass(dataSource, evidence, hub, uses, ids),
        reviews,
        new Breaches(dataSource, ids),
        new BreakGlassOversight(dataSource, uses, ids),
      ),
      new OversightResolver(
        new DisclosureSearch(pool, codec, index, ids),
        new AuditFindings(pool, index),
        new Indicators(pool, index, new BreakGlassIndicators(dataSource.manager, uses)),
      ),
    ],
    nightlyReplay,
    protocolReviews: new ProtocolReviews(dataSource, randomUUID),
    expiringConsents: new ExpiringConsents(dataSource, ids),
    remindOfOverdue: async (at) => {
      await requests.remindOfOverdue(at);
      await reviews.remindOfOverdue(at);
    },
  };
}
