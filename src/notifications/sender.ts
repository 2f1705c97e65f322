/** One way of telling somebody. A sender says that it has sent, or in one word of ours why it could not. */
import type { Topic } from "./topics";

export const CHANNELS = ["EMAIL", "WEBHOOK"] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Message {
  /** The same at every attempt: by it a receiver knows what it has had before. */
  readonly deliveryId: string;
  /** The agency whose people are told. */
  readonly agency: string;
  readonly address: string;
  readonly topic: Topic;
  /** The notification's id as its agency sees it, in `myNotifications` and nowhere else. */
  readonly reference: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly dueAt: number | null;
  /** Of this attempt. */
  readonly at: number;
}

export interface Sender {
  /** @throws Undelivered */
  send(message: Message): Promise<void>;
  stop?(): void;
}

/** Why something was not delivered, in a word that an operator may read; nothing of what a receiver said. */
export type DeliveryFault =
  "NO_SECRET" | "ADDRESS_NOT_ALLOWED" | "NO_CONNECTION" | "TIMED_OUT" | "REDIRECTED" | "REFUSED" | "RECEIVER_FAILED";

export class Undelivered extends Error {
  constructor(readonly fault: DeliveryFault) {
    super(fault);
  }
}
