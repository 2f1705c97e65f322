/** What a message says: the topic's constant words, a time and a reference. There is no way in for anything else. */
import type { Message } from "./sender";
import { TOPICS } from "./topics";

export const SUBJECT = "Family Record Gateway: something waits for you";

const LONDON = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** Such as "Monday 23 November 2026 at 17:00, London time"; put together here, for runtimes differ in their commas. */
export function inLondon(at: number): string {
  const parts = Object.fromEntries(LONDON.formatToParts(at).map((it) => [it.type, it.value]));
  return `${parts.weekday} ${parts.day} ${parts.month} ${parts.year} at ${parts.hour}:${parts.minute}, London time`;
}

export const textOf = ({ topic, dueAt, reference }: Pick<Message, "topic" | "dueAt" | "reference">): string =>
  [
    TOPICS[topic],
    ...(dueAt === null ? [] : [`Due: ${inLondon(dueAt)}.`]),
    `Reference: ${reference}`,
    "",
    "Sign in to the gateway to see what it is about. This message says nothing about any person, on purpose.",
    "",
  ].join("\r\n");
