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
import { HostedSource } from "./sources/hosted.source";
import { RoutedSource } from "./sources/routed.source";
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
  /** How agencies' own systems are reached; without it, over TLS alone and with no secret. */
  readonly partners?: Pick<ReachParts, "secrets" | "limits"> & AddressRules;
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
  readonly log: Pick<DisclosureLog, "append" | "drain">;
}

export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const pool = poolOf(parts.dataSource);
  const now = parts.now ?? Date.now;
  const instances = new Map<unknown, unknown>();
  const own = await buildGatewaySchema((resolver) => instances.get(resolver));
  const sdl = ownSdl(own);
  const decider = parts.decider ?? decide;
  const codec = new DisclosureCodec(parts.auditKey);
  const log = parts.log ?? new DisclosureLog(pool, codec);
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
  const asks = new RecordedAsks(new EvidenceRepository(pool), hub, codec);
  const replays = new Replays(new DecisionReader(recorded, evidence, codec), asks, codec, decider);
  const nightlyReplay = new NightlyReplay(parts.dataSource, recorded, replays);
  const consents = new Consents(parts.dataSource, evidence, ids);
  const lineOf = (inForce: PartnerInForce) => reach.lineOf(inForce);
  const check = new PartnerCheck(sdl);
  const partners = new Partners({ dataSource: parts.dataSource, hub, check, rules: joining, lineOf, now });
  const partnerWatch = new PartnerWatch(parts.dataSource, hub, lineOf, parts.report);
  const resolvers = [
    new ViewerResolver(new Viewers(pool, hub, ids)),
    new FamilyRecordResolver(records),
    new SimulationResolver(new Simulations(evidence, hub, ids, decider)),
    new DisclosuresAboutResolver(disclosures),
    new CaseResolver(new Cases(parts.dataSource, ids), new Members(parts.dataSource, ids)),
    new ConsentResolver(consents),
    new ReplayResolver(replays, new ReplayRuns(nightlyReplay, parts.dataSource.manager)),
    new ContributionResolver(contributions),
    new PartnerResolver(partners, new PartnerRegister(parts.dataSource, hub, check)),
  ];
  for (const resolver of resolvers) instances.set(resolver.constructor, resolver);

  const server = await createServer({
    schemas: new PartnerSchemas(own, sdl, hub, reach, parts.report),
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
  const stop = async (): Promise<void> => {
    await server.stop();
    await reach.keepOnly(new Set());
  };
  return { ...server, stop, log, nightlyReplay, partnerWatch };
}

const ALONE: NonNullable<GatewayParts["partners"]> = { secrets: new SecretsOnFile(null, {}), plainHttp: false };

async function answers(pool: Pool): Promise<boolean> {
  try {
    await pool.query("SELECT 1");
    return true;
  } catch {
    return false;
  }
}
