/**
 * What runs beside requests, again and again: deliveries, reminders, a nightly replay. One instance at a time runs a job
 * (an advisory lock), and the database remembers when it last began, so that neither a second instance nor a restart
 * makes it run more often. A job is told the time, and has to bear being cut off.
 */
import type { Pool, PoolClient } from "pg";
import { takeConnection } from "../sources/taken-connection";

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** @param at milliseconds since the epoch */
  readonly run: (at: number) => Promise<unknown>;
}

/** How often at most the database is asked whether a job is due. */
const LOOK_MS = 60_000;
/** Each holds a connection of the pool that requests are served from, while it runs. */
const MOST_AT_ONCE = 3;

const BEGIN = `
  INSERT INTO job_run (name, began_at) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET began_at = $2 WHERE job_run.began_at <= $3 RETURNING name`;

export class Jobs {
  private readonly jobs: Job[] = [];
  private readonly running = new Set<Promise<void>>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly now: () => number,
    private readonly report: (event: string) => void,
  ) {}

  add(job: Job): this {
    this.jobs.push(job);
    return this;
  }

  start(): void {
    this.timers = this.jobs.map((job) => setInterval(() => this.look(job), Math.min(job.everyMs, LOOK_MS)).unref());
  }

  /** No job begins any more; resolves when those under way have ended. */
  async stop(): Promise<void> {
    for (const it of this.timers.splice(0)) clearInterval(it);
    await Promise.all(this.running);
  }

  /** Runs what is due, now; resolves when it is done. */
  async runDue(): Promise<void> {
    for (const job of this.jobs) await this.tryToRun(job);
  }

  /** What finds no room is due still at the next look. */
  private look(job: Job): void {
    if (this.running.size >= MOST_AT_ONCE) return;
    const run = this.tryToRun(job).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** An error is told by its job's name alone: its text may hold anything. */
  private async tryToRun(job: Job): Promise<void> {
    try {
      await this.alone(job, async (client) => {
        const at = this.now();
        // a timer that fires a moment early must not cost a whole turn
        const last = at - job.everyMs * 0.9;
        const { rowCount } = await client.query(BEGIN, [job.name, new Date(at), new Date(last)]);
        if (rowCount === 1) await job.run(at);
      });
    } catch {
      this.report(`job ${job.name} failed`);
    }
  }

  private async alone({ name }: Job, work: (client: PoolClient) => Promise<void>): Promise<void> {
    const { client, giveBack } = await takeConnection(this.pool);
    let broken = true;
    try {
      const { rows } = await client.query<{ mine: boolean }>(
        "SELECT pg_try_advisory_lock(hashtext('job'), hashtext($1)) AS mine",
        [name],
      );
      if (rows[0]!.mine) {
        try {
          await work(client);
        } finally {
          await client.query("SELECT pg_advisory_unlock(hashtext('job'), hashtext($1))", [name]);
        }
      }
      broken = false;
    } finally {
      // a connection that could not say that it let go is closed, which lets go
      giveBack(broken);
    }
  }
}
