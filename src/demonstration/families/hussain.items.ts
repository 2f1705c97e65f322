/** Hussain: what each agency held, alone. */
import type { DemonstrationItem } from "../family";
import { about, address, FROM_A_NEIGHBOUR, human, phone, UNDATED, type Said } from "./compose";

const zara = about("hussain/zara");
const bilal = about("hussain/bilal");
const tariq = about("hussain/tariq");
const leila = about("hussain/leila");

/** Filed in private proceedings; nobody here is on the order (FPR 2010 PD12G). */
const SEALED_BY_THE_COURT: Said = {
  nature: "OPINION",
  by: "Court-appointed expert",
  restrictions: [{ code: "X-COURT" }],
};
const DSL: Said = { by: "Designated safeguarding lead" };
const DSL_VIEW: Said = { ...DSL, nature: "OPINION" };
const OLD_SCHOOL = { urn: "990210", laestab: "2109910", name: "Marlpit Road Primary School" };
const FLAT = address("990000002041", "Flat 41, Weir Court", "Hounslow", "ZZ99 2AA");

const police: readonly DemonstrationItem[] = [
  ...[
    { day: "2013-06-02", number: 201, outcome: "16" },
    { day: "2017-11-25", number: 202, outcome: "16" },
    { day: "2021-02-14", number: 203, outcome: "15" },
  ].map(({ day, number, outcome }) =>
    tariq(
      "POLICE",
      "crimes",
      day,
      number,
      {
        offence: "Assault occasioning actual bodily harm, on a former partner",
        committedOn: day,
        role: "SUSPECT",
        status: "Closed, no further action",
        outcome,
      },
      { nature: "ALLEGATION" },
    ),
  ),
  tariq("POLICE", "dvdsDisclosures", "2026-10-30", 204, { route: "RIGHT_TO_ASK" }, { by: "Public protection officer" }),
  tariq("POLICE", "involvements", "2026-10-30", 205, {
    service: "POLICE",
    role: "Public protection officer",
    practitioner: "DC 2260",
    contact: phone("020 7946 0271"),
    startedOn: "2026-10-30",
  }),
  leila(
    "POLICE",
    "incidents",
    "2017-11-25",
    211,
    {
      reference: "INC/17/112566",
      occurredAt: "2017-11-25T22:10:00Z",
      type: "Domestic incident, crime recorded",
      role: "VICTIM",
      place: "Peckham",
      outcome: "No further action",
      circumstances: "Says that her husband struck her. Child of one in the next room.",
      childPresent: true,
      childSeen: true,
    },
    { nature: "ALLEGATION" },
  ),
  leila(
    "POLICE",
    "dashAssessments",
    "2017-11-25",
    212,
    { assessedOn: "2017-11-25", score: 12, level: "MEDIUM" },
    {
      nature: "OPINION",
    },
  ),
];

const housing: readonly DemonstrationItem[] = [
  tariq("HOUSING", "addresses", "2025-08-01", 201, { address: FLAT, startedOn: "2025-08-01" }),
  tariq("HOUSING", "tenancies", "2025-08-01", 202, {
    type: "PRIVATE_RENTED",
    startedOn: "2025-08-01",
    landlord: "Weir Court Lettings",
    tenure: "PRIVATE_RENTED",
  }),
  tariq("HOUSING", "dwelling", "2026-09-10", 203, { bedrooms: 1, bedroomStandardGap: -2, overcrowded: true }),
  ...(
    [
      ["Tariq", "Hussain", "self", "1988-06-03", 204],
      ["Nadia", "Hussain", "wife", "1995-09-27", 205],
      ["Zara", "Hussain", "daughter", "2016-02-14", 206],
      ["Bilal", "Hussain", "son", "2020-08-19", 207],
      ["Samira", "Hussain", "mother", "1961-01-05", 208],
      ["Yusuf", "Hussain", "wife's son", "2024-03-30", 209],
    ] as const
  ).map(([given, family, relationship, birthDate, number]) =>
    tariq("HOUSING", "householdMembers", "2026-09-10", number, {
      name: human(given, family),
      birthDate,
      relationship,
      declaredOn: "2026-09-10",
    }),
  ),
  tariq(
    "HOUSING",
    "neighbourReports",
    "2026-08-23",
    210,
    {
      reportedOn: "2026-08-23",
      account: "Banging and a child crying late. The complaint was withdrawn a week later.",
      reportedBy: "Tenant of flat 39",
    },
    FROM_A_NEIGHBOUR,
  ),
  tariq(
    "HOUSING",
    "neighbourReports",
    "2026-10-11",
    211,
    {
      reportedOn: "2026-10-11",
      account: "Shouting and crying. Withdrawn: does not want trouble with the family.",
      reportedBy: "Tenant of flat 39",
    },
    FROM_A_NEIGHBOUR,
  ),
  tariq(
    "HOUSING",
    "asbCases",
    "2026-08-23",
    212,
    {
      reference: "ASB-6120",
      type: "NUISANCE_TO_OCCUPIER",
      role: "ALLEGED",
      status: "CLOSED",
      openedOn: "2026-08-23",
      complainant: "Tenant of flat 39",
    },
    FROM_A_NEIGHBOUR,
  ),
  leila("HOUSING", "addresses", "2026-04-20", 221, {
    address: address("990000002199", "3 Quarry Steps", "Reading", "ZZ99 2ZZ"),
    startedOn: "2026-04-20",
  }),
];

