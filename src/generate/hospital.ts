/** What the hospital holds: who the patient is, and what brought them. */
import { instant, iso, type Day } from "./days";
import { birthDate, humanName } from "./family";
import { icd10, phone, snomed, type Pen } from "./pen";

const SITE = { siteCode: "ZZH01", siteName: "Brookvale Hospital" };
const COMPLAINTS = [
  ["271807003", "Rash"],
  ["21522001", "Abdominal pain"],
  ["386661006", "Fever"],
  ["127278005", "Injury of upper arm"],
  ["82271004", "Injury of head"],
  ["267036007", "Shortness of breath"],
] as const;
const DIAGNOSES = [
  ["J06.9", "Acute upper respiratory infection"],
  ["S00.9", "Superficial injury of head"],
  ["J45.9", "Asthma"],
  ["K59.0", "Constipation"],
  ["O80", "Single spontaneous delivery"],
] as const;

export function writeHospital(pen: Pen): void {
  const { chance, person, family } = pen;
  pen.state("patient", {
    ...(person.identifier.system === "NHS_NUMBER" ? { nhsNumber: person.identifier.value } : {}),
    nhsNumberVerificationStatus: chance.is(0.9) ? "01" : "02",
    name: humanName(person),
    birthDate: birthDate(person),
    gender: person.sex === "F" ? "female" : "male",
  });
  pen.state("contactDetails", { address: family.address, telecom: [phone(chance)] });
  const startedOn = pen.day(900);
  pen.event("involvements", startedOn, {
    service: "HOSPITAL",
    role: person.isChild ? "Consultant paediatrician" : "Consultant",
    team: "Brookvale Hospital",
    contact: phone(chance),
    startedOn: iso(startedOn),
  });
  pen.state("conditions", { condition: icd10(chance.pick(DIAGNOSES)), clinicalStatus: "active" });
  pen.events("edAttendances", 1.5 + family.level / 2, 1500, (day) => attendance(pen, day));
  pen.events("admissions", 0.8, 2500, (day) => ({
    admittedOn: iso(day),
    dischargedOn: iso(pen.after(day, 9)),
    diagnoses: [icd10(chance.pick(DIAGNOSES))],
    ...SITE,
  }));
  pen.events("ambulanceCallouts", 0.3 * family.level, 1200, (day) => ({
    calledAt: instant(day, chance.int(0, 16), chance.int(0, 59)),
    reason: snomed(chance.pick(COMPLAINTS)),
    attendedAddress: family.address,
    conveyedToCode: SITE.siteCode,
  }));
  if (person.isChild) {
    pen.events("wasNotBrought", 0.3 * family.level, 700, (day) => ({ appointmentOn: iso(day), setting: "HOSPITAL" }));
    if (family.level > 2) {
      pen.events("cpisAccessHistory", 1, 500, (day) => ({ accessedAt: instant(day, 14, 0), organisation: "ZZH01" }));
    }
  }
}

const attendance = ({ chance }: Pen, day: Day) => ({
  arrivedAt: instant(day, chance.int(0, 16), chance.int(0, 59)),
  chiefComplaint: snomed(chance.pick(COMPLAINTS)),
  diagnoses: [icd10(chance.pick(DIAGNOSES))],
  leftBeforeSeen: chance.is(0.06),
  ...SITE,
  siteName: "Brookvale Hospital, emergency department",
});
