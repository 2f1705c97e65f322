/** What schools and the education service hold about one child. */
import { iso } from "./days";
import { upnOf } from "./numbers";
import { phone, type Pen } from "./pen";

const SCHOOLS = [
  { urn: "990101", laestab: "3129901", name: "Fernhill Way Primary School" },
  { urn: "990102", laestab: "3129902", name: "Canal Walk Primary School" },
  { urn: "990103", laestab: "3129903", name: "Priory Street School" },
] as const;
const CONCERNS = [
  ["Neglect", "Tired and hungry three mornings this week. Breakfast club offered."],
  ["Home circumstances", "Collected by an adult we do not know; mother said by phone that this is fine."],
  ["Emotional", "Cried at the end of the day and would not say why. Spoke with the learning mentor."],
] as const;

export function writeSchool(pen: Pen): void {
  const { chance, person, family } = pen;
  const school = person.age > 10 ? SCHOOLS[2] : SCHOOLS[family.index % 2]!;
  const entry = pen.day(1500);
  const entryYear = Number(iso(entry).slice(0, 4));
  pen.state("pupil", {
    upn: upnOf(person.serial, entryYear),
    yearGroup: person.age < 5 ? "R" : String(Math.min(person.age - 4, 13)),
    firstLanguage: chance.pick(["ENG", "ENG", "ENG", "POL", "SOM", "URD"]),
    eal: chance.is(0.25),
  });
  pen.event("enrolments", entry, { school, enrolStatus: "C", entryDate: iso(entry) });
  const attendancePct = 100 - chance.count(family.level * 2.5);
  pen.event("attendance", pen.day(30), {
    from: iso(pen.day(200, 180)),
    to: iso(pen.day(30)),
    attendancePct,
    unauthorisedPct: (100 - attendancePct) / 2,
    schoolAverage: 94.7,
    persistentAbsence: attendancePct <= 90,
    severeAbsence: attendancePct <= 50,
  });
  pen.state("entitlements", { freeSchoolMeals: chance.is(0.3), pupilPremium: chance.is(0.3) });
  const provision = chance.pick(["N", "N", "N", "N", "K", "E"]);
  pen.state("senProvision", {
    provision,
    ...(provision === "N" ? {} : { needs: [chance.pick(["SEMH", "SLCN", "ASD"])] }),
  });
  if (provision === "E") pen.state("ehcp", { startedOn: iso(pen.day(900)), namedSetting: school });
  pen.state("schoolMoves", { nonTransitional12m: chance.count(0.1 * family.level) });
  pen.state("youngCarer", { youngCarer: chance.is(0.05) ? "S" : "N" });
  const startedOn = pen.day(400);
  pen.event("involvements", startedOn, {
    service: "EDUCATION",
    role: "Designated safeguarding lead",
    practitioner: "D. Morgan",
    team: school.name,
    contact: phone(chance),
    startedOn: iso(startedOn),
  });
  writeEvents(pen);
}

function writeEvents(pen: Pen): void {
  const { chance, person, family } = pen;
  pen.events("sessionMarks", 1.5, 90, (day) => ({
    date: iso(day),
    session: chance.pick(["AM", "PM"]),
    mark: chance.pick(["O", "U", "I", "L", "M"]),
  }));
  pen.events(
    "concernLog",
    0.5 * family.level,
    700,
    (day) => {
      const [concernCategory, action] = chance.pick(CONCERNS);
      return { concernOn: iso(day), concernCategory, action };
    },
    { authorRole: "Class teacher", nature: "OPINION" },
  );
  if (family.level > 2) pen.events("encompassReceived", 1, 500, (day) => ({ receivedOn: iso(day) }));
  if (person.age < 11) return;
  pen.events("suspensions", 0.2 * family.level, 700, (day) => ({
    exclusionCategory: "SUSP",
    reasons: [chance.pick(["DB", "VA", "PP", "DM"])],
    sessions: chance.int(1, 10),
    startedOn: iso(day),
  }));
}
