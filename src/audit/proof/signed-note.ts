/**
 * Signed notes (https://c2sp.org/signed-note) with Ed25519, and their keys as Go's `sumdb/note` and the tools around
 * transparency logs write them: `name+id+key` to check with, `PRIVATE+KEY+name+id+seed` to sign with.
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { fromBase64 } from "./base64";

export interface VerifierKey {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly id: string;
  readonly key: KeyObject;
  /** As it is handed on: `name+id+key`. */
  readonly text: string;
}

export interface SignerKey extends VerifierKey {
  readonly secret: KeyObject;
}

const ED25519 = Buffer.from([1]);
const NEWLINE = Buffer.from("\n");
/** What stands before the raw bytes in the DER forms of RFC 8410. */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const SIGNATURE = 64;
const MOST_SIGNATURES = 64;
const NAME = /^[^\s+\p{Cc}]+$/u;

const idOf = (name: string, key: Buffer): Buffer =>
  createHash("sha256").update(name).update(NEWLINE).update(ED25519).update(key).digest().subarray(0, 4);

function verifierOf(name: string, raw: Buffer): VerifierKey {
  const id = idOf(name, raw).toString("hex");
  const key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: "der", type: "spki" });
  return { name, id, key, text: `${name}+${id}+${Buffer.concat([ED25519, raw]).toString("base64")}` };
}

/** @param seed 32 bytes of chance */
export function signerOf(name: string, seed: Uint8Array): SignerKey {
  if (!NAME.test(name)) throw new Error("a key's name has neither spaces nor +");
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
  const raw = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(SPKI.length);
  return { ...verifierOf(name, raw), secret };
}

/** As it is kept: `PRIVATE+KEY+name+id+seed`. */
export const signerText = (name: string, seed: Uint8Array): string =>
  `PRIVATE+KEY+${name}+${signerOf(name, seed).id}+${Buffer.concat([ED25519, seed]).toString("base64")}`;

/** The key, or null for what is none, or whose name, id and bytes do not belong together. */
export function readVerifier(text: string): VerifierKey | null {
  const [name, , ...rest] = text.split("+");
  const bytes = fromBase64(rest.join("+"));
  if (!name || !NAME.test(name) || bytes?.length !== 33 || bytes[0] !== 1) return null;
  const key = verifierOf(name, bytes.subarray(1));
  return key.text === text ? key : null;
}

export function readSigner(text: string): SignerKey | null {
  const [one, two, name, id, ...rest] = text.split("+");
  const bytes = fromBase64(rest.join("+"));
  if (one !== "PRIVATE" || two !== "KEY" || !name || !NAME.test(name) || bytes?.length !== 33 || bytes[0] !== 1)
    return null;
  const key = signerOf(name, bytes.subarray(1));
  return key.id === id ? key : null;
}

/** @param text ends in a newline */
export function signNote(text: string, signer: SignerKey): string {
  const signature = Buffer.concat([Buffer.from(signer.id, "hex"), sign(null, Buffer.from(text), signer.secret)]);
  return `${text}\n— ${signer.name} ${signature.toString("base64")}\n`;
}

export interface OpenedNote {
  readonly text: string;
  /** Which of the keys signed it. */
  readonly signedBy: readonly VerifierKey[];
  /** A known key's name and id stand there, over a signature that is not of this text. */
  readonly forged: boolean;
}

/** Null for what is no signed note. Signatures of unknown keys, such as a witness's, are passed over. */
export function openNote(note: string, keys: readonly VerifierKey[]): OpenedNote | null {
  const end = note.lastIndexOf("\n\n");
  // eslint-disable-next-line no-control-regex
  if (end < 0 || !note.endsWith("\n") || /[\x00-\x09\x0b-\x1f]/.test(note)) return null;
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) return null;
  const signedBy: VerifierKey[] = [];
  let forged = false;
  for (const line of lines) {
    const [, name, signature] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(signature ?? "");
    if (!name || !bytes || bytes.length < 5) return null;
    const id = bytes.subarray(0, 4).toString("hex");
    const key = keys.find((it) => it.name === name && it.id === id);
    if (!key) continue;
    const isTrue = bytes.length === 4 + SIGNATURE && verify(null, Buffer.from(text), key.key, bytes.subarray(4));
    if (isTrue) signedBy.push(key);
    else forged = true;
  }
  return { text, signedBy, forged };
}
