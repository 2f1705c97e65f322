/** A signatory's side: a key of their own, and a signature with it. None of this runs in the gateway. */
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { publicKeyOf } from "./detached-signature";

export async function makeKey(algorithm: string): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  if (algorithm !== "EdDSA" && algorithm !== "ES256") throw new Error("a signatory's key is EdDSA or ES256");
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { publicJwk: await exportJWK(publicKey), privateJwk: await exportJWK(privateKey) };
}

/** @throws Error where this is no private key that can sign here */
export async function signDetached(canonical: string, privateJwk: unknown): Promise<string> {
  const { d, ...open } = (privateJwk ?? {}) as JWK;
  const key = await publicKeyOf(open);
  if (!key || d === undefined) throw new Error("expected a private key as JWK: Ed25519, or P-256 for ES256");
  const alg = key.jwk.kty === "EC" ? "ES256" : "EdDSA";
  const jws = await new CompactSign(Buffer.from(canonical, "utf8"))
    .setProtectedHeader({ alg, kid: await calculateJwkThumbprint(key.jwk) })
    .sign(await importJWK({ ...key.jwk, d }, alg));
  const [header, , signature] = jws.split(".");
  return `${header}..${signature}`;
}
