/**
 * Ids that leave the gateway: encrypted with AES-256-GCM-SIV, whose synthetic IV makes a fixed nonce safe, and bound to
 * the caller's agency and the case. Two agencies, or two cases, cannot join their ids; a made-up id opens nothing.
 */
import { gcmsiv } from "@noble/ciphers/aes";

export type IdKind = "case" | "person" | "item" | "cursor" | "consent" | "agreement";

const NONCE = new Uint8Array(12);

export class OpaqueIds {
  /** @param key 32 bytes, from configuration, the same on every instance */
  constructor(private readonly key: Uint8Array) {
    if (key.length !== 32) throw new Error("the id key has 32 bytes");
  }

  /** @param scope what the id is bound to, such as the agency and the case */
  seal(kind: IdKind, scope: string, value: string): string {
    return Buffer.from(this.cipher(kind, scope).encrypt(Buffer.from(value))).toString("base64url");
  }

  /** The value, or null for an id that this key, kind and scope did not make. */
  open(kind: IdKind, scope: string, id: string): string | null {
    const sealed = Buffer.from(id, "base64url");
    if (sealed.length < 16 || sealed.toString("base64url") !== id) return null;
    try {
      return Buffer.from(this.cipher(kind, scope).decrypt(sealed)).toString();
    } catch {
      return null;
    }
  }

  private cipher(kind: IdKind, scope: string) {
    return gcmsiv(this.key, NONCE, Buffer.from(`${kind}\n${scope}`));
  }
}

/** Case ids are bound to the agency; ids inside a case to the agency and the case. */
export const agencyScope = (agency: string): string => agency;
export const caseScope = (agency: string, caseId: string): string => `${agency}\n${caseId}`;
