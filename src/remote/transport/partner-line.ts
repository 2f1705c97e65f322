/**
 * The line to one partner: its own connections, credentials, limits and breaker, so that one partner's trouble is
 * nobody else's. Everything that goes over it has a deadline; what does not come in time is given up.
 */
import type { LookupFunction } from "node:net";
import { BrokenCircuitError, bulkhead, BulkheadRejectedError, circuitBreaker, ConsecutiveBreaker } from "cockatiel";
import { handleWhen, wrap } from "cockatiel";
import { Agent, type Dispatcher } from "undici";
import type { Deadline } from "../../sources/source";
import { AccessTokens, type PostForm } from "./access-token";
import { exchange, exchangeAsItCame, type AsItCame, type Incoming, type Outgoing } from "./exchange";
import { isSameOrigin } from "./partner-address";
import type { PartnerAuth } from "./partner-auth";
import { PartnerFailure } from "./partner-failure";
import type { PartnerSecrets } from "./partner-secrets";
import { within } from "./within";

export interface LineSettings {
  readonly agency: string;
  /** The only origin that is ever called, the token's endpoint aside. */
  readonly url: string;
  readonly auth: PartnerAuth;
  readonly timeoutMs: number;
  /** Of one answer, unpacked. */
  readonly maxBytes: number;
  /** How names become addresses; without it, as everywhere. */
  readonly lookup?: LookupFunction;
}

/** How hard a partner is leant on, and how soon it is left alone. */
export interface LineLimits {
  readonly atOnce: number;
  readonly waiting: number;
  readonly failuresInARow: number;
  readonly leaveAloneMs: number;
}

export const LINE_LIMITS: LineLimits = { atOnce: 32, waiting: 64, failuresInARow: 5, leaveAloneMs: 5_000 };

/** What is left for reading the answer, filtering and recording it; a partner is told of less time than there is. */
const MARGIN_MS = 50;
/** With less than this a call would only cost the partner work. */
const TOO_LATE_MS = 5;
const TOKEN_BYTES = 64_000;

/** Failures that say something of the partner's health. That it refused us, or is busy with us, does not. */
const ILL: ReadonlySet<string> = new Set(["TIMEOUT", "UNREACHABLE", "BAD_RESPONSE", "TOO_LARGE"]);

export class PartnerLine {
  private dispatcher: Promise<Dispatcher> | null = null;
  private tokens: Promise<AccessTokens> | null = null;
  private readonly policy;

  constructor(
    private readonly settings: LineSettings,
    private readonly secrets: PartnerSecrets,
    private readonly now: () => number,
    limits: LineLimits = LINE_LIMITS,
  ) {
    const breaker = circuitBreaker(
      handleWhen((it) => it instanceof PartnerFailure && ILL.has(it.code)),
      { halfOpenAfter: limits.leaveAloneMs, breaker: new ConsecutiveBreaker(limits.failuresInARow) },
    );
    this.policy = wrap(bulkhead(limits.atOnce, limits.waiting), breaker);
  }

  /**
   * Sends one request and reads its answer whole.
   * @param outgoing.url the partner's own, or another page of the same origin
   * @throws PartnerFailure
   */
  async send(outgoing: Outgoing, deadline: Deadline): Promise<string> {
    if (!isSameOrigin(outgoing.url, this.settings.url)) throw new PartnerFailure("BAD_RESPONSE");
    const left = Math.min(this.settings.timeoutMs, deadline.at - this.now() - MARGIN_MS);
    if (left < TOO_LATE_MS) throw new PartnerFailure("TIMEOUT");
    try {
      // the limit of time stands outside the queue and inside the breaker as well: a call that is given up has failed
      return await within(left, (gone) => this.policy.execute(() => this.sendNow(outgoing, left, gone)));
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new PartnerFailure("OPEN_BREAKER");
      if (error instanceof BulkheadRejectedError) throw new PartnerFailure("BUSY");
      throw error instanceof PartnerFailure ? error : new PartnerFailure("UNREACHABLE");
    }
  }

  /** Whether a request can be sent that does not show who is asking: a client certificate is of the connection. */
  get canGoUnnamed(): boolean {
    return this.settings.auth.oauth !== undefined;
  }

