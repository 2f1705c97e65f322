/** One contender in a process of its own: says its port, its processor time, and what it asked subgraphs within itself. */
import "reflect-metadata";
import type http from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "pg";
import { SecretsOnFile } from "../../../src/remote/transport/partner-secrets";
import { FETCH } from "../../../src/sources/hosted.source";
import { gatewayOf } from "../contenders/product";
import { apollo } from "./apollo";
import { account, engineServer, type Engine, type EngineSetting } from "./engine-server";
import { stitching } from "./stitching";

export const ENGINES: Readonly<Record<string, Engine>> = { stitching, apollo };

export type Heard = "spent" | "audit" | "asked";

async function serve(name: string, setting: EngineSetting): Promise<http.Server> {
  const engine = ENGINES[name];
  if (engine) return engineServer(engine, setting);
  watchStatements();
  return gatewayOf(setting, () => ({ partners: { secrets: new SecretsOnFile(null, {}), plainHttp: true } }));
}

/** The gateway asks its own store by this statement and by no other. */
function watchStatements(): void {
  const { query } = Client.prototype as unknown as { query: (this: Client, ...args: unknown[]) => unknown };
  Client.prototype.query = function (this: Client, ...args: unknown[]) {
    const { text, values } = (args[0] ?? {}) as { text?: string; values?: [string[], string[], string[]] };
    if (account.asked && text === FETCH) {
      values![0].forEach((person, i) => {
        const contribution = values![1][i]!.split("-")[1]!;
        for (const field of values![2][i]!.split(",")) account.asked!.push({ contribution, person, field });
      });
    }
    return query.apply(this, args);
  } as never;
}

if (require.main === module) {
  process.on("SIGTERM", () => process.exit());
  process.on("disconnect", () => process.exit());
  process.once("message", (given: { name: string; setting: EngineSetting }) => {
    void serve(given.name, given.setting).then((server) => {
      process.on("message", (heard: Heard) => {
        if (heard === "spent") {
          const { user, system } = process.cpuUsage();
          process.send!({ cpu: user + system });
        } else if (heard === "audit") {
          account.asked = [];
          process.send!("done");
        } else {
          process.send!(account.asked ?? []);
          account.asked = null;
        }
      });
      server.listen(0, "127.0.0.1", () => process.send!({ port: (server.address() as AddressInfo).port }));
    });
  });
}
