/** The gateway as it ships: evidence, decisions and disclosure record on. */
import type { Server } from "node:http";
import { makeDataSource } from "../../../ormconfig";
import { GATEWAY_SESSION } from "../../../src/database/pool";
import { DemonstrationIssuer } from "../../../src/identity/demonstration-issuer";
import { createGateway } from "../../../src/wiring/gateway";
import type { GatewayParts } from "../../../src/wiring/gateway-parts";
import { ID_KEY, TOKEN_RULES, type Setting } from "./contender";

export const product = (setting: Setting): Promise<Server> => gatewayOf(setting, () => ({}));

/** @param change what a contender puts in the place of the gateway's own parts */
export async function gatewayOf(
  { databaseUrl, key }: Setting,
  change: (dataSource: GatewayParts["dataSource"]) => Partial<GatewayParts>,
): Promise<Server> {
  const dataSource = makeDataSource(databaseUrl, GATEWAY_SESSION);
  await dataSource.initialize();
  const issuer = await DemonstrationIssuer.from(key, TOKEN_RULES);
  const gateway = await createGateway({
    dataSource,
    idKey: ID_KEY,
    auditKey: new Uint8Array(32).fill(9),
    tokenKeys: issuer.keys,
    tokenRules: TOKEN_RULES,
    requestTimeoutMs: 30_000,
    checkpoints: null,
    introspection: false,
    routes: [],
    report: (event) => console.error(event),
    ...change(dataSource),
  });
  return gateway.http;
}
