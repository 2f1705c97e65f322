/** Text that stands for bytes, and no other text for the same bytes: what can be written twice can be changed unseen. */

/** The bytes, or null for what is not standard base64 as RFC 4648 §4 writes it, padding and all. */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

/** The 32 bytes of a hash, or null. */
export function hashFromBase64(text: string): Buffer | null {
  const bytes = fromBase64(text);
  return bytes?.length === 32 ? bytes : null;
}

/** The 32 bytes of a hash, or null for anything but 64 lower-case digits. */
export const hashFromHex = (text: string): Buffer | null =>
  /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, "hex") : null;
