/** What mental health trusts, child and adult, and the sexual health clinic hold. */
import { iso } from "./days";
import { birthDate, humanName } from "./family";
import { phone, type Pen } from "./pen";

function writePatient(pen: Pen): void {
  const { person, family, chance } = pen;
  pen.state("patient", {
    name: humanName(person),
    birthDate: birthDate(person),
    gender: person.sex === "F" ? "female" : "male",
    statedGender: person.sex === "F" ? "2" : "1",
    language: chance.pick(["en", "en", "pl", "so"]),
  });
  if (pen.agency === "MHT") pen.state("contactDetails", { address: family.address, telecom: [phone(chance)] });
}

function writeInvolvement(pen: Pen, service: string, role: string, team: string): void {
  const startedOn = pen.day(900);
  const body = { service, role, team, contact: phone(pen.chance), startedOn: iso(startedOn), lead: true };
  pen.event("involvements", startedOn, body);
}

export function writeMentalHealth(pen: Pen): void {
  const { chance } = pen;
  writePatient(pen);
  writeInvolvement(pen, "MENTAL_HEALTH", "Community mental health nurse", "Larchfield west community team");
  pen.state("adultMentalHealth", {
    open: chance.is(0.7),
    mentalHealthActStatus: chance.is(0.1) ? "02" : "01",
    careCoordinator: "Care coordinator on file",
    crisisContactsOn: Array.from({ length: chance.count(1) }, () => iso(pen.day(365))),
    team: "Larchfield west community team",
  });
  const statement = "Unwell twice this year; the children were with their grandmother on both occasions.";
  pen.events("riskToChildFromIllness", 1, 800, () => ({ statement }), { nature: "OPINION" });
  pen.events("substanceUse", 2, 900, (day) => ({ observedOn: iso(day), auditScore: chance.int(0, 38) }));
}

export function writeCamhs(pen: Pen): void {
  const { chance } = pen;
  writePatient(pen);
  writeInvolvement(pen, "CAMHS", "CAMHS clinician", "CAMHS north locality");
  pen.events("camhs", 2, 1100, (day) => {
    const status = chance.pick(["OPEN", "REJECTED", "CLOSED"]);
    return {
      referredOn: iso(day),
      reason: chance.pick(["05", "15", "16", "24", "25", "23"]),
      status,
      waiting: status === "OPEN" && chance.is(0.6),
      team: "CAMHS north locality",
    };
  });
}

export function writeSexualHealth(pen: Pen): void {
  writeInvolvement(pen, "SEXUAL_HEALTH", "Clinic nurse", "The Lantern Clinic");
  pen.events("sexualHealthContacts", 2, 900, (day) => ({ contactOn: iso(day) }));
}
