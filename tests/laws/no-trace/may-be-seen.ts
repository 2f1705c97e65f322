/**
 * What each demonstration caller may ever be shown, written by hand from the families' stories, the protocols and the
 * law — not from the code. Whatever is not here is denied. The code's own decisions, evidence and catalogue are not
 * asked: what is declared of a field (category, level, location, third party, narrative) is read from the committed
 * schema text, which a governance reviewer signs.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { FAMILIES } from "../../../src/demonstration";
import { declarationsOf, type Declaration } from "./declared";
import type { Marker } from "./markers";
import type { PlantedItem } from "./marked-database";

/** The agencies of the demonstration that hold something, and the type under which the schema shows it. */
const TYPE_OF: Readonly<Record<string, string>> = {
  CSC: "SocialCareContribution",
  EH: "SocialCareContribution",
  "CSC-210": "SocialCareContribution",
  SCHOOL: "EducationContribution",
  "SCHOOL-210": "EducationContribution",
  GP: "HealthContribution",
  HOSP: "HealthContribution",
  HOSP2: "HealthContribution",
  MHT: "HealthContribution",
  CAMHS: "HealthContribution",
  SHC: "HealthContribution",
  POLICE: "PoliceContribution",
  HOUSING: "HousingContribution",
};

// ── who works where ──────────────────────────────────────────────────────────────────────────────────────────────

interface Caller {
  readonly agency: string;
  /** Works on the system or its record, and on no person's: not even their own agency's data. */
  readonly noRecord?: true;
  /** Flag and date: of others' data never the account. */
  readonly flagAndDate?: true;
  readonly cases: readonly string[];
  /** For whom somebody does not exist. */
  readonly conflict?: string;
}

export const CALLERS: Readonly<Record<string, Caller>> = {
  "amara.mash": { agency: "MASH", cases: ["MASH-0001", "MASH-0002", "MASH-0003", "CSC-0001"] },
  "gareth.mash": { agency: "MASH", cases: ["MASH-0001", "MASH-0002", "MASH-0003"] },
  "shona.csc": { agency: "CSC", cases: ["MASH-0001", "MASH-0002", "MASH-0003", "CSC-0001"] },
  "imran.csc": { agency: "CSC", cases: ["CSC-0001"] },
  "kemi.eh": { agency: "EH", cases: ["EH-0001", "EH-0002", "EH-0003"] },
  "dilys.school": { agency: "SCHOOL", cases: ["EH-0001", "EH-0002", "EH-0003"], flagAndDate: true },
  "rosa.gp": { agency: "GP", cases: ["MASH-0001", "MARAC-0001"] },
  "owen.police": { agency: "POLICE", cases: ["MASH-0001", "MASH-0002", "MASH-0003", "MARAC-0001"] },
  "lena.housing": { agency: "HOUSING", cases: ["MARAC-0001"] },
  "joel.mash": { agency: "MASH", cases: ["MASH-0001", "MASH-0003"], flagAndDate: true },
  "tomasz.housing": { agency: "HOUSING", cases: [], flagAndDate: true, conflict: "kowalczyk" },
  "nadine.vcs": { agency: "VCS", cases: ["EH-0002", "EH-0003"] },
  "felix.mash": { agency: "MASH", cases: ["MASH-0001", "MASH-0002", "MASH-0003"], noRecord: true },
  "petra.school": { agency: "SCHOOL", cases: [], noRecord: true },
  "mabel.mash": { agency: "MASH", cases: [], noRecord: true },
  "hugo.csc": { agency: "CSC", cases: [], noRecord: true },
  "bram.eh": { agency: "EH", cases: [], noRecord: true },
  "tess.school": { agency: "SCHOOL", cases: [], noRecord: true },
  "piers.police": { agency: "POLICE", cases: [], noRecord: true },
  "ines.housing": { agency: "HOUSING", cases: [], noRecord: true },
  "theo.prob": { agency: "PROB", cases: [], noRecord: true },
  "maud.prob": { agency: "PROB", cases: [], noRecord: true },
  "yara.yjs": { agency: "YJS", cases: [], noRecord: true },
  "colm.yjs": { agency: "YJS", cases: [], noRecord: true },
  "naomi.gp": { agency: "GP", cases: [] },
  "sana.shc": { agency: "SHC", cases: [] },
};

