/**
 * Tokens for partners that ask for one: OAuth 2.0 client credentials, the client shown by a signed assertion
 * (private_key_jwt, RFC 7523). A token is kept until shortly before it runs out, and dropped when a partner refuses it.
 */
import { randomUUID } from "node:crypto";
import { importPKCS8, SignJWT } from "jose";
import type { PartnerAuth } from "./partner-auth";
import { PartnerFailure } from "./partner-failure";

type Oauth = NonNullable<PartnerAuth["oauth"]>;
/** Posts a form to the token endpoint; answers its JSON. */
export type PostForm = (url: string, form: URLSearchParams) => Promise<string>;

const ASSERTION_SECONDS = 60;
const EARLY_MS = 30_000;
const LONGEST_MS = 600_000;

export class AccessTokens {
  private kept: { readonly token: string; readonly until: number } | null = null;
  private asking: Promise<string> | null = null;

  constructor(
    private readonly oauth: Oauth,
    private readonly privateKey: string,
    private readonly now: () => number,
  ) {}

  /** @throws PartnerFailure */
  async get(post: PostForm): Promise<string> {
    if (this.kept && this.now() < this.kept.until) return this.kept.token;
    this.asking ??= this.ask(post).finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** The partner would not take this one. */
  drop(token: string): void {
    if (this.kept?.token === token) this.kept = null;
  }

  private async ask(post: PostForm): Promise<string> {
    const text = await post(
      this.oauth.tokenUrl,
      new URLSearchParams({
        grant_type: "client_credentials",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: await this.assertion(),
        ...(this.oauth.scope === undefined ? {} : { scope: this.oauth.scope }),
      }),
    );
    const { token, seconds } = readToken(text);
    this.kept = { token, until: this.now() + Math.min(seconds * 1000, LONGEST_MS) - EARLY_MS };
    return token;
  }

  private async assertion(): Promise<string> {
    const { algorithm, clientId, keyId, tokenUrl } = this.oauth;
    const issuedAt = Math.floor(this.now() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: algorithm, typ: "JWT", ...(keyId === undefined ? {} : { kid: keyId }) })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(tokenUrl)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ASSERTION_SECONDS)
      .sign(await importPKCS8(this.privateKey, algorithm));
  }
}

function readToken(text: string): { token: string; seconds: number } {
  const answer = asObject(text);
  const token = answer["access_token"];
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) throw new PartnerFailure("BAD_RESPONSE");
  const seconds = Number(answer["expires_in"] ?? 60);
  return { token, seconds: Number.isFinite(seconds) ? seconds : 60 };
}

function asObject(text: string): Record<string, unknown> {
  try {
    const it = JSON.parse(text) as unknown;
    if (typeof it === "object" && it !== null) return it as Record<string, unknown>;
  } catch {
    // no JSON is no answer
  }
  throw new PartnerFailure("BAD_RESPONSE");
}
