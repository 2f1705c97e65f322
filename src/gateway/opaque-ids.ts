/**
 * Ids that leave the gateway: wrapped with AES-256 key wrap (RFC 5649, NIST SP 800-38F), a deterministic authenticated
 * cipher that needs no nonce, under a key of their own for each kind and scope: the caller's agency and the case. Two
 * agencies, or two cases, cannot join their ids; a made-up id opens nothing (docs/adr/0016).
 */
import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";

export type IdKind =
  | "match"
  | "signatory"
  | "assessment"
  | "receipt"
  | "dispensation"
  | "restriction"
  | "conflict"
  | "notification"
  | "contact-point"
  | "withholding"
  | "disclosure-request"
  | "break-glass"
  | "breach"
  | "case"
  | "person"
  | "item"
  | "cursor"
  | "consent"
  | "agreement"
  | "entity";

/** An id that nobody has: what a made-up one is looked up as, so that it costs what a real one costs. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

const KEY_WRAP = "id-aes256-wrap-pad";
/** The initial value that RFC 5649 §3 asks for. */
const INITIAL = Buffer.from("a65959a6", "hex");
const SHORTEST = 16;
const REMEMBERED = 1_000;

export class OpaqueIds {
  private readonly scopeKeys = new Map<string, Buffer>();

  /** @param key 32 bytes, from configuration, the same on every instance */
  constructor(private readonly key: Uint8Array) {
    if (key.length !== 32) throw new Error("the id key has 32 bytes");
  }

  /** @param scope what the id is bound to, such as the agency and the case */
  seal(kind: IdKind, scope: string, value: string): string {
    return createCipheriv(KEY_WRAP, this.keyOf(kind, scope), INITIAL).update(value, "utf8").toString("base64url");
  }

  /** The value, or null for an id that this key, kind and scope did not make. */
  open(kind: IdKind, scope: string, id: string): string | null {
    const sealed = Buffer.from(id, "base64url");
    if (sealed.length < SHORTEST || sealed.toString("base64url") !== id) return null;
    try {
      return createDecipheriv(KEY_WRAP, this.keyOf(kind, scope), INITIAL).update(sealed).toString();
    } catch {
      return null;
    }
  }

  /** A record seals hundreds of ids of one scope, so its key is remembered. */
  private keyOf(kind: IdKind, scope: string): Buffer {
    const name = `${kind}\n${scope}`;
    const known = this.scopeKeys.get(name);
    if (known) return known;
    if (this.scopeKeys.size >= REMEMBERED) this.scopeKeys.clear();
    const key = createHmac("sha256", this.key).update(name).digest();
    this.scopeKeys.set(name, key);
    return key;
  }
}

/** Case ids are bound to the agency; ids inside a case to the agency and the case. */
export const agencyScope = (agency: string): string => agency;
export const caseScope = (agency: string, caseId: string): string => `${agency}\n${caseId}`;