export const PEOPLE_OF: Readonly<Record<string, readonly string[]>> = {
  "EH-0001": ["okafor-reid/micah", "okafor-reid/ife", "okafor-reid/ada"],
  "MASH-0001": ["okafor-reid/micah", "okafor-reid/ife", "okafor-reid/ada"],
  "MASH-0002": ["hussain/zara", "hussain/bilal", "hussain/tariq", "hussain/nadia", "hussain/leila"],
  "EH-0002": ["marsh/kai", "marsh/jess", "marsh/tanya"],
  "MASH-0003": ["marsh/kai", "marsh/jess", "marsh/tanya"],
  "MARAC-0001": ["kowalczyk/ola", "kowalczyk/jan", "kowalczyk/ewa", "kowalczyk/piotr"],
  "CSC-0001": ["kowalczyk/ola", "kowalczyk/jan", "kowalczyk/ewa", "kowalczyk/piotr"],
  "EH-0003": ["skye", "reece", "poppy", "carol", "tom"].map((it) => `bennett-lowe/${it}`),
};

/** Who fled, and must not be found. */
const IN_REFUGE = new Set(["hussain/leila", "kowalczyk/ewa", "kowalczyk/ola", "kowalczyk/jan"]);

// ── what opens ───────────────────────────────────────────────────────────────────────────────────────────────────

/** What the holders decided once and for all for the hub and the councils' social workers: s.16LA. */
const STANDING = [
  "attendance contact-address csc-status demographics exclusions gp-registration household involvement",
  "safeguarding-concerns send",
].flatMap((it) => it.split(" "));
/** What is only ever given by the source's own hand. */
const BY_HAND = new Set(["sexual-health", "police-intelligence"]);
/** Categories that are places and nothing else. */
const PLACES = new Set(["contact-address", "gp-registration", "tenancy", "homelessness"]);

/** Those who signed the hub's protocol; CAMHS has not, Northmere's ran out in June. Southwark's two by their own. */
const HUB = ["CSC", "EH", "GP", "HOSP", "HOUSING", "MHT", "POLICE", "SCHOOL", "SHC"];
const SOUTHWARK = ["CSC-210", "SCHOOL-210"];
const EARLY_HELP = ["CAMHS", "CSC", "EH", "GP", "HOUSING", "SCHOOL"];
const MARAC = ["CSC", "GP", "POLICE"];

interface Opening {
  readonly callers: readonly string[];
  readonly case: string;
  readonly purposes: readonly string[];
  readonly sources: readonly string[];
  /** `*`: all but what is by hand. */
  readonly categories: readonly string[] | "*";
  readonly people?: readonly string[];
  /** The common level of need of the case: fields that need more stay shut. */
  readonly level: number;
  /** Services that show in themselves what somebody is treated for open at s.47 alone. */
  readonly s47?: true;
}

const SCREENING = ["MASH_SCREENING", "CHILD_IN_NEED_ASSESSMENT"];
const HUB_STAFF = ["amara.mash", "gareth.mash", "shona.csc"];
const hub = (of: string, level: number, sources: readonly string[]): Opening => ({
  callers: HUB_STAFF.filter((it) => CALLERS[it]!.cases.includes(of)),
  case: of,
  purposes: SCREENING,
  sources,
  categories: STANDING,
  level,
});
const enquiry = (of: string, sources: readonly string[]): Opening => ({
  ...hub(of, 4, sources),
  purposes: ["CHILD_PROTECTION_ENQUIRY"],
  categories: "*",
  s47: true,
});
const agreed = (of: string, categories: string, ...people: string[]): Opening => ({
  callers: ["kemi.eh", "dilys.school"],
  case: of,
  purposes: ["EARLY_HELP"],
  sources: EARLY_HELP,
  categories: categories.split(" "),
  people,
  level: 2,
});
const crime = (of: string, level: number): Opening => ({
  callers: ["owen.police"],
  case: of,
  purposes: ["CRIME_PREVENTION"],
  sources: ["HOUSING"],
  categories: ["arrears-asb", "tenancy"],
  level,
});

