/** The bytes of one line → the object that they spell, or the one fault that says why they spell none. */
import type { Fault } from "../gateway/faults";
import type { Line } from "./lines";

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
// its own handling of the mark would swallow one at the start of every line
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export type Sent = Readonly<Record<string, unknown>>;

/** What is wrong with a line as a line. A parser's own words quote the text, so they are not used. */
const FAULTS = {
  LINE_TOO_LONG: "a line has at most 1 MB",
  NOT_UTF8: "not valid UTF-8",
  NUL_BYTE: "holds a NUL byte",
  BROKEN_JSON: "not valid JSON",
  NOT_AN_OBJECT: "expected one JSON object",
} as const;

/** @returns null for a blank line */
export function readLine(line: Line): { readonly sent: Sent } | { readonly fault: Fault } | null {
  if (line.bytes === null) return refusal("LINE_TOO_LONG");
  let text: string;
  try {
    text = utf8.decode(withoutMark(line.bytes, line.number));
  } catch {
    return refusal("NOT_UTF8");
  }
  // a carriage return before the newline is white space to JSON too
  if (/^[ \t\r]*$/.test(text)) return null;
  if (text.includes("\0")) return refusal("NUL_BYTE");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refusal("BROKEN_JSON");
  }
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? { sent: value as Sent } : refusal("NOT_AN_OBJECT");
}

const refusal = (code: keyof typeof FAULTS) => ({ fault: { path: "", code, message: FAULTS[code] } });

/** Windows puts a mark at the start of a file; anywhere else it does not belong. */
const withoutMark = (bytes: Buffer, number: number): Buffer =>
  number === 1 && BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? bytes.subarray(3) : bytes;
