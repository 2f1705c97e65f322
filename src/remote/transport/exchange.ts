/**
 * One request to a partner and its answer, through the partner's own connections. No redirect is followed: whoever can
 * answer in a partner's place must not send people's identifiers on. The answer's words leave here as text to be read,
 * never as part of an error.
 */
import { request, type Dispatcher } from "undici";
import { cappedText } from "./capped-text";
import { PartnerFailure } from "./partner-failure";

export interface Outgoing {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The content types that are an answer, without parameters. */
  readonly accept: readonly string[];
}

export interface Incoming {
  readonly status: number;
  readonly text: string;
}

/** An answer as it came, whatever it is. */
export interface AsItCame extends Incoming {
  readonly contentType: string;
}

/** @throws PartnerFailure where nothing, or too much, came back */
export async function exchangeAsItCame(
  outgoing: Outgoing,
  dispatcher: Dispatcher,
  maxBytes: number,
  signal: AbortSignal,
): Promise<AsItCame> {
  const { statusCode, headers, body } = await answered(outgoing, dispatcher, signal);
  return {
    status: statusCode,
    contentType: one(headers["content-type"]) ?? "",
    text: await cappedText(body, one(headers["content-encoding"]), maxBytes),
  };
}

/** @throws PartnerFailure; 401 is returned, for it may say no more than that a token has run out */
export async function exchange(
  outgoing: Outgoing,
  dispatcher: Dispatcher,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Incoming> {
  const { statusCode, headers, body } = await answered(outgoing, dispatcher, signal);
  const failure = failureOfStatus(statusCode) ?? failureOfType(headers["content-type"], outgoing.accept, statusCode);
  if (failure || statusCode === 401) {
    body.on("error", () => undefined).destroy();
    if (failure) throw new PartnerFailure(failure);
    return { status: 401, text: "" };
  }
  return { status: statusCode, text: await cappedText(body, one(headers["content-encoding"]), maxBytes) };
}

async function answered({ url, method, headers, body, accept }: Outgoing, dispatcher: Dispatcher, signal: AbortSignal) {
  try {
    return await request(url, {
      method,
      dispatcher,
      signal,
      headers: { accept: accept.join(", "), "accept-encoding": "gzip, identity", ...headers },
      ...(body === undefined ? {} : { body }),
    });
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    // what node or undici could not read as HTTP was an answer of a kind; everything else never got that far
    throw new PartnerFailure(
      /HTTPParser|HEADERS_OVERFLOW|RESPONSE/.test(`${name} ${code}`) ? "BAD_RESPONSE" : "UNREACHABLE",
    );
  }
}

function failureOfStatus(status: number) {
  if (status >= 500) return "UNREACHABLE" as const;
  if (status >= 400 && status !== 401) return "REFUSED" as const;
  return status === 200 || status === 401 ? null : ("BAD_RESPONSE" as const);
}

function failureOfType(type: string | string[] | undefined, accept: readonly string[], status: number) {
  if (status === 401) return null;
  const name = one(type)?.split(";")[0]?.trim().toLowerCase() ?? "";
  return accept.includes(name) ? null : ("BAD_RESPONSE" as const);
}

const one = (it: string | string[] | undefined): string | undefined => (Array.isArray(it) ? it.join(", ") : it);