const oldSchool: readonly DemonstrationItem[] = [
  zara(
    "SCHOOL-210",
    "pupil",
    "2025-10-02",
    201,
    {
      upn: "Y210460113002",
      yearGroup: "5",
      firstLanguage: "ENG",
      eal: false,
    },
    UNDATED,
  ),
  zara("SCHOOL-210", "enrolments", "2020-09-02", 202, {
    school: OLD_SCHOOL,
    enrolStatus: "C",
    entryDate: "2020-09-02",
    leavingDate: "2026-11-11",
  }),
  zara("SCHOOL-210", "attendance", "2026-11-10", 203, {
    from: "2026-09-02",
    to: "2026-11-10",
    attendancePct: 91.3,
    unauthorisedPct: 4.1,
    schoolAverage: 94.4,
    persistentAbsence: false,
    severeAbsence: false,
  }),
  zara(
    "SCHOOL-210",
    "concernLog",
    "2026-10-12",
    204,
    {
      concernOn: "2026-10-12",
      concernCategory: "Change in child",
      action: "Wears a hijab since this week and keeps it pulled forward; will not say why. Spoke to her alone.",
    },
    DSL_VIEW,
  ),
  zara(
    "SCHOOL-210",
    "concernLog",
    "2026-10-14",
    205,
    {
      concernOn: "2026-10-14",
      concernCategory: "Injury",
      action: "Bruise to the left cheek, seen in PE. Says she walked into a door. Father rung: the same words.",
    },
    DSL,
  ),
  zara(
    "SCHOOL-210",
    "concernLog",
    "2026-11-02",
    206,
    {
      concernOn: "2026-11-02",
      concernCategory: "Injury",
      action: "Mark on the same cheek. Walked into a door again. Father told that we will ask for advice.",
    },
    DSL,
  ),
  zara("SCHOOL-210", "involvements", "2026-10-12", 207, {
    service: "EDUCATION",
    role: "Designated safeguarding lead",
    practitioner: "P. Achebe",
    team: "Marlpit Road Primary School",
    contact: phone("020 7946 0241"),
    startedOn: "2026-10-12",
    endedOn: "2026-11-11",
  }),
  bilal("SCHOOL-210", "pupil", "2025-10-02", 211, { upn: "K210270220044", yearGroup: "1" }, UNDATED),
  bilal("SCHOOL-210", "enrolments", "2025-09-03", 212, {
    school: OLD_SCHOOL,
    enrolStatus: "C",
    entryDate: "2025-09-03",
    leavingDate: "2026-11-11",
  }),
  bilal(
    "SCHOOL-210",
    "concernLog",
    "2026-11-05",
    213,
    {
      concernOn: "2026-11-05",
      concernCategory: "Disclosure",
      action: "Told the teaching assistant that Zara cries when she gets it wrong.",
    },
    { by: "Teaching assistant", nature: "ALLEGATION" },
  ),
];

