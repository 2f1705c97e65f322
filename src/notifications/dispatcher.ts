/**
 * Delivers what the outbox holds: at least once, to every contact point, whichever instance does it. What fails is tried
 * again, ever more rarely, for three days; then the operator is told. A receiver knows a repetition by the delivery's id.
 */
import type { Pool } from "pg";
import { agencyScope, type OpaqueIds } from "../gateway/opaque-ids";
import { DELIVERED, FAILED, FAN_OUT, TAKE } from "./fan-out.sql";
import { Undelivered, type Channel, type DeliveryFault, type Sender } from "./sender";
import { TOPICS, type Topic } from "./topics";

interface Taken {
  readonly id: string;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly notificationId: string;
  readonly topic: Topic;
  readonly agency: string;
  readonly toldAt: Date;
  readonly dueAt: Date | null;
  readonly channel: Channel;
  readonly address: string;
}

const AT_ONCE = 20;
const FANNED_OUT_AT_ONCE = 200;
/** Longer than any sender takes. */
export const IN_HAND_MS = 120_000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 4 * 60 * 60 * 1000;
export const GIVE_UP_DAYS = 3;
const GIVE_UP_MS = GIVE_UP_DAYS * 24 * 60 * 60 * 1000;

/** 30 s after the first attempt, twice that after the second, and so on; never more than four hours. */
export const retryAfter = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_RETRY_MS);

export class Dispatcher {
  /** @param senders by channel; what there is no sender for is kept for `myNotifications` and goes nowhere else */
  constructor(
    private readonly pool: Pool,
    private readonly senders: ReadonlyMap<Channel, Sender>,
    private readonly ids: OpaqueIds,
    private readonly now: () => number,
    private readonly report: (event: string) => void,
  ) {}

  /** Delivers everything that is due. */
  async run(): Promise<void> {
    let fannedOut: number;
    do {
      const values = [new Date(this.now()), [...this.senders.keys()], FANNED_OUT_AT_ONCE];
      fannedOut = (await this.pool.query(FAN_OUT, values)).rowCount ?? 0;
    } while (fannedOut === FANNED_OUT_AT_ONCE);
    let taken: Taken[];
    do {
      const at = this.now();
      const values = [new Date(at), new Date(at + IN_HAND_MS), AT_ONCE];
      taken = (await this.pool.query<Taken>(TAKE, values)).rows;
      await Promise.all(taken.map((it) => this.deliver(it)));
    } while (taken.length > 0);
  }

  stop(): void {
    for (const it of this.senders.values()) it.stop?.();
  }

  private async deliver(it: Taken): Promise<void> {
    const at = this.now();
    try {
      const sender = this.senders.get(it.channel);
      // words that a newer release has written wait for an instance of it
      if (!sender || !Object.hasOwn(TOPICS, it.topic)) throw new Undelivered("NO_CONNECTION");
      await sender.send({
        deliveryId: it.id,
        agency: it.agency,
        address: it.address,
        topic: it.topic,
        reference: this.ids.seal("notification", agencyScope(it.agency), it.notificationId),
        createdAt: it.toldAt.getTime(),
        dueAt: it.dueAt?.getTime() ?? null,
        at,
      });
    } catch (error) {
      return this.failed(it, error instanceof Undelivered ? error.fault : "NO_CONNECTION", at);
    }
    await this.pool.query(DELIVERED, [it.id, new Date(this.now())]);
  }

  private async failed(it: Taken, fault: DeliveryFault, at: number): Promise<void> {
    const isOver = at - it.createdAt.getTime() >= GIVE_UP_MS;
    const next = new Date(at + retryAfter(it.attempts));
    await this.pool.query(FAILED, [it.id, fault, next, isOver ? new Date(at) : null]);
    if (isOver) {
      const times = `${it.attempts} attempts in ${GIVE_UP_DAYS} days`;
      this.report(`notifications: ${it.channel} to ${it.agency} given up after ${times}: ${fault}`);
    }
  }
}
