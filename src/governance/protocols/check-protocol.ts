/** A protocol's text: read, and every fault of it found at once, each with its line. */
import type { Fault } from "../../gateway/faults";
import { documentFaults } from "./document-faults";
import { hubFaults, type KnownHub } from "./hub-faults";
import { readLoosely } from "./loose-document";
import { documentShape, isProtocolId, type ProtocolDocument } from "./protocol-document";
import { shapeFaults } from "./shape-faults";
import { readYaml } from "./yaml-text";

export interface CheckedText {
  /** Null where there is any fault. */
  readonly document: ProtocolDocument | null;
  /** In the order of their lines. */
  readonly faults: readonly Fault[];
}

/** Without its hub a text is checked in itself alone. */
export function checkProtocolText(text: string, hub: KnownHub): CheckedText {
  const yaml = readYaml(text);
  const found = [...yaml.faults];
  if (yaml.value !== undefined) {
    const loose = readLoosely(yaml.value);
    found.push(...shapeFaults(yaml.value), ...documentFaults(loose), ...hubFaults(loose, hub));
  }
  const placed = found.map((it) => ({ ...it, ...yaml.placeOf(it) }));
  placed.sort((a, b) => a.line - b.line || a.column - b.column);
  const faults = placed.map(({ path, code, message, line, column }) => ({
    path: path.map(String).join("."),
    code,
    message: `line ${line}, column ${column}: ${message}`,
  }));
  return { document: faults.length === 0 ? documentShape.parse(yaml.value) : null, faults };
}

/** The id that a text gives itself, where it can be read: whose other versions are to be looked up. */
export function idInText(text: string): string | null {
  const { id } = readLoosely(readYaml(text).value);
  return id !== null && isProtocolId(id) ? id : null;
}
