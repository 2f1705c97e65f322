/** One request to a partner's endpoint, as the gateway makes it: no redirect followed, a cap on the answer, a limit in time. */
import {
  ASKED_AS,
  asJson,
  bodyOf,
  NoAnswer,
  type Asked,
  type AskedHow,
  type ContractEndpoint,
} from "../remote/contract/contract-endpoint";

export interface EndpointParts {
  readonly url: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** What the gateway allows a partner unless it is registered otherwise. */
const TIMEOUT_MS = 5_000;
const MOST_BYTES = 2_000_000;

export class FetchEndpoint implements ContractEndpoint {
  constructor(private readonly parts: EndpointParts) {}

  get hasCredential(): boolean {
    return Object.keys(this.parts.headers).length > 0;
  }

  post(body: unknown, { credential = true, headers = {} }: AskedHow = {}): Promise<Asked> {
    return this.send("", {
      method: "POST",
      body: bodyOf(body),
      headers: { ...ASKED_AS, ...(credential ? this.parts.headers : {}), ...headers },
    });
  }

  get(query: string): Promise<Asked> {
    return this.send(query, { method: "GET", headers: { ...this.parts.headers } });
  }

  private async send(query: string, request: RequestInit): Promise<Asked> {
    const { url, timeoutMs = TIMEOUT_MS, maxBytes = MOST_BYTES } = this.parts;
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeoutMs);
    const started = performance.now();
    try {
      const response = await fetch(url + query, { ...request, redirect: "manual", signal: controller.signal });
      const text = await capped(response, maxBytes);
      return {
        status: response.status,
        contentType: response.headers.get("content-type") ?? "",
        text,
        json: asJson(text),
        ms: Math.round(performance.now() - started),
      };
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      if (controller.signal.aborted) throw new NoAnswer(`no whole answer within ${timeoutMs} ms`);
      const cause = (error as { cause?: { code?: unknown } }).cause?.code;
      throw new NoAnswer(`no answer${typeof cause === "string" ? ` (${cause})` : ""}`);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function capped(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw new NoAnswer(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
