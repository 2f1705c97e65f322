/** One request to a partner's endpoint, as the gateway makes it: no redirect followed, a cap on the answer, a limit in time. */

export interface Asked {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** The text as JSON; undefined where it is none. */
  readonly json: unknown;
  readonly ms: number;
}

export interface EndpointParts {
  readonly url: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export class NoAnswer extends Error {}

export class Endpoint {
  constructor(private readonly parts: EndpointParts) {}

  get hasCredential(): boolean {
    return Object.keys(this.parts.headers).length > 0;
  }

  /** @throws NoAnswer where nothing, too much or nothing in time came back */
  async post(body: unknown, { credential = true, headers = {} } = {}): Promise<Asked> {
    return this.send("", {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
        ...(credential ? this.parts.headers : {}),
        ...headers,
      },
    });
  }

  get(query: string): Promise<Asked> {
    return this.send(query, { method: "GET", headers: { ...this.parts.headers } });
  }

  private async send(query: string, request: RequestInit): Promise<Asked> {
    const { url, timeoutMs, maxBytes } = this.parts;
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

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
