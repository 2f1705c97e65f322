/** Which agencies hold a record about whom: how often, by age and by how much the family needs. */
import { writeGp } from "./gp";
import { writeHospital } from "./hospital";
import { writeHousing } from "./housing";
import { Pen, type GeneratedItem } from "./pen";
import type { GeneratedFamily, GeneratedPerson } from "./family";
import { writePolice } from "./police";
import { writeSchool } from "./school";
import { writeCamhs, writeMentalHealth, writeSexualHealth } from "./sensitive-health";
import { writeEarlyHelp, writeSocialCare } from "./social-care";
import type { Day } from "./days";

interface Holder {
  readonly agency: string;
  /** Who writes there where an item does not say. */
  readonly author: string;
  /** How often it holds a record of this person, from 0 to 1. */
  readonly holds: (person: GeneratedPerson, family: GeneratedFamily) => number;
  readonly write: (pen: Pen) => void;
}

/** The agencies of the demonstration, by their codes there. */
const HOLDERS: readonly Holder[] = [
  { agency: "GP", author: "General practitioner", holds: () => 1, write: writeGp },
  { agency: "HOSP", author: "Emergency department clinician", holds: () => 0.7, write: writeHospital },
  {
    agency: "MHT",
    author: "Community mental health nurse",
    holds: (it, { level }) => (it.isChild ? 0 : 0.06 * level),
    write: writeMentalHealth,
  },
  {
    agency: "CAMHS",
    author: "CAMHS clinician",
    holds: (it, { level }) => (it.isChild && it.age >= 5 ? 0.06 * level : 0),
    write: writeCamhs,
  },
  { agency: "SHC", author: "Clinic nurse", holds: (it) => (it.age >= 15 ? 0.06 : 0), write: writeSexualHealth },
  {
    agency: "POLICE",
    author: "Police officer",
    holds: (it, { level }) => (it.isChild ? 0.1 : 0.2) * level,
    write: writePolice,
  },
  {
    agency: "HOUSING",
    author: "Housing officer",
    holds: (it) => (it.isChild || !it.inHousehold ? 0 : 0.6),
    write: writeHousing,
  },
  {
    agency: "SCHOOL",
    author: "School office",
    holds: (it) => (it.isChild && it.age >= 4 ? 1 : 0),
    write: writeSchool,
  },
  {
    agency: "CSC",
    author: "Social worker",
    holds: (it, { level }) => (it.isChild ? [0.1, 0.3, 0.9, 1][level - 1]! : 0),
    write: writeSocialCare,
  },
  {
    agency: "EH",
    author: "Early help key worker",
    holds: (it, { level }) => (it.isChild ? [0.1, 0.7, 0.5, 0.2][level - 1]! : 0.2),
    write: writeEarlyHelp,
  },
];

/** Everything that is held about one family, person by person and agency by agency. */
export function* itemsOf(family: GeneratedFamily, asOf: Day): Generator<GeneratedItem> {
  for (const person of family.people) {
    for (const [number, { agency, author, holds, write }] of HOLDERS.entries()) {
      const pen = new Pen(agency, author, number, family, person, asOf);
      if (!pen.chance.is(holds(person, family))) continue;
      write(pen);
      yield* pen.items;
    }
  }
}
