/** What general practice holds, health visiting included. */
import { iso } from "./days";
import { birthDate, humanName } from "./family";
import { phone, snomed, type Pen } from "./pen";

const PRACTICES = ["Fernhill Surgery", "Canal Walk Practice", "Northfield Health Centre", "Priory Street Surgery"];
const ETHNIC = [..."ABCDEFGHJKLMNPRSZ"];
const LANGUAGES = ["en", "en", "en", "en", "pl", "so", "ur", "pt", "ro", "ar"];
const ILLNESSES = [
  ["195967001", "Asthma"],
  ["24079001", "Atopic dermatitis"],
  ["44054006", "Type 2 diabetes mellitus"],
  ["38341003", "Hypertensive disorder"],
  ["84757009", "Epilepsy"],
  ["414916001", "Obesity"],
  ["37796009", "Migraine"],
] as const;
const VACCINES = [
  ["34765811000001105", "Infanrix Hexa (6-in-1)"],
  ["13968211000001108", "M-M-RVAXPRO (MMR)"],
  ["19649311000001105", "Bexsero (MenB)"],
  ["15446211000001108", "Rotarix"],
] as const;
const HEALTH_VISITOR = { authorRole: "Health visitor" };
const REASONS = ["No answer to two calls.", "Mother said by text that it was not a good day.", "Not at home."];

export function writeGp(pen: Pen): void {
  const { chance, person, family } = pen;
  const practice = family.index % PRACTICES.length;
  pen.state("patient", {
    ...(person.identifier.system === "NHS_NUMBER" ? { nhsNumber: person.identifier.value } : {}),
    nhsNumberVerificationStatus: "01",
    name: humanName(person),
    birthDate: birthDate(person),
    gender: person.sex === "F" ? "female" : "male",
    ethnicCategory: chance.pick(ETHNIC),
    language: chance.pick(LANGUAGES),
    interpreterRequired: chance.is(0.08),
  });
  pen.state("contactDetails", { address: family.address, telecom: [phone(chance)] });
  const registered = pen.day(3000);
  pen.event("gpRegistration", registered, {
    practiceCode: `ZZ${1001 + practice}`,
    practiceName: PRACTICES[practice],
    registeredFrom: iso(registered),
  });
  pen.event("involvements", registered, {
    service: "GENERAL_PRACTICE",
    role: "General practitioner",
    practitioner: `Dr ${chance.pick(["L. Vane", "P. Odum", "S. Rashid", "H. Wells"])}`,
    team: PRACTICES[practice],
    contact: phone(chance),
    startedOn: iso(registered),
  });
  if (person.isChild) writeChild(pen);
  else writeAdult(pen);
  pen.events("conditions", person.isChild ? 0.5 : 1.6, 2500, (day) => ({
    condition: snomed(chance.pick(ILLNESSES)),
    clinicalStatus: chance.is(0.7) ? "active" : "resolved",
    onsetOn: iso(day),
  }));
  pen.events("immunisations", person.age < 6 ? 5 : 2, 2000, (day) => ({
    vaccine: snomed(chance.pick(VACCINES)),
    givenOn: iso(day),
    status: "completed",
    overdue: false,
  }));
}

function writeChild(pen: Pen): void {
  const { chance, person, family } = pen;
  if (person.age < 4) {
    const seen = pen.day(300);
    pen.event("mandatedReviews", seen, { review: "NEW_BIRTH", status: "DONE", doneOn: iso(seen) }, HEALTH_VISITOR);
    const due = pen.day(200);
    const status = chance.is(0.8) ? "DUE" : "LATE";
    pen.event("mandatedReviews", due, { review: "TWELVE_MONTHS", status, dueOn: iso(due) }, HEALTH_VISITOR);
  }
  const missed = chance.count(family.level * 0.6);
  pen.event("wasNotBrought12m", pen.day(60), { count: missed });
  for (let left = missed; left > 0; left -= 1) {
    const appointmentOn = pen.day(365);
    const setting = chance.pick(["GP", "COMMUNITY", "HOSPITAL"]);
    const body = { appointmentOn: iso(appointmentOn), setting, reason: chance.pick(REASONS) };
    pen.event("wasNotBrought", appointmentOn, body, HEALTH_VISITOR);
  }
  if (chance.is(0.12)) {
    const condition = snomed(["35919005", "Pervasive developmental disorder"]);
    pen.state("disabilities", { condition, kind: "NEURODEVELOPMENTAL", clinicalStatus: "active" });
  }
  if (family.level === 4) pen.state("childSafeguardingCodes", { code: "342191000000101", clinicalStatus: "active" });
}

function writeAdult(pen: Pen): void {
  const { chance, person, family } = pen;
  const open = chance.is(0.08 * family.level);
  pen.state("adultMentalHealth", { open });
  if (open) {
    const statement = "Low mood and poor sleep; says that the evenings with the children are the hardest.";
    pen.event("riskToChildFromIllness", pen.day(500), { statement }, { nature: "OPINION" });
  }
  if (chance.is(0.1 * family.level)) {
    const observed = pen.day(400);
    pen.event("substanceUse", observed, { observedOn: iso(observed), auditScore: chance.int(0, 30) });
  }
  if (person.relationship === "MOTHER" && chance.is(0.07)) {
    const booked = pen.day(150);
    pen.state("pregnancy", {
      bookedOn: iso(booked),
      estimatedDeliveryOn: iso(booked + 200),
      lateBooking: chance.is(0.2),
    });
  }
}
