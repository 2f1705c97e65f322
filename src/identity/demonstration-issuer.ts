/** An issuer for the demonstration: mints a token for each demonstration caller. Never part of a real gateway. */
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTVerifyGetKey,
} from "jose";
import type { TokenRules } from "./token-verifier";
import type { SignedInViewer } from "./viewer";

const EIGHT_HOURS_S = 8 * 60 * 60;

export class DemonstrationIssuer {
  private constructor(
    private readonly privateKey: Parameters<SignJWT["sign"]>[0],
    readonly publicJwk: JWK,
    private readonly rules: TokenRules,
  ) {}

  /** A new signing key, private part included, for safe keeping beside the demonstration data. */
  static async newKey(): Promise<JWK> {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    return { ...(await exportJWK(privateKey)), alg: "ES256", kid: "demonstration" };
  }

  static async from(key: JWK, rules: TokenRules): Promise<DemonstrationIssuer> {
    const { d: _private, ...publicJwk } = key;
    return new DemonstrationIssuer(await importJWK(key, "ES256"), publicJwk, rules);
  }

  get keys(): JWTVerifyGetKey {
    return createLocalJWKSet({ keys: [this.publicJwk] });
  }

  mint(viewer: SignedInViewer, at: number): Promise<string> {
    const now = Math.floor(at / 1000);
    return new SignJWT({ agency: viewer.agencyId, role: viewer.role })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "demonstration" })
      .setIssuer(this.rules.issuer)
      .setAudience(this.rules.audience)
      .setSubject(viewer.userId)
      .setIssuedAt(now)
      .setExpirationTime(now + EIGHT_HOURS_S)
      .sign(this.privateKey);
  }
}
