/** What the housing service holds about somebody in one of its homes. */
import { iso } from "./days";
import { birthDate, humanName } from "./family";
import { phone, type Pen } from "./pen";

const HEARD = ["Man shouting at night, baby screaming.", "Loud music and banging doors.", "Child crying for an hour."];

export function writeHousing(pen: Pen): void {
  const { chance, person, family } = pen;
  const moved = pen.day(4000, 30);
  const startedOn = iso(moved);
  pen.event("addresses", moved, { address: family.address, startedOn });
  pen.event("tenants", moved, { name: humanName(person), relationship: "tenant", startedOn });
  pen.event("tenancies", moved, {
    reference: `T-${family.index}`,
    type: chance.pick(["SECURE", "INTRODUCTORY", "ASSURED"]),
    startedOn,
    landlord: "The council",
    tenure: "LOCAL_AUTHORITY",
  });
  pen.state("dwelling", {
    bedrooms: chance.int(1, 4),
    bedroomStandardGap: chance.int(0, 2),
    overcrowded: chance.is(0.2),
  });
  pen.state("rentAccount", { rentBalancePence: chance.int(-20_000, 180_000), weeksArrears: chance.int(0, 14) });
  pen.event("involvements", moved, {
    service: "HOUSING",
    role: "Estate officer",
    practitioner: "M. Stroud",
    contact: phone(chance),
    startedOn,
  });
  const declaredOn = pen.day(500);
  for (const child of family.people.filter((it) => it.isChild)) {
    const declared = { birthDate: birthDate(child), relationship: "child", declaredOn: iso(declaredOn) };
    pen.event("householdMembers", declaredOn, { name: humanName(child), ...declared });
  }
  writeEvents(pen);
}

function writeEvents(pen: Pen): void {
  const { chance, family } = pen;
  pen.events("hazards", 0.7, 900, (day) => ({
    hazard: chance.pick(["1", "2", "11", "21"]),
    category: chance.pick(["1", "2"]),
    reportedOn: iso(day),
  }));
  pen.events(
    "neighbourReports",
    0.4 * family.level,
    700,
    (day) => ({ reportedOn: iso(day), account: chance.pick(HEARD), reportedBy: "A neighbour" }),
    { nature: "ALLEGATION", restrictions: [{ code: "X-THIRD-PARTY" }] },
  );
  pen.events("asbCases", 0.2 * family.level, 900, (day) => ({
    reference: `ASB-${chance.int(1000, 99_999)}`,
    type: "NUISANCE_TO_OCCUPIER",
    role: chance.pick(["ALLEGED", "COMPLAINANT"]),
    status: chance.pick(["OPEN", "CLOSED"]),
    openedOn: iso(day),
  }));
  if (chance.is(0.05 * family.level)) {
    const appliedOn = pen.day(1500);
    pen.event("homelessnessApplications", appliedOn, {
      appliedOn: iso(appliedOn),
      homelessCaseId: `HC-${family.index}`,
      reasonForLoss: chance.pick(["DOMESTIC_ABUSE", "END_OF_SOCIAL_RENT", "FAMILY_OR_FRIENDS_NO_LONGER_ABLE"]),
      supportNeeds: ["MENTAL_HEALTH"],
    });
  }
}
