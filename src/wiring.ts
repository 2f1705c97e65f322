/** Makes the gateway from its parts, once: everything that decides, fetches or records comes in by constructor. */
import { randomUUID } from "node:crypto";
import type { JWTVerifyGetKey } from "jose";
import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import { Anchor, type AnchorSettings } from "./audit/anchor/anchor";
import { AnchoredLog } from "./audit/anchor/anchored-log";
import { DisclosureProofResolver } from "./audit/anchor/disclosure-proof.resolver";
import { DisclosureProofs } from "./audit/anchor/disclosure-proofs";
import { tellLeads } from "./audit/anchor/tell-leads";
import { DisclosureCodec } from "./audit/disclosure-codec";
import { DisclosureIndex } from "./audit/disclosure-index";
import { DisclosureLog } from "./audit/disclosure-log";
import { poolOf } from "./database/pool";
import { OpaqueIds } from "./gateway/opaque-ids";
import { EvidenceRepository, type EvidenceOnFile } from "./governance/evidence.repository";
import { HubRepository } from "./governance/hub.repository";
import { consentAndExceptions } from "./governance/exceptions";
import { TokenVerifier, type TokenRules } from "./identity/token-verifier";
import { MatchResolver } from "./governance/matching/match.resolver";
import { Matches } from "./governance/matching/matches";
import { AuditFindings } from "./governance/oversight/audit-findings";
import { BreakGlassIndicators } from "./governance/oversight/break-glass-indicators";
import { DisclosureSearch } from "./governance/oversight/disclosure-search";
import { OversightResolver } from "./governance/oversight/oversight.resolver";
import { Indicators } from "./governance/oversight/sharing-indicators";
import { DecisionReader } from "./governance/replay/decision-reader";
import { NightlyReplay } from "./governance/replay/nightly-replay";
import { RecordedAsks } from "./governance/replay/recorded-ask";
import { ReplayResolver } from "./governance/replay/replay.resolver";
import { ReplayRuns } from "./governance/replay/replay-runs";
import { Replays } from "./governance/replay/replays";
import { ConsentResolver } from "./governance/consents/consent.resolver";
import { Consents } from "./governance/consents/consents";
import { PartnerCheck } from "./governance/partners/partner-check";
import { PartnerRegister } from "./governance/partners/partner-register";
import { PartnerWatch } from "./governance/partners/partner-watch";
import { PartnerResolver } from "./governance/partners/partner.resolver";
import { Partners } from "./governance/partners/partners";
import { ExpiringConsents } from "./governance/consents/expiring-consents";
import { ContactPointResolver } from "./governance/contact-points/contact-point.resolver";
import { ContactPoints } from "./governance/contact-points/contact-points";
import { BreakGlass } from "./governance/break-glass/break-glass";
import { BreakGlassResolver } from "./governance/break-glass/break-glass.resolver";
import { BreakGlassOversight } from "./governance/break-glass/break-glass-oversight";
import { BreakGlassReviews } from "./governance/break-glass/break-glass-reviews";
import { BreakGlassUses } from "./governance/break-glass/break-glass-uses";
import { Breaches } from "./governance/break-glass/breaches";
import { DisclosureAnswers } from "./governance/source-decisions/disclosure-answers";
import { DisclosureQueues } from "./governance/source-decisions/disclosure-queues";
import { DisclosureRequests } from "./governance/source-decisions/disclosure-requests";
import { SourceDecisionResolver } from "./governance/source-decisions/source-decision.resolver";
import { ProtocolDiffs } from "./governance/protocols/protocol-diff";
import { ProtocolDiffResolver } from "./governance/protocols/protocol-diff.resolver";
import { ProtocolRegister } from "./governance/protocols/protocol-register";
import { ProtocolReviews } from "./governance/protocols/protocol-reviews";
import { ProtocolResolver } from "./governance/protocols/protocol.resolver";
import { Protocols } from "./governance/protocols/protocols";
import { Signatories } from "./governance/protocols/signatories";
import { CaseResolver } from "./hub/case.resolver";
import { Cases } from "./hub/cases";
import { Members } from "./hub/members";
import { FamilyTold } from "./hub/family-told/family-told";
import { FamilyToldResolver } from "./hub/family-told/family-told.resolver";
import { MyNotifications } from "./hub/notifications/my-notifications";
import { MyNotificationsResolver } from "./hub/notifications/my-notifications.resolver";
import { ViewerResolver } from "./hub/viewer.resolver";
import { Viewers } from "./hub/viewers";
import { Jobs } from "./jobs/jobs";
import { Dispatcher } from "./notifications/dispatcher";
import { Email, type EmailOptions } from "./notifications/email";
import type { Channel, Sender } from "./notifications/sender";
import { Webhook, type WebhookOptions } from "./notifications/webhook";
import { ContributionResolver } from "./record/contribution.resolver";
import { Contributions } from "./record/contributions";
import { DisclosuresAbout } from "./record/disclosures-about";
import { DisclosuresAboutResolver } from "./record/disclosures-about.resolver";
import { DisclosureRepository } from "./audit/disclosure.repository";
import { FamilyRecordResolver } from "./record/family-record.resolver";
import { FamilyRecords } from "./record/family-records";
import { WhoHasSeenRecords } from "./record/who-has-seen/who-has-seen";
import { WhoHasSeenResolver } from "./record/who-has-seen/who-has-seen.resolver";
import { WithholdingRepository } from "./record/who-has-seen/withholding.repository";
import { FamilyWithholdings } from "./record/who-has-seen/withholdings";
import { SimulationResolver } from "./record/simulation/simulation.resolver";
import { Simulations } from "./record/simulation/simulations";
import { ownSdl, PartnerSchemas } from "./partner-schemas";
import type { PartnerInForce } from "./remote/partner-in-force";
import { PartnersInReach, type ReachParts } from "./remote/partners-in-reach";
import { PartnersSource } from "./remote/partners.source";
import type { AddressRules } from "./remote/transport/partner-address";
import { SecretsOnFile } from "./remote/transport/partner-secrets";
import { buildGatewaySchema } from "./schema";
import type { Route } from "./http/route";
import { createServer, type GatewayServer } from "./http/server";
import { decide } from "./sharing/decide";
import { MemberEntity } from "./subgraph/member-entity";
import { HostedSource } from "./sources/hosted.source";
import { RoutedSource } from "./sources/routed.source";
import type { Source } from "./sources/source";

