/** What the police hold. */
import { instant, iso } from "./days";
import { humanName } from "./family";
import { pncIdOf } from "./numbers";
import { phone, type Pen } from "./pen";

const KINDS = [
  "Domestic incident, non-crime",
  "Domestic incident, crime",
  "Anti-social behaviour",
  "Concern for welfare",
];
const OFFENCES = ["Common assault", "Theft from a shop", "Criminal damage", "Possession of a class B drug"];
const ACCOUNTS = [
  "Shouting heard by neighbours. Verbal argument; both had calmed when officers came.",
  "Caller hung up. Officers found the front door damaged and no sign of injury.",
  "Child reported that an adult had thrown a plate. Adult says that it was dropped.",
];

export function writePolice(pen: Pen): void {
  const { chance, person, family } = pen;
  const startedOn = pen.day(600);
  pen.event("involvements", startedOn, {
    service: "POLICE",
    role: "Public protection officer",
    practitioner: `PC ${chance.int(1000, 9999)}`,
    contact: phone(chance),
    startedOn: iso(startedOn),
  });
  pen.events("incidents", 1 + family.level, 1500, (day) => ({
    reference: `INC/${chance.int(100_000, 999_999)}`,
    occurredAt: instant(day, chance.int(0, 16), chance.int(0, 59)),
    type: chance.pick(KINDS),
    role: person.isChild ? "CHILD_PRESENT" : chance.pick(["VICTIM", "SUSPECT", "WITNESS"]),
    uprn: family.address.uprn,
    outcome: chance.pick(["Words of advice", "No further action", "Referred to the hub"]),
    circumstances: chance.pick(ACCOUNTS),
    childPresent: true,
    childSeen: chance.is(0.5),
  }));
  pen.events("vulnerabilityNotices", 0.4 * family.level, 900, (day) => ({
    raisedOn: iso(day),
    rating: chance.pick(["GREEN", "AMBER", "AMBER", "RED"]),
    circumstances: chance.pick(ACCOUNTS),
  }));
  if (person.isChild) writeChild(pen);
  else writeAdult(pen);
}

function writeChild(pen: Pen): void {
  const { chance, person } = pen;
  pen.events("encompassNotices", 1, 500, (day) => ({ notifiedOn: iso(day), schoolUrn: "990101" }));
  if (person.age < 11) return;
  pen.events("missingEpisodes", 0.6, 500, (day) => ({
    startedAt: instant(day, 9, 0),
    endedAt: instant(day, 16, 30),
    risk: chance.pick(["LOW", "MEDIUM", "HIGH"]),
    returnInterviewOffered: true,
    returnInterviewAccepted: chance.is(0.5),
  }));
}

function writeAdult(pen: Pen): void {
  const { chance, person, family } = pen;
  pen.state("identifiers", {
    pncId: pncIdOf(person.serial, chance.int(1998, 2025)),
    forceNominalId: `N-${person.serial}`,
  });
  if (chance.is(0.3)) pen.state("aliases", { name: { ...humanName(person), use: "nickname" } });
  if (chance.is(0.2))
    pen.state("warningMarkers", { code: chance.pick(["VI", "DR", "SU", "MN"]), setOn: iso(pen.day(2000)) });
  pen.events("arrests", 0.5, 2500, (day) => ({ arrestedOn: iso(day), reason: chance.pick(OFFENCES) }));
  pen.events("convictions", 0.4, 4000, (day) => ({
    convictedOn: iso(day),
    offence: chance.pick(OFFENCES),
    disposal: chance.pick(["Fine", "Community order, 12 months", "Imprisonment, 6 months, suspended"]),
    court: "Magistrates' court",
    spent: chance.is(0.5),
  }));
  pen.events(
    "dashAssessments",
    0.3 * family.level,
    800,
    (day) => {
      const score = chance.int(0, 20);
      return { assessedOn: iso(day), score, level: score > 13 ? "HIGH" : score > 8 ? "MEDIUM" : "STANDARD" };
    },
    { nature: "OPINION" },
  );
}
