/**
 * A party's signature: a detached JWS (RFC 7515 appendix F) over the canonical form of the document. By the key's own
 * algorithm and no other; whatever else a header asks for is refused.
 */
import { calculateJwkThumbprint, compactVerify, importJWK, type JWK } from "jose";

/** How each kind of key signs. A shared secret is no signature, and "none" is none. */
function algorithmsOf(jwk: JWK): string[] {
  if (jwk.kty === "OKP" && jwk.crv === "Ed25519") return ["EdDSA", "Ed25519"];
  if (jwk.kty === "EC" && jwk.crv === "P-256") return ["ES256"];
  return [];
}

/** The key alone: what else a file says of it is not kept. @returns null where it is no public key that can sign here */
export async function publicKeyOf(jwk: unknown): Promise<{ jwk: JWK; kid: string } | null> {
  if (typeof jwk !== "object" || jwk === null || "d" in jwk) return null;
  const { kty, crv, x, y } = jwk as JWK;
  const key: JWK = kty === "OKP" ? { kty, crv, x } : { kty, crv, x, y };
  const [algorithm] = algorithmsOf(key);
  if (!algorithm) return null;
  try {
    await importJWK(key, algorithm);
    return { jwk: key, kid: await calculateJwkThumbprint(key) };
  } catch {
    return null;
  }
}

/** RFC 7638, SHA-256 in base64url. */
const THUMBPRINT = /^[\w-]{43}$/;

interface Header {
  readonly kid: string;
}

/** `header..signature` with a key id in its header; null for anything else. */
export function headerOf(jws: string): Header | null {
  const parts = jws.length <= 2_000 ? jws.split(".") : [];
  if (parts.length !== 3 || parts[1] !== "") return null;
  try {
    const header = JSON.parse(Buffer.from(parts[0]!, "base64url").toString()) as Record<string, unknown>;
    const isPlain = Object.keys(header).every((it) => it === "alg" || it === "kid" || it === "typ");
    return isPlain && typeof header["kid"] === "string" && THUMBPRINT.test(header["kid"])
      ? { kid: header["kid"] }
      : null;
  } catch {
    return null;
  }
}

/** Did the holder of this key sign exactly this text? */
export async function isSigned(jws: string, canonical: string, jwk: JWK): Promise<boolean> {
  const [head, , signature] = jws.split(".");
  const algorithms = algorithmsOf(jwk);
  if (headerOf(jws) === null || algorithms.length === 0) return false;
  const attached = `${head}.${Buffer.from(canonical, "utf8").toString("base64url")}.${signature}`;
  try {
    await compactVerify(attached, await importJWK(jwk, algorithms[0]), { algorithms });
    return true;
  } catch {
    return false;
  }
}
