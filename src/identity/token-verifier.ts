/** Bearer tokens: JWT access tokens (RFC 9068) with the caller's agency, user and role. */
import { createHash } from "node:crypto";
import { jwtVerify, type JWTVerifyGetKey } from "jose";
import { ROLES, type Role } from "../sharing/vocabulary";
import type { SignedInViewer } from "./viewer";

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
}

/** Asymmetric only: a shared secret would let every holder mint callers. */
const ALGORITHMS = ["ES256", "PS256", "EdDSA"];
const CLOCK_TOLERANCE_S = 30;
const LARGEST_TOKEN = 8192;
const REMEMBERED = 10_000;

export class TokenVerifier {
  private readonly verified = new Map<string, { viewer: SignedInViewer; expires: number }>();

  /** @param keys the issuer's JWKS */
  constructor(
    private readonly keys: JWTVerifyGetKey,
    private readonly rules: TokenRules,
  ) {}

  /**
   * Who calls, or null for anything but a good token: no reason is given to somebody who is not signed in. A verified
   * token is remembered by its hash until it expires; whether its user is still active is read with every record.
   */
  async viewerOf(authorization: string | undefined, at: number): Promise<SignedInViewer | null> {
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? "")?.[1];
    if (!token || token.length > LARGEST_TOKEN) return null;
    const hash = createHash("sha256").update(token).digest("base64");
    const known = this.verified.get(hash);
    if (known && at < known.expires) return known.viewer;
    return this.verify(token, hash, at);
  }

  private async verify(token: string, hash: string, at: number): Promise<SignedInViewer | null> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        ...this.rules,
        algorithms: ALGORITHMS,
        typ: "at+jwt",
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ["exp", "iat", "sub", "agency", "role"],
        currentDate: new Date(at),
      });
      if (payload.iat! > at / 1000 + CLOCK_TOLERANCE_S) return null;
      const { sub, agency, role } = payload;
      if (!isWord(sub) || !isWord(agency) || !ROLES.includes(role as Role)) return null;
      const viewer = { userId: sub, agencyId: agency, role: role as Role };
      if (this.verified.size >= REMEMBERED) this.verified.clear();
      this.verified.set(hash, { viewer, expires: payload.exp! * 1000 });
      return viewer;
    } catch {
      return null;
    }
  }
}

const isWord = (claim: unknown): claim is string => typeof claim === "string" && /^[\w.@:-]{1,128}$/.test(claim);
