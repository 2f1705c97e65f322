/** From recorded decisions to what a family is told: organisation, day, why, by what right, and what; grouped, and no more. */
import type { RecordedDisclosure } from "../../audit/disclosure-codec";
import { londonDate } from "../../people/london-time";
import type { Category, PermitReason, Purpose } from "../../sharing/vocabulary";
import { ALLOWED, WHAT, WHY } from "./plain-words";

export interface SeenThing {
  readonly what: string;
  /** The organisation whose record it was. */
  readonly from: string;
}
export interface Look {
  /** The London day, `yyyy-mm-dd`; not the hour. */
  readonly on: string;
  readonly why: string;
  readonly allowedBecause: string;
  readonly saw: readonly SeenThing[];
}
export interface SeenBy {
  readonly organisation: string;
  readonly looks: readonly Look[];
}

/** One released decision about the person. */
export interface Release {
  readonly disclosureId: string;
  readonly caseId: string | null;
  readonly agency: string;
  readonly on: string;
  readonly purpose: Purpose;
  readonly reason: PermitReason;
  readonly source: string;
  readonly category: Category;
}

/**
 * Releases that nobody is told of by a page: an assessment of high risk of domestic abuse, and
 * what prevents crime. Telling would warn
 * the very person from whom somebody is to be kept safe (DPA 2018 Sch 2 ¶2), and no duty to tell came with them
 * (`sharing/guidance.ts`). They read as if they had not happened.
 */
const NEVER_BY_A_PAGE: ReadonlySet<string> = new Set<PermitReason | Purpose>([
  "P-MARAC",
  "P-S115",
  "DOMESTIC_ABUSE_RISK",
  "CRIME_PREVENTION",
]);

/** What was released about one person in one disclosure. What was withheld, or found nothing, is nobody's having seen. */
export function releasesIn(it: RecordedDisclosure, pseudonym: string): Release[] {
  const subject = it.subjects.indexOf(pseudonym);
  if (!it.found || subject === -1 || NEVER_BY_A_PAGE.has(it.purpose ?? "")) return [];
  const on = londonDate(Date.parse(it.at));
  return it.decisions.flatMap(({ subject: about, outcome, reason, source, category }) =>
    about !== subject || outcome !== "RELEASED" || NEVER_BY_A_PAGE.has(reason)
      ? []
      : [
          {
            disclosureId: it.id,
            caseId: it.caseId,
            agency: it.agency,
            on,
            purpose: it.purpose as Purpose,
            reason: reason as PermitReason,
            source,
            category: category as Category,
          },
        ],
  );
}

/** By organisation, in the order of the alphabet; of each the newest first. What is equal is told once. */
export function grouped(releases: readonly Release[], nameOf: (agency: string) => string): SeenBy[] {
  const organisations = new Map<string, Map<string, Look & { saw: SeenThing[] }>>();
  for (const { agency, on, purpose, reason, source, category } of releases) {
    const looks = getOr(organisations, nameOf(agency), () => new Map<string, Look & { saw: SeenThing[] }>());
    const [why, allowedBecause] = [WHY[purpose], ALLOWED[reason]];
    const look = getOr(looks, [on, why, allowedBecause].join("\n"), () => ({ on, why, allowedBecause, saw: [] }));
    const thing = { what: WHAT[category], from: nameOf(source) };
    if (!look.saw.some((it) => it.what === thing.what && it.from === thing.from)) look.saw.push(thing);
  }
  return [...organisations]
    .map(([organisation, looks]) => ({ organisation, looks: [...looks.values()].map(inOrder).sort(newestFirst) }))
    .sort((a, b) => compare(a.organisation, b.organisation));
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const inOrder = (it: Look): Look => ({
  ...it,
  saw: [...it.saw].sort((a, b) => compare(a.what, b.what) || compare(a.from, b.from)),
});
const newestFirst = (a: Look, b: Look): number =>
  compare(b.on, a.on) || compare(a.why, b.why) || compare(a.allowedBecause, b.allowedBecause);
