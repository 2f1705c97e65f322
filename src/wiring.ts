/** Makes the gateway from its parts, once: everything that decides, fetches or records comes in by constructor. */
import { randomUUID } from "node:crypto";
import type { JWTVerifyGetKey } from "jose";
import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import { DisclosureCodec } from "./audit/disclosure-codec";
import { DisclosureLog } from "./audit/disclosure-log";
import { poolOf } from "./database/pool";
import { OpaqueIds } from "./gateway/opaque-ids";
import { EvidenceRepository, type EvidenceOnFile } from "./governance/evidence.repository";
import { HubRepository } from "./governance/hub.repository";
import { TokenVerifier, type TokenRules } from "./identity/token-verifier";
import { MatchResolver } from "./governance/matching/match.resolver";
import { Matches } from "./governance/matching/matches";
import { DecisionReader } from "./governance/replay/decision-reader";
import { NightlyReplay } from "./governance/replay/nightly-replay";
import { RecordedAsks } from "./governance/replay/recorded-ask";
import { ReplayResolver } from "./governance/replay/replay.resolver";
import { ReplayRuns } from "./governance/replay/replay-runs";
import { Replays } from "./governance/replay/replays";
import { ConsentResolver } from "./governance/consents/consent.resolver";
import { Consents } from "./governance/consents/consents";
import { CaseResolver } from "./hub/case.resolver";
import { Cases } from "./hub/cases";
import { Members } from "./hub/members";
import { ViewerResolver } from "./hub/viewer.resolver";
import { Viewers } from "./hub/viewers";
import { ContributionResolver } from "./record/contribution.resolver";
import { Contributions } from "./record/contributions";
import { DisclosuresAbout } from "./record/disclosures-about";
import { DisclosuresAboutResolver } from "./record/disclosures-about.resolver";
import { DisclosureRepository } from "./audit/disclosure.repository";
import { FamilyRecordResolver } from "./record/family-record.resolver";
import { FamilyRecords } from "./record/family-records";
import { SimulationResolver } from "./record/simulation/simulation.resolver";
import { Simulations } from "./record/simulation/simulations";
import { buildGatewaySchema } from "./schema";
import type { Route } from "./http/route";
import { createServer, type GatewayServer } from "./http/server";
import { decide } from "./sharing/decide";
import { HostedSource } from "./sources/hosted.source";
import type { Source } from "./sources/source";

export interface GatewayParts {
  /** Connected as the gateway's own role. */
  readonly dataSource: DataSource;
  readonly idKey: Uint8Array;
  readonly auditKey: Uint8Array;
  readonly tokenKeys: JWTVerifyGetKey;
  readonly tokenRules: TokenRules;
  readonly requestTimeoutMs: number;
  readonly introspection: boolean;
  readonly routes: readonly Route[];
  readonly report: (event: string) => void;
  /** Time and the rest of the outside come in as arguments; tests bring their own. */
  readonly now?: () => number;
  readonly decider?: typeof decide;
  readonly source?: Source;
  readonly evidence?: EvidenceOnFile;
  readonly log?: Pick<DisclosureLog, "append" | "drain">;
}

export interface Gateway extends GatewayServer {
  readonly nightlyReplay: NightlyReplay;
  readonly log: Pick<DisclosureLog, "append" | "drain">;
}

export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const pool = poolOf(parts.dataSource);
  const now = parts.now ?? Date.now;
  const instances = new Map<unknown, unknown>();
  const { schema, catalogue } = await buildGatewaySchema((resolver) => instances.get(resolver));
  const decider = parts.decider ?? decide;
  const codec = new DisclosureCodec(parts.auditKey);
  const log = parts.log ?? new DisclosureLog(pool, codec);
  const hub = new HubRepository(pool);
  const ids = new OpaqueIds(parts.idKey);
  const evidence = parts.evidence ?? new EvidenceRepository(pool);
  const records = new FamilyRecords(evidence, hub, parts.source ?? new HostedSource(pool), catalogue, ids, decider);
  const contributions = new Contributions(parts.dataSource, pool, hub, catalogue);
  const recorded = new DisclosureRepository(pool, codec);
  const disclosures = new DisclosuresAbout(recorded, codec, evidence, ids);
  const asks = new RecordedAsks(new EvidenceRepository(pool), hub, codec);
  const replays = new Replays(new DecisionReader(recorded, evidence, codec), asks, codec, decider);
  const nightlyReplay = new NightlyReplay(parts.dataSource, recorded, replays);
  const consents = new Consents(parts.dataSource, evidence, ids);
  const resolvers = [
    new ViewerResolver(new Viewers(pool, hub, ids)),
    new FamilyRecordResolver(records),
    new SimulationResolver(new Simulations(evidence, hub, catalogue, ids, decider)),
    new DisclosuresAboutResolver(disclosures),
    new CaseResolver(new Cases(parts.dataSource, ids), new Members(parts.dataSource, ids)),
    new ConsentResolver(consents),
    new ReplayResolver(replays, new ReplayRuns(nightlyReplay, parts.dataSource.manager)),
    new MatchResolver(new Matches(parts.dataSource, ids)),
    new ContributionResolver(contributions),
  ];
  for (const resolver of resolvers) instances.set(resolver.constructor, resolver);

  const server = await createServer({
    schema,
    tokens: new TokenVerifier(parts.tokenKeys, parts.tokenRules),
    log,
    routes: parts.routes,
    introspection: parts.introspection,
    isReady: () => answers(pool),
    now,
    newId: randomUUID,
    requestTimeoutMs: parts.requestTimeoutMs,
    report: parts.report,
  });
  return { ...server, log, nightlyReplay };
}

async function answers(pool: Pool): Promise<boolean> {
  try {
    await pool.query("SELECT 1");
    return true;
  } catch {
    return false;
  }
}
