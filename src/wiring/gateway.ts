/** Makes the gateway from its parts, once: everything that decides, fetches or records comes in by constructor. */
import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { createServer } from "../http/server";
import { TokenVerifier } from "../identity/token-verifier";
import { buildGatewaySchema } from "../schema";
import { HostedSource } from "../sources/hosted.source";
import { RoutedSource } from "../sources/routed.source";
import { dispatcherOf, jobsOf } from "./due";
import { layFoundation } from "./foundation";
import type { Gateway, GatewayParts } from "./gateway-parts";
import { wireGovernance } from "./governance";
import { hubResolvers } from "./hub";
import { wirePartners } from "./partners";
import { recordResolvers } from "./record";

export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const instances = new Map<unknown, unknown>();
  const own = await buildGatewaySchema((resolver) => instances.get(resolver));
  const foundation = layFoundation(parts);
  const { pool, log, anchor, now, report } = foundation;
  const partners = wirePartners(foundation, parts, own);
  const governance = wireGovernance(foundation);
  const source = parts.source ?? new RoutedSource(new HostedSource(pool), partners.source);
  const resolvers = [
    ...hubResolvers(foundation, parts.delivery?.webhook.privateNetworks ?? false),
    ...recordResolvers(foundation, source, own.catalogue),
    ...governance.resolvers,
    ...partners.resolvers,
  ];
  for (const resolver of resolvers) instances.set(resolver.constructor, resolver);

  const server = await createServer({
    schemas: partners.schemas,
    tokens: new TokenVerifier(parts.tokenKeys, parts.tokenRules),
    log,
    mayRelease: anchor?.mayRelease ?? (() => true),
    routes: parts.routes,
    introspection: parts.introspection,
    isReady: () => answers(pool),
    now,
    newId: randomUUID,
    requestTimeoutMs: parts.requestTimeoutMs,
    report,
  });
  const dispatcher = dispatcherOf(foundation, parts.delivery);
  const jobs = jobsOf(foundation, dispatcher, governance, partners.watch);
  const stop = async (): Promise<void> => {
    await jobs.stop();
    dispatcher.stop();
    await server.stop();
    await partners.close();
  };
  const { nightlyReplay, remindOfOverdue, protocolReviews } = governance;
  return {
    ...server,
    stop,
    log,
    anchor,
    nightlyReplay,
    remindOfOverdue,
    protocolReviews,
    partnerWatch: partners.watch,
    jobs,
  };
}

async function answers(pool: Pool): Promise<boolean> {
  try {
    await pool.query("SELECT 1");
    return true;
  } catch {
    return false;
  }
}
