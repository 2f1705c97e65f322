/**
 * An information-sharing protocol in full words: what a lead writes, the parties sign and the rules are compiled from.
 * `protocol-file.ts` is the terse shape in which protocols are exchanged between tools.
 */
import { z } from "zod";
import { isStorable } from "../../gateway/item-body";
import { londonInstant } from "../../people/london-time";
import type { Protocol, StandingDetermination } from "../../sharing/rulebook";
import { CATEGORIES, PURPOSES, ROLES, type Category, type Purpose } from "../../sharing/vocabulary";

const category = z.enum(Object.keys(CATEGORIES) as [Category, ...Category[]]);
const purpose = z.enum(PURPOSES);
const role = z.enum(ROLES);
const level = z.literal([1, 2, 3, "3s", 4], "expected a level of need: 1, 2, 3, 3s or 4");
const agency = z.string().min(1);
const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, "expected words")
    .max(longest, `expected at most ${longest} characters`)
    .refine(isStorable, "expected well-formed text");
const instant = z.string().refine(isInstant, "expected a date such as 2026-12-01");
const oneOrMore = <T extends z.ZodType>(it: T) => z.union([it, z.array(it).min(1, "expected at least one")]);
const duration = z
  .string()
  .regex(/^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/, "expected a duration such as P2Y, P6M or P30D")
  .refine((it) => /[1-9]/.test(it), "expected some time: nothing lies within none");
const list = <T extends z.ZodType>(it: T, longest: number) =>
  z.array(it).min(1, "expected at least one").max(longest, `expected at most ${longest}`);

/** A protocol names those who agree; a hub has dozens of agencies, not hundreds. */
const MOST_PARTIES = 60;

export const termsShape = z.strictObject({
  minimumLevel: level.optional(),
  lookBack: duration.optional(),
  /** May it be asked whether anybody is involved at all? ONLY: that, and nothing else. */
  existence: z.enum(["ALLOW", "DENY", "ONLY"]).optional(),
  manualRelease: z.boolean().optional(),
});
export const standingShape = z.strictObject({
  purpose,
  category: oneOrMore(category),
  minimumLevel: level.optional(),
  madeBy: oneOrMore(agency),
  madeAt: instant,
  reviewBy: instant,
});
export const breakGlassShape = z.strictObject({ roles: list(role, 30), categories: list(category, 50) });

const ID = /^[A-Z][A-Z0-9-]{1,40}$/;
/** Whatever else a caller says is the id of nothing, and is not even looked up. */
export const isProtocolId = (text: string): boolean => ID.test(text);

export const documentShape = z.strictObject({
  id: z.string().regex(ID, "expected capitals, digits and hyphens, such as ISA-MASH"),
  title: line(200),
  version: z.int("expected a whole number").positive().max(100_000),
  /** The version in force that this one takes the place of. */
  supersedes: z.int("expected a whole number").positive().optional(),
  validFrom: instant,
  validTo: instant,
  reviewDue: instant,
  sources: list(agency, MOST_PARTIES),
  recipients: list(agency, MOST_PARTIES),
  purposes: list(purpose, PURPOSES.length),
  roles: list(role, ROLES.length),
  /** A category with nothing to add stands there with no more than its name. */
  categories: z
    .partialRecord(category, termsShape.nullable())
    .refine((it) => Object.keys(it).length > 0, "expected at least one"),
  consentMode: z.partialRecord(purpose, z.enum(["NONE", "NEEDED_UNLESS_DISPENSED", "NEEDED"])).optional(),
  standingDeterminations: z.array(standingShape).max(500).optional(),
  breakGlass: breakGlassShape.nullish(),
  /** How a partner with a system of its own may be asked. */
  batching: z.enum(["record", "group", "person"]).optional(),
  onwardSharing: line(2_000),
  retention: line(2_000),
  dpiaRef: line(500).optional(),
  appropriatePolicyDocRef: line(500).optional(),
});
export type ProtocolDocument = z.infer<typeof documentShape>;
export type DocumentTerms = z.infer<typeof termsShape>;

function isInstant(text: string): boolean {
  try {
    return Number.isFinite(londonInstant(text));
  } catch {
    return false;
  }
}

export const listOf = <T>(it: T | readonly T[]): readonly T[] => (Array.isArray(it) ? (it as readonly T[]) : [it as T]);

const entries = (it: ProtocolDocument["categories"]) =>
  (Object.entries(it) as [Category, DocumentTerms | null][]).map(([word, terms]) => [word, terms ?? {}] as const);

/** As the rules read it. Status and signatures are no part of a document: they happen to it. */
export function documentToProtocol(
  it: ProtocolDocument,
  status: Protocol["status"],
  signatures: Protocol["signatures"],
): Protocol {
  const terms = entries(it.categories);
  const where = <T>(of: (terms: DocumentTerms) => T | undefined) =>
    Object.fromEntries(terms.flatMap(([word, its]) => (of(its) === undefined ? [] : [[word, of(its)!]]))) as Partial<
      Record<Category, T>
    >;
  return {
    id: it.id,
    version: it.version,
    status,
    from: londonInstant(it.validFrom),
    to: londonInstant(it.validTo),
    signatures,
    sources: it.sources,
    recipients: it.recipients,
    purposes: it.purposes,
    roles: it.roles,
    categories: terms.filter(([, its]) => its.existence !== "ONLY").map(([word]) => word),
    minimumLevel: where((its) => its.minimumLevel),
    consentMode: it.consentMode ?? {},
    manualReleaseOnly: terms.filter(([, its]) => its.manualRelease === true).map(([word]) => word),
    standingDeterminations: (it.standingDeterminations ?? []).flatMap(toStanding),
    lookBack: where((its) => its.lookBack),
    existenceMode: where((its) =>
      its.existence === undefined ? undefined : its.existence === "DENY" ? ("DENY" as const) : ("ALLOW" as const),
    ),
    breakGlass: it.breakGlass ?? null,
  };
}

type Standing = NonNullable<ProtocolDocument["standingDeterminations"]>[number];
const toStanding = (it: Standing): StandingDetermination[] =>
  listOf<Category>(it.category).map((word) => ({
    purpose: it.purpose satisfies Purpose,
    category: word,
    ...(it.minimumLevel === undefined ? {} : { minimumLevel: it.minimumLevel }),
    madeBy: listOf<string>(it.madeBy),
    madeAt: londonInstant(it.madeAt),
  }));

/** Everybody who agrees to it, each once. */
export const partiesOf = (it: { readonly sources: readonly string[]; readonly recipients: readonly string[] }) =>
  [...new Set([...it.sources, ...it.recipients])].sort();