const DAY_MS = 24 * 60 * 60 * 1000;

export interface GatewayParts {
  /** Connected as the gateway's own role. */
  readonly dataSource: DataSource;
  readonly idKey: Uint8Array;
  readonly auditKey: Uint8Array;
  readonly tokenKeys: JWTVerifyGetKey;
  readonly tokenRules: TokenRules;
  readonly requestTimeoutMs: number;
  /** Null anchors nothing, for tests of other things. */
  readonly checkpoints: AnchorSettings | null;
  readonly introspection: boolean;
  readonly routes: readonly Route[];
  readonly report: (event: string) => void;
  /** How agencies' own systems are reached; without it, over TLS alone and with no secret. */
  readonly partners?: Pick<ReachParts, "secrets" | "limits"> & AddressRules;
  /** How notifications leave; without it they are read with `myNotifications` alone. */
  readonly delivery?: { readonly smtp: EmailOptions | null; readonly webhook: WebhookOptions };
  /** Time and the rest of the outside come in as arguments; tests bring their own. */
  readonly now?: () => number;
  readonly decider?: typeof decide;
  readonly source?: Source;
  readonly evidence?: EvidenceOnFile;
  readonly log?: Pick<DisclosureLog, "append" | "drain">;
}

export interface Gateway extends GatewayServer {
  readonly nightlyReplay: NightlyReplay;
  readonly partnerWatch: PartnerWatch;
  /** Tells whoever is late to decide on a request or to review break-glass; said again, it is told once. */
  readonly remindOfOverdue: (at: number) => Promise<void>;
  readonly protocolReviews: ProtocolReviews;
  readonly log: Pick<DisclosureLog, "append" | "drain">;
  /** Started and stopped by whoever made the gateway. */
  readonly anchor: Anchor | null;
  /** Not started yet. */
  readonly jobs: Jobs;
}

