/**
 * The one connection that a load writes through. It holds the load's locks for as long as it lives, and the database
 * lets go of a dead process's locks only after its last transaction; so whoever has them reads progress that nobody
 * moves any more.
 */
import type { ClientBase } from "pg";
import { inTransactionOf } from "../sources/transaction";
import { CannotLoad } from "./cannot-load";

const sqlStateOf = (error: unknown): string => (error as { code?: string }).code ?? "";
const LOCK_NOT_AVAILABLE = "55P03";
/** Serialization failure, deadlock, lock timeout; and two who make one new person at once, of whom one is to look again. */
const PASSES: ReadonlySet<string> = new Set(["40001", "40P01", LOCK_NOT_AVAILABLE, "23505"]);
const MOST_ATTEMPTS = 8;

/** Does the database refuse the values themselves, whoever sends them and whenever? */
export const refusesValues = (error: unknown): boolean => /^22|^23514$|^54000$/.test(sqlStateOf(error));

export interface Pause {
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

export class Session {
  constructor(
    private readonly client: ClientBase,
    private readonly pause: Pause,
  ) {}

  /**
   * Of two that load one file, or one run, one goes on.
   *
   * @param names of what is locked
   * @param patienceMs how long to wait: a killed load's connection takes a moment to go
   * @throws CannotLoad where another process has it
   */
  async lock(names: readonly string[], patienceMs: number): Promise<void> {
    try {
      await inTransactionOf(this.client, async (client) => {
        await client.query("SELECT set_config('lock_timeout', $1, true)", [String(patienceMs)]);
        for (const name of [...names].sort()) {
          await client.query("SELECT pg_advisory_lock(hashtext('load'), hashtext($1))", [name]);
        }
      });
    } catch (error) {
      if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error;
      throw new CannotLoad("another process is loading this file or this run; let it go on");
    }
  }

  /** Lets others go on. The end of the connection does so too. */
  async unlock(): Promise<void> {
    // where the connection is lost there is nothing to let go of, and the first trouble is the one to tell of
    await this.client.query("SELECT pg_advisory_unlock_all()").catch(() => undefined);
  }

  /** All of it is committed, or none; what passes by itself is tried again, so `work` may run more than once. */
  async transaction<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inTransactionOf(this.client, work);
      } catch (error) {
        if (!PASSES.has(sqlStateOf(error)) || attempt === MOST_ATTEMPTS) throw error;
        // two who met once would meet again without chance
        await this.pause.wait(2 ** attempt * 5 * (0.5 + this.pause.random()));
      }
    }
  }
}