const OPENINGS: readonly Opening[] = [
  hub("MASH-0001", 3, HUB),
  hub("MASH-0002", 3, [...HUB, ...SOUTHWARK]),
  hub("MASH-0003", 4, HUB),
  hub("CSC-0001", 4, [...HUB, ...SOUTHWARK]),
  enquiry("MASH-0003", HUB),
  enquiry("CSC-0001", [...HUB, ...SOUTHWARK]),
  agreed("EH-0001", "attendance immunisation-development tenancy", ...PEOPLE_OF["EH-0001"]!),
  agreed("EH-0002", "attendance exclusions early-help involvement", "marsh/kai"),
  agreed("EH-0002", "attendance immunisation-development", "marsh/jess"),
  agreed("EH-0002", "tenancy involvement", "marsh/tanya"),
  agreed(
    "EH-0003",
    "attendance send tenancy immunisation-development involvement",
    ...["skye", "reece", "poppy"].map((it) => `bennett-lowe/${it}`),
  ),
  {
    callers: ["lena.housing"],
    case: "MARAC-0001",
    purposes: ["DOMESTIC_ABUSE_RISK"],
    sources: MARAC,
    categories: ["domestic-abuse", "involvement", "police-callouts", "tenancy"],
    level: 4,
  },
  // a district of police and housing, no health and no social care, and at any level of need
  crime("MASH-0001", 4),
  crime("MASH-0002", 4),
  crime("MASH-0003", 4),
  crime("MARAC-0001", 4),
];

// ── the question ─────────────────────────────────────────────────────────────────────────────────────────────────

/** One root field of an operation, as whoever wrote the operation meant it. */
export type Asked =
  | { readonly root: "familyRecord"; readonly case: string | null; readonly purpose: string }
  | { readonly root: "person"; readonly person: string | null; readonly purpose: string }
  | { readonly root: "other" };

export interface Oracle {
  /** May this caller see, in answer to this, what this marker stands for? */
  maySee(caller: string, asked: readonly Asked[], marker: Marker): boolean;
  /** May this caller ever, whatever is asked? */
  mayEverSee(caller: string, item: PlantedItem, path: string): boolean;
}

const SCHEMA = readFileSync(path.join(__dirname, "..", "..", "..", "schema", "schema.graphql"), "utf8");
const PURPOSES = [...new Set(OPENINGS.flatMap((it) => it.purposes))];

export function oracle(items: ReadonlyMap<string, PlantedItem>): Oracle {
  const declared = declarationsOf(SCHEMA);
  const everyone = FAMILIES.flatMap((it) => it.people).map((it) => it.key);

  const mayItem = (caller: string, asked: Asked, item: PlantedItem, at: string): boolean => {
    const who = CALLERS[caller]!;
    const about = declared.get(`${TYPE_OF[item.agency]}.${item.field}`)!;
    if (asked.root === "other" || !isAbout(asked, item.person) || who.noRecord) return false;
    if (who.conflict !== undefined && item.person.startsWith(`${who.conflict}/`)) return false;
    if (isDropped(item, who, about) || isHidden(item, who, about, at)) return false;
    if (item.agency === who.agency) return !PLACES.has(about.category);
    return OPENINGS.some((it) => opens(it, caller, asked, item, about));
  };

  const maySee = (caller: string, asked: readonly Asked[], marker: Marker): boolean => {
    const who = CALLERS[caller]!;
    if (marker.kind === "case") return who.cases.includes(marker.of);
    if (marker.kind === "user") return marker.of === caller;
    if (marker.kind === "person") {
      return who.cases.some((of) => PEOPLE_OF[of]!.includes(marker.of) && asked.some((it) => isOn(it, of, marker.of)));
    }
    const item = marker.kind === "item" ? items.get(marker.of) : undefined;
    // references, senders and versions that were superseded have no place in any answer
    if (!item || marker.path === "sourceRef" || marker.path === "receivedFrom") return false;
    return asked.some((it) => mayItem(caller, it, item, marker.path));
  };

  const mayEverSee = (caller: string, item: PlantedItem, at: string): boolean =>
    everyone.includes(item.person) &&
    [...PURPOSES, "DIRECT_CARE"].some((purpose) =>
      [
        { root: "person", person: item.person, purpose } as const,
        ...CALLERS[caller]!.cases.map((it) => ({ root: "familyRecord", case: it, purpose }) as const),
      ].some((asked) => mayItem(caller, asked, item, at)),
    );

  return { maySee, mayEverSee };
}

