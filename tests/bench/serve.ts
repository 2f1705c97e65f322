/** One contender in a process of its own: says its port, its processor time and how many statements it has sent. */
import "reflect-metadata";
import type { AddressInfo } from "node:net";
import { Client } from "pg";
import type { Contender, Setting } from "./contenders/contender";
import { conventional } from "./contenders/conventional";
import { floor } from "./contenders/floor";
import { product } from "./contenders/product";
import { unprotected } from "./contenders/unprotected";

export const CONTENDERS = { product, unprotected, conventional, floor } satisfies Record<string, Contender>;
export type ContenderName = keyof typeof CONTENDERS;

export interface Spent {
  /** Microseconds of user and system time. */
  readonly cpu: number;
  readonly statements: number;
}

let statements = 0;
const { query } = Client.prototype as unknown as { query: (this: Client, ...args: unknown[]) => unknown };
Client.prototype.query = function (this: Client, ...args: unknown[]) {
  statements += 1;
  return query.apply(this, args);
} as never;

async function serve(name: ContenderName, setting: Setting): Promise<void> {
  const server = await CONTENDERS[name](setting);
  server.listen(0, "127.0.0.1", () => process.send!({ port: (server.address() as AddressInfo).port }));
  process.on("SIGTERM", () => process.exit());
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send!({ cpu: user + system, statements } satisfies Spent);
  });
}

if (require.main === module) {
  const [name, setting] = process.argv.slice(2) as [ContenderName, string];
  void serve(name, JSON.parse(setting) as Setting);
}