export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const pool = poolOf(parts.dataSource);
  const now = parts.now ?? Date.now;
  const instances = new Map<unknown, unknown>();
  const own = await buildGatewaySchema((resolver) => instances.get(resolver));
  const sdl = ownSdl(own);
  const decider = parts.decider ?? decide;
  const codec = new DisclosureCodec(parts.auditKey);
  const anchor = anchorOf(parts, pool, now);
  const written = parts.log ?? new DisclosureLog(pool, codec);
  const log = anchor ? new AnchoredLog(written, anchor) : written;
  const hub = new HubRepository(pool);
  const ids = new OpaqueIds(parts.idKey);
  const evidence = parts.evidence ?? new EvidenceRepository(pool);
  const joining = parts.partners ?? ALONE;
  const reach = new PartnersInReach({ ...joining, idKey: parts.idKey, now, report: parts.report });
  const elsewhere = new PartnersSource(pool, (partner) => reach.get(partner));
  const source = parts.source ?? new RoutedSource(new HostedSource(pool), elsewhere);
  const records = new FamilyRecords(evidence, hub, source, ids, decider);
  const contributions = new Contributions(parts.dataSource, pool, hub, own.catalogue);
  const recorded = new DisclosureRepository(pool, codec);
  const disclosures = new DisclosuresAbout(recorded, codec, evidence, ids);
  const index = new DisclosureIndex(pool, codec);
  const withholdings = new WithholdingRepository(parts.dataSource.manager);
  const asks = new RecordedAsks(new EvidenceRepository(pool), hub, codec);
  const replays = new Replays(new DecisionReader(recorded, evidence, codec), asks, codec, decider);
  const nightlyReplay = new NightlyReplay(parts.dataSource, recorded, replays);
  const consents = new Consents(parts.dataSource, evidence, ids);
  const lineOf = (inForce: PartnerInForce) => reach.lineOf(inForce);
  const check = new PartnerCheck(sdl);
  const partners = new Partners({ dataSource: parts.dataSource, hub, check, rules: joining, lineOf, now });
  const partnerWatch = new PartnerWatch(parts.dataSource, hub, lineOf, parts.report);
  const requests = new DisclosureRequests(parts.dataSource, evidence, recorded, codec, ids);
  const answersOfSources = new DisclosureAnswers(parts.dataSource, ids);
  const uses = new BreakGlassUses(codec);
  const reviews = new BreakGlassReviews(parts.dataSource, uses, ids);
  const oversight = new BreakGlassOversight(parts.dataSource, uses, ids);
  const glass = new BreakGlass(parts.dataSource, evidence, hub, uses, ids);
  const protocols = new ProtocolRegister(pool);
  const resolvers = [
    new ViewerResolver(new Viewers(pool, hub, ids)),
    new FamilyRecordResolver(records),
    new SimulationResolver(new Simulations(evidence, hub, ids, decider)),
    new DisclosuresAboutResolver(disclosures),
    new DisclosureProofResolver(new DisclosureProofs(pool, codec, anchor?.keys ?? [])),
    new CaseResolver(new Cases(parts.dataSource, ids), new Members(parts.dataSource, ids)),
    new ConsentResolver(consents),
    ...consentAndExceptions(parts.dataSource, hub, consents, ids),
    new ProtocolResolver(protocols, new Protocols(parts.dataSource, hub), new Signatories(parts.dataSource, ids)),
    new ProtocolDiffResolver(new ProtocolDiffs(protocols, hub, recorded, asks)),
    new ReplayResolver(replays, new ReplayRuns(nightlyReplay, parts.dataSource.manager)),
    new MatchResolver(new Matches(parts.dataSource, ids)),
    new SourceDecisionResolver(requests, answersOfSources, new DisclosureQueues(parts.dataSource, evidence, ids)),
    new BreakGlassResolver(glass, reviews, new Breaches(parts.dataSource, ids), oversight),
    new ContributionResolver(contributions),
    new PartnerResolver(partners, new PartnerRegister(parts.dataSource, hub, check)),
    new ContactPointResolver(
      new ContactPoints(parts.dataSource, ids, parts.delivery?.webhook.privateNetworks ?? false),
    ),
    new MyNotificationsResolver(new MyNotifications(pool, ids)),
    new WhoHasSeenResolver(
      new WhoHasSeenRecords(recorded, codec, withholdings, hub, ids),
      new FamilyWithholdings(parts.dataSource, ids),
    ),
    new FamilyToldResolver(new FamilyTold(parts.dataSource, ids)),
    new OversightResolver(
      new DisclosureSearch(pool, codec, index, ids),
      new AuditFindings(pool, index),
      new Indicators(pool, index, new BreakGlassIndicators(parts.dataSource.manager, uses)),
    ),
  ];
  for (const resolver of [...resolvers, new MemberEntity(records, ids)]) instances.set(resolver.constructor, resolver);

  const server = await createServer({
    schemas: new PartnerSchemas(own, sdl, hub, reach, parts.report),
    tokens: new TokenVerifier(parts.tokenKeys, parts.tokenRules),
    log,
    mayRelease: anchor?.mayRelease ?? (() => true),
    routes: parts.routes,
    introspection: parts.introspection,
    isReady: () => answers(pool),
    now,
    newId: randomUUID,
    requestTimeoutMs: parts.requestTimeoutMs,
    report: parts.report,
  });
  const remindOfOverdue = async (at: number): Promise<void> => {
    await requests.remindOfOverdue(at);
    await reviews.remindOfOverdue(at);
  };
  const protocolReviews = new ProtocolReviews(parts.dataSource, randomUUID);
  const dispatcher = new Dispatcher(pool, sendersOf(parts), ids, now, parts.report);
  const jobs = new Jobs(pool, now, parts.report)
    .add({ name: "deliver-notifications", everyMs: 5_000, run: () => dispatcher.run() })
    .add({ name: "index-disclosures", everyMs: 30_000, run: () => index.catchUp() })
    .add({ name: "remind-of-overdue", everyMs: 5 * 60_000, run: remindOfOverdue })
    .add({
      name: "remind-of-consents",
      everyMs: DAY_MS,
      run: (at) => new ExpiringConsents(parts.dataSource, ids).remind(at),
    })
    .add({ name: "remind-of-protocols", everyMs: DAY_MS, run: (at) => protocolReviews.remindOfReviews(at) })
    .add({ name: "look-at-partners", everyMs: 60_000, run: (at) => partnerWatch.run(at) })
    .add({ name: "nightly-replay", everyMs: DAY_MS, run: (at) => nightlyReplay.run(at) });
  const stop = async (): Promise<void> => {
    await jobs.stop();
    dispatcher.stop();
    await server.stop();
    await reach.keepOnly(new Set());
  };
  return { ...server, stop, log, anchor, nightlyReplay, remindOfOverdue, protocolReviews, partnerWatch, jobs };
}

function sendersOf({ delivery }: GatewayParts): Map<Channel, Sender> {
  const senders = new Map<Channel, Sender>();
  if (delivery?.smtp) senders.set("EMAIL", new Email(delivery.smtp));
  if (delivery) senders.set("WEBHOOK", new Webhook(delivery.webhook));
  return senders;
}

const anchorOf = ({ checkpoints, dataSource, report }: GatewayParts, pool: Pool, now: () => number): Anchor | null =>
  checkpoints &&
  new Anchor({
    ...checkpoints,
    pool,
    now,
    report,
    tell: (incident, at) => tellLeads(dataSource.manager, incident, at),
  });

const ALONE: NonNullable<GatewayParts["partners"]> = { secrets: new SecretsOnFile(null, {}), plainHttp: false };

async function answers(pool: Pool): Promise<boolean> {
  try {
    await pool.query("SELECT 1");
    return true;
  } catch {
    return false;
  }
}