function isAbout(asked: Exclude<Asked, { root: "other" }>, person: string): boolean {
  if (asked.root === "person") return asked.person === person;
  return asked.case !== null && PEOPLE_OF[asked.case]!.includes(person);
}

/** A name is shown on the case that was asked for; asked for by number, on a case of the caller's own agency. */
function isOn(asked: Asked, of: string, person: string): boolean {
  if (asked.root === "familyRecord") return asked.case === of;
  // the members that a next step names are on the same case
  return asked.root === "person" && asked.person !== null && PEOPLE_OF[of]!.includes(asked.person) && person !== "";
}

const hasElements = (it: PlantedItem["restrictions"][number]): boolean => (it.elements?.length ?? 0) > 0;

/** Kept from everybody, the holder itself included. */
function isDropped({ restrictions, person }: PlantedItem, who: Caller, about: Declaration): boolean {
  const isPlace = PLACES.has(about.category);
  if (isPlace && IN_REFUGE.has(person)) return true;
  return restrictions.some((it) => {
    if (hasElements(it) || it.code === "X-THIRD-PARTY") return false;
    if (it.code === "X-REFUGE") return isPlace;
    return !(it.code === "X-COURT" && it.exempt?.includes(who.agency));
  });
}

/** Elements that fall away from an item which is itself shown. */
function isHidden(item: PlantedItem, who: Caller, about: Declaration, at: string): boolean {
  const isUnder = (paths: readonly string[]) => paths.some((it) => at === it || at.startsWith(`${it}.`));
  const own = item.agency === who.agency;
  const has = (code: string) => item.restrictions.some((it) => it.code === code);
  if (isUnder(item.restrictions.flatMap((it) => it.elements ?? []))) return true;
  if ((own || IN_REFUGE.has(item.person) || has("X-REFUGE")) && isUnder(about.location)) return true;
  if ((!own || has("X-THIRD-PARTY")) && isUnder(about.thirdParty)) return true;
  return !own && who.flagAndDate === true && isUnder(about.narrative);
}

function opens(
  it: Opening,
  caller: string,
  asked: Exclude<Asked, { root: "other" }>,
  item: PlantedItem,
  about: Declaration,
): boolean {
  if (!it.callers.includes(caller) || !it.purposes.includes(asked.purpose) || !it.sources.includes(item.agency))
    return false;
  // by number only on a case that the caller's own agency owns
  if (asked.root === "familyRecord" ? asked.case !== it.case : !isOwner(caller, it.case)) return false;
  if (!(it.people ?? PEOPLE_OF[it.case]!).includes(item.person)) return false;
  if (about.byHand || BY_HAND.has(about.category)) return false;
  if (it.categories !== "*" && !it.categories.includes(about.category)) return false;
  if (about.minimumLevel > it.level) return false;
  return item.service === undefined || it.s47 === true;
}

const OWNERS: Readonly<Record<string, string>> = { "MARAC-0001": "HOUSING" };
const isOwner = (caller: string, of: string): boolean =>
  CALLERS[caller]!.agency === (OWNERS[of] ?? of.slice(0, of.indexOf("-")));
