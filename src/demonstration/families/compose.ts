/** The short forms in which the families are written. Streets, schools, surgeries and their codes are invented. */
import type { ItemRestriction } from "../../sharing/items";
import type { Nature } from "../../sharing/vocabulary";
import type { DemonstrationFamily, DemonstrationItem, PersonKey } from "../family";

/** Who writes at an agency where an item does not say. */
const AUTHORS: Readonly<Record<string, string>> = {
  GP: "General practitioner",
  HOSP: "Emergency department clinician",
  HOSP2: "Hospital clinician",
  MHT: "Community mental health nurse",
  CAMHS: "CAMHS clinician",
  SHC: "Clinic nurse",
  POLICE: "Police officer",
  HOUSING: "Housing officer",
  SCHOOL: "School office",
  "SCHOOL-210": "School office",
  CSC: "Social worker",
  "CSC-210": "Social worker",
  EH: "Early help key worker",
};

export interface Said {
  /** FACT where it does not say. */
  readonly nature?: Nature;
  readonly by?: string;
  /** The day it was recorded, where that is not the day it happened. */
  readonly recorded?: string;
  /** It has no day of its own, as a name has none; then the day is when it was recorded. */
  readonly undated?: boolean;
  readonly restrictions?: readonly ItemRestriction[];
}

/** What is said about one person: by which agency, in which field, of which day, under which number of its own. */
export const about =
  (person: PersonKey) =>
  (
    agency: string,
    field: string,
    day: string,
    number: number,
    body: DemonstrationItem["body"],
    said: Said = {},
  ): DemonstrationItem => ({
    agency,
    person,
    field,
    occurredOn: said.undated ? undefined : day,
    recordedAt: `${said.recorded ?? day}T17:00:00Z`,
    nature: said.nature ?? "FACT",
    authorRole: said.by ?? AUTHORS[agency],
    sourceRef: `${agency}-${number}`,
    restrictions: said.restrictions,
    body,
  });

export const UNDATED: Said = { undated: true };
/** Whoever told must never be found out. */
export const FROM_A_NEIGHBOUR: Said = { nature: "ALLEGATION", restrictions: [{ code: "X-THIRD-PARTY" }] };

type Relationships = DemonstrationFamily["relationships"];

export const parent = (kind: string, who: PersonKey, children: readonly PersonKey[], back = "CHILD"): Relationships =>
  children.flatMap((child) => [[who, kind, child] as const, [child, back, who] as const]);

/** All of them to one another. */
export const mutual = (kind: string, people: readonly PersonKey[]): Relationships =>
  people.flatMap((one) => people.filter((it) => it !== one).map((other) => [one, kind, other] as const));

export const human = (given: string, family: string, use = "official") => ({ use, given: [given], family });
export const address = (uprn: string, line: string, town: string, postcode: string) => ({
  uprn,
  lines: [line, town],
  postcode,
});
export const phone = (value: string) => ({ system: "phone", value });
export const snomed = (code: string, display: string) => ({ system: "http://snomed.info/sct", code, display });
export const icd10 = (code: string, display: string) => ({ system: "http://hl7.org/fhir/sid/icd-10", code, display });

export const SIX_IN_ONE = snomed("34765811000001105", "Infanrix Hexa (6-in-1)");
export const MMR = snomed("13968211000001108", "M-M-RVAXPRO (MMR)");
