/**
 * Webhooks after Standard Webhooks (standardwebhooks.com): `webhook-id`, `webhook-timestamp` and `webhook-signature`,
 * which is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. The secret is an agency's own and comes from
 * configuration. No redirect is followed, and of an answer nothing but its status is read.
 */
import { createHmac } from "node:crypto";
import http from "node:http";
import https from "node:https";
import { NotReachable, publicLookup, urlFault } from "./reachable";
import { Undelivered, type DeliveryFault, type Message, type Sender } from "./sender";
import { TOPICS } from "./topics";
import type { WebhookSecrets } from "./webhook-secrets";

export interface WebhookOptions {
  readonly secrets: WebhookSecrets;
  /** For the demonstration alone. */
  readonly privateNetworks: boolean;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

export class Webhook implements Sender {
  constructor(private readonly options: WebhookOptions) {}

  async send(message: Message): Promise<void> {
    const secrets = this.options.secrets.get(message.agency);
    if (!secrets) throw new Undelivered("NO_SECRET");
    if (urlFault(message.address, this.options.privateNetworks) !== null) throw new Undelivered("ADDRESS_NOT_ALLOWED");
    const fault = faultOf(await this.post(message, secrets));
    if (fault) throw new Undelivered(fault);
  }

  private async post(message: Message, secrets: readonly Buffer[]): Promise<number> {
    const body = bodyOf(message);
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), this.options.timeoutMs ?? TIMEOUT_MS);
    try {
      return await this.status(message.address, headersOf(message, body, secrets), body, giveUp.signal);
    } catch (error) {
      if (error instanceof NotReachable) throw new Undelivered("ADDRESS_NOT_ALLOWED");
      throw new Undelivered(giveUp.signal.aborted ? "TIMED_OUT" : "NO_CONNECTION");
    } finally {
      clearTimeout(timer);
    }
  }

  private status(address: string, headers: http.OutgoingHttpHeaders, body: string, signal: AbortSignal) {
    const { request } = address.startsWith("https:") ? https : http;
    const lookup = this.options.privateNetworks ? {} : { lookup: publicLookup };
    return new Promise<number>((answered, failed) => {
      const sending = request(address, { method: "POST", agent: false, signal, headers, ...lookup }, (response) => {
        answered(response.statusCode ?? 0);
        response.destroy(); // what it says is of no use and may have no end
      });
      sending.on("error", failed);
      sending.end(body);
    });
  }
}

const bodyOf = ({ topic, createdAt, reference, dueAt }: Message): string =>
  JSON.stringify({
    type: topic,
    timestamp: new Date(createdAt).toISOString(),
    data: { text: TOPICS[topic], reference, dueAt: dueAt === null ? null : new Date(dueAt).toISOString() },
  });

/** Signed with every secret that the agency has, so that one can be replaced by another without a gap. */
function headersOf(message: Message, body: string, secrets: readonly Buffer[]): http.OutgoingHttpHeaders {
  const timestamp = Math.floor(message.at / 1000).toString();
  const signed = `${message.deliveryId}.${timestamp}.${body}`;
  return {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "user-agent": "family-record-gateway",
    "webhook-id": message.deliveryId,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets
      .map((it) => `v1,${createHmac("sha256", it).update(signed).digest("base64")}`)
      .join(" "),
  };
}

function faultOf(status: number): DeliveryFault | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return "REDIRECTED";
  return status >= 500 ? "RECEIVER_FAILED" : "REFUSED";
}