  /**
   * One request and whatever comes back, past the queue and the breaker: for testing what an endpoint does.
   * @throws PartnerFailure
   */
  async probe(outgoing: Outgoing, deadline: Deadline, credential: boolean): Promise<AsItCame> {
    if (!isSameOrigin(outgoing.url, this.settings.url)) throw new PartnerFailure("BAD_RESPONSE");
    const left = Math.min(this.settings.timeoutMs, deadline.at - this.now());
    if (left < TOO_LATE_MS) throw new PartnerFailure("TIMEOUT");
    return within(left, async (signal) => {
      const dispatcher = await this.connections();
      const token = credential && this.settings.auth.oauth ? await this.token(dispatcher, signal) : null;
      const headers = { ...outgoing.headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
      return exchangeAsItCame({ ...outgoing, headers }, dispatcher, this.settings.maxBytes, signal);
    });
  }

  /** No call is begun any more; those under way are finished. */
  async close(): Promise<void> {
    await this.dispatcher?.then((it) => it.close()).catch(() => undefined);
  }

  private async sendNow(outgoing: Outgoing, ms: number, gone: AbortSignal): Promise<string> {
    // who waited in the queue until nobody waited for them any more is not sent after all
    if (gone.aborted) throw new PartnerFailure("BUSY");
    return within(ms, async (signal) => {
      const first = await this.sendAs(outgoing, ms, signal);
      // once again with a new token, where the old one may have been refused for its age or its key
      const { status, text } =
        first.status === 401 && this.settings.auth.oauth ? await this.sendAs(outgoing, ms, signal) : first;
      if (status === 401) throw new PartnerFailure("REFUSED");
      return text;
    });
  }

  private async sendAs(outgoing: Outgoing, ms: number, signal: AbortSignal): Promise<Incoming> {
    const dispatcher = await this.connections();
    const token = this.settings.auth.oauth ? await this.token(dispatcher, signal) : null;
    const headers = {
      ...outgoing.headers,
      "x-deadline-ms": String(Math.floor(ms)),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const incoming = await exchange({ ...outgoing, headers }, dispatcher, this.settings.maxBytes, signal);
    if (incoming.status === 401 && token !== null) (await this.tokens)?.drop(token);
    return incoming;
  }

  private async token(dispatcher: Dispatcher, signal: AbortSignal): Promise<string> {
    const { agency, auth } = this.settings;
    this.tokens ??= forgottenIfFailed(
      this.secrets.read(agency, auth.oauth!.key).then((key) => new AccessTokens(auth.oauth!, key, this.now)),
      () => (this.tokens = null),
    );
    const post: PostForm = async (url, form) => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const accept = ["application/json"];
      const outgoing: Outgoing = { url, method: "POST", headers, body: form.toString(), accept };
      const { status, text } = await exchange(outgoing, dispatcher, TOKEN_BYTES, signal);
      if (status === 401) throw new PartnerFailure("REFUSED");
      return text;
    };
    return (await this.tokens).get(post);
  }

  private connections(): Promise<Dispatcher> {
    this.dispatcher ??= forgottenIfFailed(this.connect(), () => (this.dispatcher = null));
    return this.dispatcher;
  }

  private async connect(): Promise<Dispatcher> {
    const { agency, auth, timeoutMs, lookup } = this.settings;
    const read = (name: string) => this.secrets.read(agency, name);
    const [ca, cert, key] = await Promise.all([
      auth.ca ? read(auth.ca) : undefined,
      auth.mtls ? read(auth.mtls.certificate) : undefined,
      auth.mtls ? read(auth.mtls.key) : undefined,
    ]);
    return new Agent({
      connections: LINE_LIMITS.atOnce,
      pipelining: 1,
      headersTimeout: timeoutMs * 2,
      bodyTimeout: timeoutMs * 2,
      connect: {
        timeout: timeoutMs,
        minVersion: "TLSv1.2",
        ...(lookup === undefined ? {} : { lookup }),
        ...(ca === undefined ? {} : { ca }),
        ...(cert === undefined ? {} : { cert }),
        ...(key === undefined ? {} : { key }),
      },
    });
  }
}

/** A secret that could not be read, or a key that is none, is tried again at the next call. */
function forgottenIfFailed<T>(promise: Promise<T>, forget: () => void): Promise<T> {
  promise.catch(forget);
  return promise;
}
