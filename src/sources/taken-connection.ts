/**
 * A connection of the pool for a while. A server that goes away says so by an event on it, which ends the process where
 * nobody listens; the statement under way, or the next, tells whoever has the connection.
 */
import type { Pool, PoolClient } from "pg";

export interface TakenConnection {
  readonly client: PoolClient;
  /** @param broken closes it, and with it lets go of whatever it holds, such as a lock */
  readonly giveBack: (broken?: boolean) => void;
}

const lost = (): void => undefined;

export async function takeConnection(pool: Pool): Promise<TakenConnection> {
  const client = await pool.connect();
  client.on("error", lost);
  return {
    client,
    giveBack: (broken = false) => {
      client.off("error", lost);
      client.release(broken);
    },
  };
}
