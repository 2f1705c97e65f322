/** What a version opens, closes or moves beside the one in force, for whoever has to approve it. */
import type { AcceptedPartner } from "../../remote/sdl/accepted-partner";
import { diffClassification } from "../../remote/sdl/classification-diff";
import type { Hub } from "../hub.repository";
import { openedTo, openingsInWords, type Opening } from "./opened-to";

export interface PartnerChange {
  readonly kind: string;
  readonly path: string;
  readonly words: string;
  readonly opensTo: readonly Opening[];
}

export function changesOf(
  agency: string,
  before: AcceptedPartner | null,
  after: AcceptedPartner,
  hub: Hub,
  at: number,
): PartnerChange[] {
  return diffClassification(before, after).map(({ kind, path, words }) => {
    const field = after.fields.get(path.split(".")[1] ?? "");
    if (!field || (kind !== "NEW_FIELD" && kind !== "RECLASSIFIED")) return { kind, path, words, opensTo: [] };
    const opensTo = openedTo(agency, field.declaration, hub, at);
    const whom = openingsInWords(opensTo, hub);
    const was = kind === "RECLASSIFIED" ? before?.fields.get(field.name) : undefined;
    const until = was
      ? ` Until now it opened to ${openingsInWords(openedTo(agency, was.declaration, hub, at), hub)}.`
      : "";
    return { kind, path, words: `${words}. Opens to ${whom}.${until}`, opensTo };
  });
}
