/** Reads protocols from a file in the exchange shape (`protocols.json`) into the rules' own shape. */
import { z } from "zod";
import { londonInstant } from "../../people/london-time";
import type { Protocol } from "../../sharing/rulebook";
import { CATEGORIES, PURPOSES, ROLES, type Category } from "../../sharing/vocabulary";
import { parseOrListFaults } from "../../gateway/faults";

const words = Object.keys(CATEGORIES) as [Category, ...Category[]];
const category = z.enum(words);
const purpose = z.enum(PURPOSES);
const role = z.enum(ROLES);
const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal("3s"), z.literal(4)]);
const instant = z.string().refine(isInstant, "not an ISO 8601 date or date-time");

export const protocolShape = z
  .strictObject({
    id: z.string().min(1),
    version: z.int().positive().default(1),
    title: z.string().optional(),
    signed: z.array(z.string()),
    frm: instant,
    to: instant,
    status: z.enum(["DRAFT", "ACTIVE", "SUSPENDED", "TERMINATED"]),
    sources: z.array(z.string()).min(1),
    recipients: z.array(z.string()).min(1),
    purposes: z.array(purpose).min(1),
    roles: z.array(role).min(1),
    cats: z.array(category).min(1),
    manual: z.array(category).default([]),
    bg: z
      .strictObject({ roles: z.array(role), cats: z.array(category) })
      .nullish()
      .transform((it) => it ?? null),
    standing: z.array(z.tuple([purpose, category])).default([]),
    minlevel: z.partialRecord(category, level).default({}),
    lookback: z.partialRecord(category, z.string().regex(/^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/)).default({}),
    existence: z.partialRecord(category, z.enum(["ALLOW", "DENY"])).default({}),
    /** Who may stand in one request to a source with a system of its own, where this is stricter than its own mode. */
    batching: z.enum(["record", "group", "person"]).optional(),
    consent: z.partialRecord(purpose, z.enum(["NONE", "NEEDED_UNLESS_DISPENSED", "NEEDED"])).default({}),
  })
  .refine((it) => londonInstant(it.frm) < londonInstant(it.to), { path: ["to"], error: "ends before it begins" });

export type ProtocolFile = z.infer<typeof protocolShape>;

function isInstant(text: string): boolean {
  try {
    londonInstant(text);
    return true;
  } catch {
    return false;
  }
}

/** A signature without a date of its own counts from the day the protocol begins. */
export function toProtocol(file: ProtocolFile): Protocol {
  const from = londonInstant(file.frm);
  return {
    id: file.id,
    version: file.version,
    status: file.status,
    from,
    to: londonInstant(file.to),
    signatures: file.signed.map((agency) => ({ agency, signedAt: from })),
    sources: file.sources,
    recipients: file.recipients,
    purposes: file.purposes,
    roles: file.roles,
    categories: file.cats,
    minimumLevel: file.minlevel,
    consentMode: file.consent,
    manualReleaseOnly: file.manual,
    standingDeterminations: file.standing.map(([forPurpose, ofCategory]) => ({
      purpose: forPurpose,
      category: ofCategory,
      madeAt: from,
    })),
    lookBack: file.lookback,
    existenceMode: file.existence,
    breakGlass: file.bg && { roles: file.bg.roles, categories: file.bg.cats },
  };
}

/** @throws Refusal listing every fault by its place in the file */
export const readProtocols = (json: unknown): Protocol[] =>
  parseOrListFaults(z.array(protocolShape), json, "protocols").map(toProtocol);
