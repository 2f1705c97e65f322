/** One item as an agency sends it, by mutation or in a file, and its check against what that agency may contribute. */
import { getNamedType, isNonNullType, isObjectType, type GraphQLObjectType } from "graphql";
import { z } from "zod";
import { checkBody } from "../gateway/item-body";
import type { Catalogue } from "../gateway/catalogue";
import { toFaults, type Fault } from "../gateway/faults";
import type { HubAgency } from "../governance/hub.repository";
import { isInstant, londonDate, londonInstant } from "../people/london-time";
import { isoDate, personShape, plainText } from "../people/person-shape";
import { mayUse } from "../people/identifier-use";
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
  const faults = envelope.success ? [] : toFaults(envelope.error);
  const parts = envelope.success ? envelope.data : rightParts(input);
  faults.push(...timeFaults(parts, at));
  if (parts.person && !mayUse(parts.person, agency.id)) {
    faults.push({ path: "person.value", code: "NOT_YOUR_NUMBER", message: "a local number of another agency" });
  }
  const declared = parts.field === undefined ? undefined : catalogue.ofKind(agency.kind)?.fields.get(parts.field);
  const type = declared?.mode === "EXISTENCE" ? null : declared?.itemType;
  if (!declared || !type) {
    const message = `not a field that ${agency.id} can contribute`;
    return parts.field === undefined ? faults : [...faults, { path: "field", code: "UNKNOWN_FIELD", message }];
  }
  if (!agency.categories.has(declared.category)) {
    const message = `${declared.category} is not a category that ${agency.id} contributes`;
    faults.push({ path: "field", code: "NOT_YOUR_CATEGORY", message });
  }
  faults.push(...elementFaults(parts, type));
  const checked = checkBody(type, parts.body, "body", faults);
  if (!envelope.success || faults.length > 0) return faults;
  const { person, field, recordedAt, nature, sourceRef, occurredOn, authorRole, restrictions } = envelope.data;
  return {
    person,
    agency: agency.id,
    category: declared.category,
    field,
    body: JSON.stringify(checked),
    occurredOn: occurredOn ?? null,
    recordedAt: new Date(londonInstant(recordedAt)).toISOString(),
    nature,
    authorRole: authorRole ?? null,
    sourceRef,
    restrictions: JSON.stringify(restrictions ?? []),
  };
}

type Parts = Partial<z.output<typeof shape>>;

/** What of a faulty item is right by itself, so that its other faults are found in the same reading. */
function rightParts(input: unknown): Parts {
  const sent = typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
  return Object.fromEntries(Object.entries(shape.shape).map(([key, it]) => [key, it.safeParse(sent[key]).data]));
}

function timeFaults({ recordedAt, occurredOn }: Parts, at: number): Fault[] {
  const faults: Fault[] = [];
  if (recordedAt !== undefined && londonInstant(recordedAt) > at) {
    faults.push({ path: "recordedAt", code: "IN_THE_FUTURE", message: "recorded after it arrived" });
  }
  if (occurredOn && occurredOn > londonDate(at)) {
    faults.push({ path: "occurredOn", code: "IN_THE_FUTURE", message: "happened after it arrived" });
  }
  return faults;
}

/** A restriction on an element that does not exist would hide nothing; on one that cannot be null, it would break the answer. */
const elementFaults = ({ restrictions }: Parts, type: GraphQLObjectType): Fault[] =>
  (restrictions ?? []).flatMap(({ elements = [] }, i) =>
    elements.flatMap((element, j) =>
      mayBeNull(type, element.split("."))
        ? []
        : [
            {
              path: `restrictions.${i}.elements.${j}`,
              code: "UNKNOWN_ELEMENT",
              message: `not the path of an element of ${type.name} that may be left out; restrict the whole item instead`,
            },
          ],
    ),
  );

function mayBeNull(type: GraphQLObjectType, [head = "", ...rest]: readonly string[]): boolean {
  const fields = type.getFields();
  if (!Object.hasOwn(fields, head) || head === "id" || head === "provenance") return false;
  const inner = getNamedType(fields[head]!.type);
  return rest.length === 0 ? !isNonNullType(fields[head]!.type) : isObjectType(inner) && mayBeNull(inner, rest);
}

export const isChecked = (it: CheckedItem | Fault[]): it is CheckedItem => !Array.isArray(it);
