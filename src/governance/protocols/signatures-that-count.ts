/**
 * Which of a protocol's signatures count. One made by key is verified again whenever the rules are compiled: change the
 * document under it, and the flows of its signer are closed. One made on paper, before this hub kept keys, counts as
 * recorded.
 */
import type { JWK } from "jose";
import type { Protocol } from "../../sharing/rulebook";
import { canonicalForm } from "./canonical-form";
import { isSigned } from "./detached-signature";

export interface SignatureOnFile {
  readonly agency: string;
  /** Milliseconds since the epoch. */
  readonly signedAt: number;
  readonly jws: string | null;
  readonly jwk: JWK | null;
}

export async function signaturesThatCount(
  document: unknown,
  signatures: readonly SignatureOnFile[],
): Promise<Protocol["signatures"]> {
  const counting = await Promise.all(signatures.map((it) => counts(document, it)));
  return signatures.filter((_, i) => counting[i]).map(({ agency, signedAt }) => ({ agency, signedAt }));
}

async function counts(document: unknown, { jws, jwk }: SignatureOnFile): Promise<boolean> {
  if (jws === null) return true;
  return jwk !== null && isSigned(jws, canonicalForm(document), jwk);
}
