/**
 * The one connection that a load writes through. It holds the load's locks for as long as it lives, and a database
 * lets go of a dead process's locks only when its last transaction has ended; so whoever has the lock reads progress
 * that nobody moves any more.
 */
import type { ClientBase } from "pg";
import { CannotLoad } from "./cannot-load";

const LOCK = "SELECT pg_advisory_lock(hashtext('load'), hashtext($1))";
const LOCK_NOT_AVAILABLE = "55P03";

/**
 * Of two that load one file, or one run, one goes on.
 *
 * @param names of what is locked
 * @param patienceMs how long to wait: a killed load's connection takes a moment to go
 * @throws CannotLoad where another process has it
 */
export async function lockOut(client: ClientBase, names: readonly string[], patienceMs: number): Promise<void> {
  await client.query("SELECT set_config('lock_timeout', $1, false)", [String(patienceMs)]);
  try {
    for (const name of [...names].sort()) await client.query(LOCK, [name]);
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new CannotLoad("another process is loading this file or this run; nothing is to be done, let it go on");
  }
  await client.query("SELECT set_config('lock_timeout', $1, false)", [String(LOCK_TIMEOUT_MS)]);
}
