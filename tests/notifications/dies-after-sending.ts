/** A process that delivers and is killed in the instant between a receiver's answer and the row that says so. */
import "reflect-metadata";
import { Pool } from "pg";
import { OpaqueIds } from "../../src/gateway/opaque-ids";
import { Dispatcher } from "../../src/notifications/dispatcher";
import type { Sender } from "../../src/notifications/sender";
import { Webhook } from "../../src/notifications/webhook";

const [url, now] = process.argv.slice(2) as [string, string];
const webhook = new Webhook({ secrets: new Map([["SCHOOL", [Buffer.alloc(32, 5)]]]), privateNetworks: true });
const dies: Sender = {
  send: async (message) => {
    await webhook.send(message);
    process.kill(process.pid, "SIGKILL");
  },
};
const pool = new Pool({ connectionString: url, options: "-c role=family_record_gateway" });
const ids = new OpaqueIds(new Uint8Array(32).fill(7));
void new Dispatcher(
  pool,
  new Map([["WEBHOOK", dies]]),
  ids,
  () => Number(now),
  () => undefined,
).run();