/** Hounslow's own education service: it had a form with the wrong flat on it. */
const homeEducation: readonly DemonstrationItem[] = [
  zara(
    "SCHOOL",
    "electiveHomeEducation",
    "2026-11-11",
    201,
    { startedOn: "2026-11-11", reason: "No reason given" },
    {
      by: "Elective home education officer",
    },
  ),
  bilal(
    "SCHOOL",
    "electiveHomeEducation",
    "2026-11-11",
    211,
    { startedOn: "2026-11-11", reason: "No reason given" },
    {
      by: "Elective home education officer",
    },
  ),
  zara("SCHOOL", "schoolMoves", "2026-11-12", 202, { nonTransitional12m: 1 }, UNDATED),
  zara(
    "SCHOOL",
    "concernLog",
    "2026-11-17",
    203,
    {
      concernOn: "2026-11-17",
      concernCategory: "Home visit",
      action: "No visit yet. The notice says flat 14, and there is no flat 14 in the block.",
    },
    { by: "Elective home education officer" },
  ),
  zara("SCHOOL", "involvements", "2026-11-12", 204, {
    service: "EDUCATION",
    role: "Elective home education officer",
    practitioner: "H. Sole",
    contact: phone("020 7946 0242"),
    startedOn: "2026-11-12",
  }),
];

const socialCare: readonly DemonstrationItem[] = [
  zara("CSC-210", "person", "2018-04-09", 201, { laChildId: "S-40177", sex: "F", ethnicity: "APKN" }, UNDATED),
  zara("CSC-210", "referrals", "2018-04-09", 202, {
    referredOn: "2018-04-09",
    source: "3B",
    noFurtherAction: false,
    outcome: "STRATEGY_DISCUSSION",
    primaryNeed: "N1",
    closedOn: "2019-07-30",
    closureReason: "RC7",
  }),
  zara("CSC-210", "initialConferences", "2018-05-01", 203, {
    targetOn: "2018-05-02",
    heldOn: "2018-05-01",
    outcomes: ["CHILD_PROTECTION_PLAN"],
  }),
  zara("CSC-210", "protectionPlans", "2018-05-01", 204, {
    startedOn: "2018-05-01",
    endedOn: "2019-02-12",
    initialCategory: "PHY",
    latestCategory: "PHY",
    previousPlans: 0,
  }),
  zara("CSC-210", "childInNeedPlans", "2019-02-12", 205, { startedOn: "2019-02-12", endedOn: "2019-07-30" }),
  zara("CSC-210", "childInNeedPlans", "2022-10-03", 206, { startedOn: "2022-10-03", endedOn: "2023-03-24" }),
  zara("CSC-210", "s47Enquiries", "2018-04-11", 207, {
    startedOn: "2018-04-11",
    endedOn: "2018-04-30",
    noFurtherAction: false,
    outcomes: ["CHILD_PROTECTION_CONFERENCE"],
  }),
  zara(
    "CSC-210",
    "assessments",
    "2018-04-11",
    208,
    {
      startedOn: "2018-04-11",
      authorisedOn: "2018-06-12",
      childSeen: true,
      factors: ["3B", "18C"],
      analysis: "Fingertip bruising at two. Father's account changed. Mother afraid of him.",
    },
    { nature: "OPINION" },
  ),
  zara("CSC-210", "referrals", "2025-09-15", 209, {
    referredOn: "2025-09-15",
    source: "7",
    noFurtherAction: false,
    outcome: "ASSESSMENT",
    primaryNeed: "N5",
    closedOn: "2026-03-31",
    closureReason: "RC3",
  }),
  leila(
    "CSC-210",
    "motherLinks",
    "2018-04-09",
    210,
    {
      childId: "S-40177",
      name: human("Zara", "Rahman"),
      birthDate: "2016-02-14",
    },
    UNDATED,
  ),
  leila(
    "CSC-210",
    "motherLinks",
    "2020-09-01",
    211,
    {
      childId: "S-40178",
      name: human("Bilal", "Rahman"),
      birthDate: "2020-08-19",
    },
    UNDATED,
  ),
  bilal("CSC-210", "childInNeedPlans", "2022-10-03", 212, { startedOn: "2022-10-03", endedOn: "2023-03-24" }),
  zara(
    "CSC",
    "assessments",
    "2026-02-10",
    201,
    {
      startedOn: "2025-11-20",
      authorisedOn: "2026-02-10",
      childSeen: true,
      factors: ["3A", "3B"],
      analysis: "Expert report on the father's violence, for the private proceedings about where the children live.",
    },
    SEALED_BY_THE_COURT,
  ),
  zara("CSC", "contacts", "2026-11-13", 202, { contactedOn: "2026-11-13", source: "5C" }),
  bilal("CSC", "contacts", "2026-11-13", 203, { contactedOn: "2026-11-13", source: "5C" }),
];

export const HUSSAIN_ITEMS = [...police, ...housing, ...oldSchool, ...homeEducation, ...socialCare];
