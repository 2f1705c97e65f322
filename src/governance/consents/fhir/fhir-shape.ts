/**
 * What of a FHIR R4 `Consent` is understood. A provision is read to the last key, for what is left out of it would widen
 * the consent; around it, only what changes nothing may be left out.
 */
import { z } from "zod";
import { isStorable } from "../../../gateway/item-body";
import { londonInstant, isIsoDate } from "../../../people/london-time";
import { isCategory, isPurpose } from "../../../sharing/vocabulary";
import { ACT_CODE, AGENCY_SYSTEM, CATEGORY_SYSTEM, CONSENT_DOCUMENT, LOINC, PURPOSE_SYSTEM } from "./systems";

const text = z.string().min(1).max(2_000).refine(isStorable, "expected well-formed text");
const most = 60;

/** Full precision, with an offset; and the first instant after it, for in FHIR the end is within. */
const FULL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;
const isDateTime = (it: string): boolean => isIsoDate(it) || (FULL.test(it) && !Number.isNaN(Date.parse(it)));
const dateTime = z.string().refine(isDateTime, "expected a date, or a date-time with an offset");

export const startOf = (it: string): number => (isIsoDate(it) ? londonInstant(it) : Date.parse(it));
export function endOf(it: string): number {
  if (isIsoDate(it)) return londonInstant(new Date(Date.parse(it) + 86_400_000).toISOString().slice(0, 10));
  return Date.parse(it) + (it.includes(".") ? 1 : 1_000);
}

const coding = z.strictObject({
  system: text,
  code: text,
  display: text.optional(),
  version: text.optional(),
  userSelected: z.boolean().optional(),
});
const codingOf = (system: string, isKnown: (code: string) => boolean, what: string) =>
  coding.refine((it) => it.system === system && isKnown(it.code), `expected ${what} of ${system}`);
const codedAs = (system: string, isKnown: (code: string) => boolean, what: string) =>
  z.strictObject({ coding: z.tuple([codingOf(system, isKnown, what)]), text: text.optional() });

const identifier = z.object({ system: text, value: text });
const organisation = z.strictObject({
  type: z.literal("Organization").optional(),
  identifier: z.strictObject({ system: z.literal(AGENCY_SYSTEM), value: text }),
  display: text.optional(),
});
/** Whom a person's reference means is said by the caller; a number of another system is not looked up. */
const person = z.object({ type: text.optional(), identifier: identifier.optional(), display: text.optional() });

const actor = z.strictObject({
  role: z.strictObject({
    coding: z
      .array(coding)
      .min(1)
      .refine((it) => it.some((c) => c.code === "IRCP"), "expected role IRCP"),
    text: text.optional(),
  }),
  reference: organisation,
});
const category = codedAs(CATEGORY_SYSTEM, isCategory, "a category");
const side = z.enum(["permit", "deny"]);
/** An exception: of categories, or of recipients. Of both at once would mean their overlap, which a consent cannot say. */
const exception = z.union([
  z.strictObject({ type: side, code: z.array(category).min(1).max(most) }),
  z.strictObject({ type: side, actor: z.array(actor).min(1).max(most) }),
]);

const provision = z
  .strictObject({
    type: side,
    period: z.strictObject({ start: dateTime, end: dateTime }),
    actor: z.array(actor).min(1).max(most).optional(),
    purpose: z
      .array(codingOf(PURPOSE_SYSTEM, isPurpose, "a purpose"))
      .min(1)
      .max(most)
      .optional(),
    code: z.array(category).min(1).max(most).optional(),
    provision: z.array(exception).min(1).max(most).optional(),
  })
  .refine((it) => (it.provision ?? []).every((below) => below.type !== it.type), {
    path: ["provision"],
    error: "an exception is of the other type",
  });

const extension = z.object({
  url: text,
  valueCode: z.string().optional(),
  valueBoolean: z.boolean().optional(),
  valueString: text.optional(),
  valueDateTime: dateTime.optional(),
});

const never = z.never("not understood here").optional();

export const consentResource = z.looseObject({
  resourceType: z.literal("Consent"),
  implicitRules: never,
  modifierExtension: never,
  contained: never,
  extension: z.array(extension).max(most).optional(),
  identifier: z.array(identifier).min(1).max(10).optional(),
  status: z.enum(["active", "inactive"], "expected active, or inactive with the instant of its withdrawal"),
  scope: z.object({
    coding: z.array(coding).refine((it) => it.some((c) => c.code === "patient-privacy"), "expected patient-privacy"),
  }),
  category: z
    .array(z.object({ coding: z.array(coding) }))
    .refine(
      (it) => it.some(({ coding: all }) => all.some((c) => c.system === LOINC && c.code === CONSENT_DOCUMENT)),
      `expected LOINC ${CONSENT_DOCUMENT}`,
    ),
  patient: person,
  dateTime: dateTime.optional(),
  performer: z.array(person).length(1, "expected one who gave it"),
  organization: z.array(organisation).max(1).optional(),
  sourceReference: z.object({ display: text }).optional(),
  policyRule: z.object({ coding: z.array(coding) }).optional(),
  verification: z.array(z.object({ verified: z.literal(true, "expected a verified consent") })).optional(),
  provision,
});
export type ConsentResource = z.infer<typeof consentResource>;

/** What says opt-in over a provision that denies, or the other way round, says nothing. */
export const policyAgrees = ({ policyRule, provision: { type } }: ConsentResource): boolean => {
  const code = policyRule?.coding.find((it) => it.system === ACT_CODE)?.code;
  return code === undefined || code === (type === "permit" ? "OPTIN" : "OPTOUT");
};
