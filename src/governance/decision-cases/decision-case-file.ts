/** The shape of a file of decision cases (`docs/guides/governance-reviewers.md`), and its reader. */
import { z } from "zod";
import { parseOrListFaults } from "../../gateway/faults";
import { londonInstant } from "../../people/london-time";
import { RESTRICTION_CODES, type AgencyKind } from "../../sharing/vocabulary";

/** The agencies that decision cases speak of. */
export const CASE_AGENCIES: Readonly<Record<string, AgencyKind>> = {
  MASH: "MASH",
  CSC: "CSC",
  EH: "EARLY_HELP",
  SCHOOL: "EDUCATION",
  GP: "GP",
  HOSP: "ACUTE",
  HOSP2: "ACUTE",
  MHT: "MENTAL_HEALTH",
  CAMHS: "CAMHS",
  SHC: "SEXUAL_HEALTH",
  POLICE: "POLICE",
  HOUSING: "HOUSING",
  VCS: "VCS",
  PROB: "PROBATION",
};

const instant = z
  .string()
  .refine((text) => !Number.isNaN(tryInstant(text)), "not an ISO 8601 date or date-time")
  .transform(tryInstant);

function tryInstant(text: string): number {
  try {
    return londonInstant(text);
  } catch {
    return NaN;
  }
}

const agency = z.enum(Object.keys(CASE_AGENCIES) as [string, ...string[]]);
const scope = z.array(z.string()).default([]);

/** `PROTECTED_PERSON`, `PROTECTED` and `X-PROTECTED` name one restriction. */
const restriction = z
  .string()
  .transform(
    (word) =>
      `X-${word
        .replace(/^X-/, "")
        .replace(/_PERSON$/, "")
        .replaceAll("_", "-")}`,
  )
  .pipe(z.enum(RESTRICTION_CODES));

const consentShape = z.strictObject({
  by: z.string(),
  decision: z.enum(["GRANTED", "REFUSED"]),
  cats: scope,
  not: scope,
  recipients: scope,
  not_recipients: scope,
  purposes: scope,
  from: instant,
  to: instant.nullish(),
  withdrawn: instant.nullish(),
  safely: z.boolean().default(true),
});

const inputShape = z.strictObject({
  t: instant,
  recipient: agency,
  source: agency,
  role: z.string(),
  purpose: z.string(),
  category: z.string(),
  case: z.strictObject({
    open: z.boolean(),
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    agencies: z.array(z.string()),
    statutory: z.boolean().optional(),
    sig_harm: z.boolean().default(false),
    high_risk: z.boolean().default(false),
  }),
  user_on_case: z.boolean().default(true),
  user_conflict: z.boolean().default(false),
  subject: z.strictObject({
    age: z.number().min(0),
    linked: z.boolean().default(true),
    competence: z.enum(["COMPETENT", "NOT_COMPETENT", "UNASSESSED"]).default("UNASSESSED"),
    pr: z.array(z.string()).default([]),
    pr_restricted: z.array(z.string()).default([]),
    legal: z.string().nullish(),
    more_detrimental: z.array(z.string()).default([]),
    more_detrimental_covert: z.array(z.string()).default([]),
  }),
  consents: z.array(consentShape).default([]),
  dispensation: z
    .strictObject({
      reason: z.string(),
      authorised_by: z.string().nullish(),
      requested_by: z.string().default("THE_CALLER"),
      from: instant.nullish(),
      to: instant.nullish(),
    })
    .nullish(),
  restrictions: z.array(restriction).default([]),
  items: z.array(z.strictObject({ restrict: restriction.nullish(), service: z.string().nullish() })).nullish(),
  exists: z.boolean().default(true),
  breakglass: z.strictObject({ from: instant, to: instant, reason: z.string().default("") }).nullish(),
});

const expectedShape = z.strictObject({
  outcome: z.string(),
  publicReason: z.string(),
  internalReason: z.string().nullish(),
  visibleItems: z.number().nullish(),
  breakglass: z.string().nullish(),
});

const caseShape = z.strictObject({
  id: z.string(),
  facts: z.string().optional(),
  input: inputShape,
  expected: expectedShape.nullish(),
});

export type DecisionCase = z.infer<typeof caseShape>;
export type DecisionInput = z.infer<typeof inputShape>;

/** @throws Refusal listing every fault by its place in the file */
export const readDecisionCases = (json: unknown): DecisionCase[] =>
  parseOrListFaults(z.array(caseShape), json, "cases");
