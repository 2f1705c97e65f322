/** What is due beside requests, and how notifications leave. */
import type { PartnerWatch } from "../governance/partners/partner-watch";
import { Jobs } from "../jobs/jobs";
import { Dispatcher } from "../notifications/dispatcher";
import { Email } from "../notifications/email";
import type { Channel, Sender } from "../notifications/sender";
import { Webhook } from "../notifications/webhook";
import type { Foundation } from "./foundation";
import type { GatewayParts } from "./gateway-parts";
import type { GovernanceParts } from "./governance";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const dispatcherOf = ({ pool, ids, now, report }: Foundation, delivery: GatewayParts["delivery"]): Dispatcher =>
  new Dispatcher(pool, sendersOf(delivery), ids, now, report);

export const jobsOf = (
  { pool, now, report, index }: Foundation,
  dispatcher: Dispatcher,
  governance: GovernanceParts,
  partnerWatch: PartnerWatch,
): Jobs =>
  new Jobs(pool, now, report)
    .add({ name: "deliver-notifications", everyMs: 5 * SECOND_MS, run: () => dispatcher.run() })
    .add({ name: "index-disclosures", everyMs: 30 * SECOND_MS, run: () => index.catchUp() })
    .add({ name: "look-at-partners", everyMs: MINUTE_MS, run: (at) => partnerWatch.run(at) })
    .add({ name: "remind-of-overdue", everyMs: 5 * MINUTE_MS, run: governance.remindOfOverdue })
    .add({ name: "remind-of-consents", everyMs: DAY_MS, run: (at) => governance.expiringConsents.remind(at) })
    .add({ name: "remind-of-protocols", everyMs: DAY_MS, run: (at) => governance.protocolReviews.remindOfReviews(at) })
    .add({ name: "nightly-replay", everyMs: DAY_MS, run: (at) => governance.nightlyReplay.run(at) });

function sendersOf(delivery: GatewayParts["delivery"]): Map<Channel, Sender> {
  const senders = new Map<Channel, Sender>();
  if (delivery?.smtp) senders.set("EMAIL", new Email(delivery.smtp));
  if (delivery) senders.set("WEBHOOK", new Webhook(delivery.webhook));
  return senders;
}
