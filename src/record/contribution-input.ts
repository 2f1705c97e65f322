/** One item as an agency sends it, by mutation or in a file, and its check against what that agency may contribute. */
import { z } from "zod";
import { checkBody } from "../gateway/body";
import type { Catalogue } from "../gateway/catalogue";
import { toFaults, type Fault } from "../gateway/faults";
import type { HubAgency } from "../governance/hub.repository";
import { isInstant, londonDate, londonInstant } from "../people/london-time";
import { isoDate, personShape, plainText } from "../people/person.input";
import { RESTRICTION_CODES } from "../sharing/vocabulary";

const instant = z.string().refine(isInstant, "expected an ISO 8601 instant with offset");

/** A user's conflict and a person's protection are not for one item to say. */
const ITEM_RESTRICTIONS = RESTRICTION_CODES.filter((it) => it !== "X-COI" && it !== "X-PROTECTED");

const shape = z.strictObject({
  person: personShape,
  field: z.string(),
  body: z.unknown(),
  occurredOn: isoDate.nullish(),
  recordedAt: instant,
  nature: z.enum(["FACT", "OPINION", "ALLEGATION"]),
  authorRole: plainText(100).nullish(),
  sourceRef: plainText(200),
  restrictions: z
    .array(
      z.strictObject({
        code: z.enum(ITEM_RESTRICTIONS),
        elements: z.array(plainText(100)).max(20).optional(),
        exempt: z.array(plainText(40)).max(20).optional(),
      }),
    )
    .max(10)
    .nullish(),
});

export type ContributionInput = z.input<typeof shape>;

/** An item that may be written. */
export interface CheckedItem {
  readonly person: z.output<typeof personShape>;
  readonly agency: string;
  readonly category: string;
  readonly field: string;
  readonly body: string;
  readonly occurredOn: string | null;
  readonly recordedAt: string;
  readonly nature: string;
  readonly authorRole: string | null;
  readonly sourceRef: string;
  readonly restrictions: string;
}

/** @returns the item, or every fault of it */
export function checkContribution(
  input: unknown,
  agency: HubAgency,
  catalogue: Catalogue,
  at: number,
): CheckedItem | Fault[] {
  const envelope = shape.safeParse(input);
  if (!envelope.success) return toFaults(envelope.error);
  const { person, field, body, recordedAt, restrictions, ...rest } = envelope.data;
  const declared = catalogue.ofKind(agency.kind)?.fields.get(field);
  if (!declared?.itemType || declared.mode === "EXISTENCE") {
    return [{ path: "field", code: "UNKNOWN_FIELD", message: `not a field that ${agency.id} can contribute` }];
  }
  const faults: Fault[] = [];
  if (!agency.categories.has(declared.category)) {
    const message = `${declared.category} is not a category that ${agency.id} contributes`;
    faults.push({ path: "field", code: "NOT_YOUR_CATEGORY", message });
  }
  const recorded = londonInstant(recordedAt);
  if (recorded > at) faults.push({ path: "recordedAt", code: "IN_THE_FUTURE", message: "recorded after it arrived" });
  if (rest.occurredOn && rest.occurredOn > londonDate(at)) {
    faults.push({ path: "occurredOn", code: "IN_THE_FUTURE", message: "happened after it arrived" });
  }
  const checked = checkBody(declared.itemType, body, "body", faults);
  if (faults.length > 0) return faults;
  return {
    person,
    agency: agency.id,
    category: declared.category,
    field,
    body: JSON.stringify(checked),
    occurredOn: rest.occurredOn ?? null,
    recordedAt: new Date(recorded).toISOString(),
    nature: rest.nature,
    authorRole: rest.authorRole ?? null,
    sourceRef: rest.sourceRef,
    restrictions: JSON.stringify(restrictions ?? []),
  };
}

export const isChecked = (it: CheckedItem | Fault[]): it is CheckedItem => !Array.isArray(it);
