/** All of it is committed, or none. */
import type { ClientBase, Pool, PoolClient } from "pg";
import { takeConnection } from "./taken-connection";

export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const { client, giveBack } = await takeConnection(pool);
  try {
    return await inTransactionOf(client, work);
  } finally {
    giveBack();
  }
}

export async function inTransactionOf<C extends ClientBase, T>(client: C, work: (client: C) => Promise<T>): Promise<T> {
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // a connection that cannot even roll back is lost, and its pool throws it away; its trouble must not hide the first
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
