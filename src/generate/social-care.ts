/** What children's social care and early help hold about one person. */
import { iso } from "./days";
import { birthDate, humanName } from "./family";
import { phone, type Pen } from "./pen";

const ETHNIC = ["WBRI", "WOTH", "MWBC", "AIND", "APKN", "ABAN", "BCRB", "BAFR", "OOTH"];
const NEEDS = ["N1", "N3", "N4", "N5"];

export function writeSocialCare(pen: Pen): void {
  const { chance, person, family } = pen;
  pen.state("person", { laChildId: `C-${person.serial}`, sex: person.sex, ethnicity: chance.pick(ETHNIC) });
  writeFamilyGroup(pen);
  writeWorker(pen, "SOCIAL_CARE", "Social worker");
  pen.events("contacts", 1 + family.level / 2, 1500, (day) => ({
    contactedOn: iso(day),
    source: chance.pick(["6", "2A", "3A", "3E", "1B", "9"]),
    outcome: chance.pick(["NO_FURTHER_ACTION", "INFORMATION_AND_ADVICE", "EARLY_HELP", "CHILD_IN_NEED"]),
  }));
  pen.events("referrals", 0.5 * family.level, 1200, (day) => ({
    referredOn: iso(day),
    source: chance.pick(["6", "2A", "3E"]),
    primaryNeed: chance.pick(NEEDS),
    outcome: chance.pick(["ASSESSMENT", "NO_FURTHER_ACTION", "STRATEGY_DISCUSSION"]),
  }));
  pen.events("assessments", 0.4 * family.level, 1200, (day) => ({
    startedOn: iso(day),
    authorisedOn: iso(pen.after(day, 45)),
    factors: [chance.pick(["3B", "4B", "1B", "16A", "17A"])],
    childSeen: true,
    analysis: "Routines hold when there is family help and slip when there is none. What she asks for is practical.",
  }));
  if (family.level > 2) writeChildInNeed(pen);
}

function writeChildInNeed(pen: Pen): void {
  const { chance, family } = pen;
  const planned = pen.day(400);
  pen.event("childInNeedPlans", planned, { startedOn: iso(planned) });
  const views = "Says that it is better when Nan is there, and that she does not like the shouting.";
  pen.event("voiceOfChild", planned, { recordedOn: iso(planned), views });
  if (family.level < 4) return;
  const started = pen.day(300);
  pen.event("s47Enquiries", started, { startedOn: iso(started), outcomes: ["CHILD_PROTECTION_CONFERENCE"] });
  const outcomes = ["CHILD_PROTECTION_PLAN"];
  pen.event("initialConferences", pen.after(started, 15), { heldOn: iso(pen.after(started, 15)), outcomes });
  const category = chance.pick(["NEG", "EMO", "PHY"]);
  const plan = { startedOn: iso(started), initialCategory: category, latestCategory: category, previousPlans: 0 };
  pen.event("protectionPlans", started, plan);
  pen.events("protectionVisits", 4, 300, (day) => ({
    visitedOn: iso(day),
    childSeen: true,
    childSeenAlone: chance.is(0.6),
  }));
}

export function writeEarlyHelp(pen: Pen): void {
  const { chance } = pen;
  writeFamilyGroup(pen);
  writeWorker(pen, "EARLY_HELP", "Key worker");
  pen.events("earlyHelpEpisodes", 1.2, 900, (day) => ({
    startedOn: iso(day),
    reason: chance.pick(["Attendance", "Parenting alone with a new baby", "Debt and housing", "Behaviour at home"]),
    organisation: "Early help, north locality",
    worker: "Key worker on file",
  }));
}

function writeFamilyGroup(pen: Pen): void {
  const { family, person } = pen;
  for (const other of family.people.filter((it) => it !== person)) {
    pen.state("familyGroup", {
      familyId: `F-${family.index}`,
      name: humanName(other),
      birthDate: birthDate(other),
      relationship: other.relationship.toLowerCase().replaceAll("_", " "),
    });
  }
}

function writeWorker(pen: Pen, service: string, role: string): void {
  const day = pen.day(500);
  pen.event("involvements", day, {
    service,
    role,
    practitioner: pen.chance.pick(["K. Balogun", "S. Mackie", "R. Doyle", "T. Iqbal"]),
    lead: true,
    contact: phone(pen.chance),
    startedOn: iso(day),
  });
}
