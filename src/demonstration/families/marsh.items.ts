/** Marsh: what each agency held, alone. The friends R, S and T belong to other families and stay initials. */
import type { DemonstrationItem } from "../family";
import { about, address, FROM_A_NEIGHBOUR, human, MMR, phone, snomed, UNDATED, type Said } from "./compose";

const kai = about("marsh/kai");
const jess = about("marsh/jess");
const tanya = about("marsh/tanya");
const colin = about("marsh/colin");

/** Covert, handling code C: nobody outside the police learns that it exists. */
const HANDLED_COVERTLY: Said = {
  nature: "ALLEGATION",
  by: "Intelligence officer",
  restrictions: [{ code: "X-INTEL" }],
};
const HOME = address("990000003017", "17 Tern Walk", "Hayes", "ZZ99 3AA");
const SCHOOL = { urn: "990301", laestab: "3129930", name: "Botwell Lock Academy" };
const FORMER_SCHOOL = { urn: "990884", laestab: "8849930", name: "Castle Pool High School" };
const PRACTICE = { practiceCode: "ZZ3001", practiceName: "Lock Street Practice" };

/** Start, end, found at, what was known. */
const MISSING = [
  ["2026-07-03T19:00:00Z", "2026-07-04T06:30:00Z", "Hayes railway station", "Out with R. Came home by himself."],
  ["2026-08-14T18:00:00Z", "2026-08-16T03:10:00Z", "9 Coldharbour Court", "R. and S. reported missing the same night."],
  [
    "2026-09-11T16:00:00Z",
    "2026-09-13T22:45:00Z",
    "A railway station 60 miles away",
    "Found with T. and a train ticket that he could not explain. R. missing the same nights.",
  ],
  ["2026-10-09T20:00:00Z", "2026-10-10T11:20:00Z", "9 Coldharbour Court", "S. and T. missing the same night."],
  ["2026-11-06T17:30:00Z", "2026-11-08T05:00:00Z", "Hayes railway station", "Cut to the hand healing. Would not talk."],
] as const;

const police: readonly DemonstrationItem[] = [
  ...MISSING.map(([startedAt, endedAt, foundAt, circumstances], i) =>
    kai("POLICE", "missingEpisodes", startedAt.slice(0, 10), 301 + i, {
      startedAt,
      endedAt,
      risk: i < 2 ? "MEDIUM" : "HIGH",
      returnInterviewOffered: true,
      returnInterviewAccepted: i === 0,
      foundAt,
      circumstances,
    }),
  ),
  kai("POLICE", "incidents", "2026-10-21", 311, {
    reference: "INC/26/102140",
    occurredAt: "2026-10-21T15:50:00Z",
    type: "Stop and search",
    role: "SUSPECT",
    place: "Hayes railway station",
    outcome: "Nothing seized",
    circumstances: "Two phones, one of which rang throughout. With S.",
  }),
  kai(
    "POLICE",
    "intelligence",
    "2026-11-09",
    312,
    {
      urn: "IR-26-551902",
      reportedOn: "2026-11-09",
      sourceEvaluation: "1",
      assessment: "B",
      handling: "C",
      sanitisedText: "A man called Sonny has three boys from the area working from a flat in Coldharbour Court.",
    },
    HANDLED_COVERTLY,
  ),
  kai(
    "POLICE",
    "linkedCrimeRisks",
    "2026-11-10",
    313,
    { risk: "CriminalExploitation", identifiedOn: "2026-11-10" },
    {
      nature: "OPINION",
    },
  ),
  kai("POLICE", "vulnerabilityNotices", "2026-11-08", 314, {
    raisedOn: "2026-11-08",
    rating: "RED",
    circumstances: "Fifth missing episode in five months. Debt mentioned and then denied.",
    informant: "His mother",
  }),
  kai("POLICE", "involvements", "2026-08-17", 315, {
    service: "POLICE",
    role: "Missing children coordinator",
    practitioner: "PS 3318",
    contact: phone("020 7946 0371"),
    startedOn: "2026-08-17",
  }),
  tanya("POLICE", "incidents", "2026-11-06", 321, {
    reference: "INC/26/110690",
    occurredAt: "2026-11-06T22:15:00Z",
    type: "Missing person report",
    role: "WITNESS",
    outcome: "Missing episode opened",
  }),
];

const health: readonly DemonstrationItem[] = [
  kai(
    "GP",
    "patient",
    "2024-08-27",
    301,
    {
      nhsNumber: "9990001065",
      nhsNumberVerificationStatus: "01",
      name: human("Kai", "Marsh"),
      birthDate: "2012-03-29",
      gender: "male",
      language: "en",
    },
    UNDATED,
  ),
  kai("GP", "contactDetails", "2024-08-27", 302, { address: HOME, telecom: [phone("01632 960317")] }, UNDATED),
  kai("GP", "gpRegistration", "2024-08-27", 303, { ...PRACTICE, registeredFrom: "2024-08-27" }),
  kai("GP", "camhs", "2026-05-12", 304, { referredOn: "2026-05-12", reason: "05", status: "REJECTED", waiting: false }),
  kai("GP", "wasNotBrought", "2026-09-18", 305, {
    appointmentOn: "2026-09-18",
    setting: "GP",
    reason: "Sleep and headaches.",
  }),
  kai("CAMHS", "camhs", "2026-05-14", 301, {
    referredOn: "2026-05-14",
    reason: "05",
    team: "Hayes community team",
    status: "REJECTED",
    waiting: false,
  }),
  kai("CAMHS", "involvements", "2026-05-14", 302, {
    service: "CAMHS",
    role: "Single point of access clinician",
    team: "Hayes community team",
    contact: phone("020 7946 0311"),
    startedOn: "2026-05-14",
    endedOn: "2026-06-02",
  }),
  kai("SHC", "sexualHealthContacts", "2026-09-30", 301, { contactOn: "2026-09-30" }),
  kai("SHC", "involvements", "2026-09-30", 302, {
    service: "SEXUAL_HEALTH",
    role: "Clinic nurse",
    contact: phone("020 7946 0321"),
    startedOn: "2026-09-30",
  }),
  kai("HOSP", "edAttendances", "2026-10-25", 301, {
    arrivedAt: "2026-10-25T01:35:00Z",
    chiefComplaint: snomed("284549007", "Cut across the palm; says glass"),
    diagnoses: [snomed("284549007", "Laceration of hand")],
    leftBeforeSeen: false,
    siteCode: "ZZH01",
    siteName: "Brookvale Hospital, emergency department",
  }),
  jess("GP", "patient", "2024-08-27", 311, { name: human("Jess", "Marsh"), birthDate: "2015-01-25" }, UNDATED),
  jess("GP", "gpRegistration", "2024-08-27", 312, { ...PRACTICE, registeredFrom: "2024-08-27" }),
  jess("GP", "immunisations", "2018-05-21", 313, { vaccine: MMR, givenOn: "2018-05-21", status: "completed" }),
  jess("GP", "conditions", "2019-11-04", 314, {
    condition: snomed("195967001", "Asthma"),
    clinicalStatus: "active",
    onsetOn: "2019-11-04",
  }),
  tanya("GP", "patient", "2024-08-27", 321, { name: human("Tanya", "Marsh"), birthDate: "1990-07-12" }, UNDATED),
];

const education: readonly DemonstrationItem[] = [
  kai("SCHOOL", "pupil", "2026-10-01", 301, { upn: "A884210117009", yearGroup: "10", firstLanguage: "ENG" }, UNDATED),
  kai("SCHOOL", "enrolments", "2024-09-04", 302, { school: SCHOOL, enrolStatus: "C", entryDate: "2024-09-04" }),
  kai("SCHOOL", "enrolments", "2023-09-05", 303, {
    school: FORMER_SCHOOL,
    enrolStatus: "C",
    entryDate: "2023-09-05",
    leavingDate: "2024-07-19",
  }),
  kai("SCHOOL", "schoolMoves", "2026-10-01", 304, { nonTransitional12m: 0 }, UNDATED),
  kai("SCHOOL", "attendance", "2026-11-20", 305, {
    from: "2026-09-02",
    to: "2026-11-20",
    attendancePct: 51,
    unauthorisedPct: 22.4,
    schoolAverage: 91.8,
    persistentAbsence: true,
    severeAbsence: false,
  }),
  kai("SCHOOL", "suspensions", "2026-03-09", 306, {
    exclusionCategory: "SUSP",
    startedOn: "2026-03-09",
    sessions: 10,
    reasons: ["OW"],
  }),
  kai("SCHOOL", "suspensions", "2026-06-15", 307, {
    exclusionCategory: "SUSP",
    startedOn: "2026-06-15",
    sessions: 6,
    reasons: ["DA"],
  }),
  kai("SCHOOL", "suspensions", "2026-09-23", 308, {
    exclusionCategory: "SUSP",
    startedOn: "2026-09-23",
    sessions: 4,
    reasons: ["DB"],
  }),
  kai("SCHOOL", "adjustedProvision", "2026-10-05", 309, { partTimeTimetable: true, alternativeProvision: false }),
  kai("SCHOOL", "sessionMarks", "2026-11-18", 310, { date: "2026-11-18", session: "PM", mark: "C2" }),
  kai("SCHOOL", "sessionMarks", "2026-11-09", 311, { date: "2026-11-09", session: "AM", mark: "O" }),
  kai("SCHOOL", "senProvision", "2026-10-01", 312, { provision: "K", needs: ["SEMH"] }, UNDATED),
  kai(
    "SCHOOL",
    "concernLog",
    "2026-10-14",
    313,
    {
      concernOn: "2026-10-14",
      concernCategory: "Exploitation",
      action:
        "The youth worker told us: new trainers twice this month, picked up by taxi, frightened of somebody called Sonny.",
    },
    { by: "Voluntary youth worker, to the safeguarding lead", nature: "OPINION" },
  ),
  kai(
    "SCHOOL",
    "concernLog",
    "2026-11-10",
    314,
    {
      concernOn: "2026-11-10",
      concernCategory: "Exploitation",
      action: "Asked a friend to lend him two hundred pounds by Friday. Referred to the hub.",
    },
    { by: "Designated safeguarding lead", nature: "ALLEGATION" },
  ),
  kai("SCHOOL", "involvements", "2026-03-09", 315, {
    service: "EDUCATION",
    role: "Pastoral lead",
    practitioner: "O. Brandt",
    team: "Botwell Lock Academy",
    contact: phone("020 7946 0341"),
    startedOn: "2026-03-09",
  }),
  jess("SCHOOL", "pupil", "2026-10-01", 321, { yearGroup: "7", firstLanguage: "ENG" }, UNDATED),
  jess("SCHOOL", "enrolments", "2026-09-02", 322, { school: SCHOOL, enrolStatus: "C", entryDate: "2026-09-02" }),
  jess("SCHOOL", "attendance", "2026-11-20", 323, {
    from: "2026-09-02",
    to: "2026-11-20",
    attendancePct: 96.8,
    schoolAverage: 91.8,
    persistentAbsence: false,
  }),
];

const housing: readonly DemonstrationItem[] = [
  tanya("HOUSING", "addresses", "2024-08-12", 301, { address: HOME, startedOn: "2024-08-12" }),
  tanya("HOUSING", "tenancies", "2024-08-12", 302, {
    reference: "T-3390022",
    type: "ASSURED",
    startedOn: "2024-08-12",
    landlord: "Lockside Homes",
    tenure: "PRIVATE_REGISTERED_PROVIDER",
  }),
  tanya("HOUSING", "rentAccount", "2026-11-16", 303, { rentBalancePence: 18400, weeksArrears: 1 }),
  kai(
    "HOUSING",
    "neighbourReports",
    "2026-10-30",
    304,
    {
      reportedOn: "2026-10-30",
      account: "The Marsh boy goes in and out of 9 Coldharbour Court at night, two streets from his home.",
      reportedBy: "Tenant of 8 Coldharbour Court",
    },
    FROM_A_NEIGHBOUR,
  ),
  colin("HOUSING", "addresses", "2015-02-02", 311, {
    address: address("990000003909", "9 Coldharbour Court", "Hayes", "ZZ99 3BB"),
    startedOn: "2015-02-02",
  }),
  colin(
    "HOUSING",
    "cuckooingConcerns",
    "2026-10-12",
    312,
    {
      suspected: true,
      raisedOn: "2026-10-12",
      reportedBy: "Tenant of 8 Coldharbour Court",
    },
    FROM_A_NEIGHBOUR,
  ),
];

const socialCare: readonly DemonstrationItem[] = [
  kai("CSC", "person", "2026-03-16", 301, { laChildId: "C-780355", sex: "M", ethnicity: "MWBC" }, UNDATED),
  kai("CSC", "referrals", "2026-03-16", 302, {
    referredOn: "2026-03-16",
    source: "2A",
    noFurtherAction: false,
    outcome: "ASSESSMENT",
    primaryNeed: "N6",
  }),
  kai("CSC", "childInNeedPlans", "2026-05-18", 303, { startedOn: "2026-05-18" }),
  kai(
    "CSC",
    "assessments",
    "2026-03-18",
    304,
    {
      startedOn: "2026-03-18",
      authorisedOn: "2026-05-15",
      childSeen: true,
      factors: ["10A", "14A"],
      analysis: "Behaviour at school and staying out. Mother tries hard and is worn out.",
    },
    { nature: "OPINION" },
  ),
  ...(
    [
      ["2026-03-16", "2026-05-29", "B. Quist"],
      ["2026-06-01", "2026-07-31", "R. Salter"],
      ["2026-08-03", "2026-10-02", "Agency worker"],
      ["2026-10-05", null, "Shona Mackie"],
    ] as const
  ).map(([startedOn, endedOn, practitioner], i) =>
    kai("CSC", "involvements", startedOn, 305 + i, {
      service: "CHILDRENS_SOCIAL_CARE",
      role: "Social worker",
      practitioner,
      lead: endedOn === null,
      contact: phone("020 7946 0331"),
      startedOn,
      endedOn,
    }),
  ),
  kai("CSC", "voiceOfChild", "2026-11-12", 309, {
    recordedOn: "2026-11-12",
    views: "Says he is fine and asks who will pay what he owes.",
  }),
  kai("EH", "earlyHelpEpisodes", "2026-09-14", 301, {
    startedOn: "2026-09-14",
    reason: "Staying out at night; school",
    organisation: "Harbour Lights Family Charity",
    worker: "Nadine Clarke",
  }),
  kai("EH", "involvements", "2026-09-14", 302, {
    service: "YOUTH_WORK",
    role: "Youth worker",
    practitioner: "Nadine Clarke",
    contact: phone("020 7946 0361"),
    startedOn: "2026-09-14",
  }),
  tanya(
    "EH",
    "familyGroup",
    "2026-09-14",
    303,
    {
      familyId: "F-3340",
      name: human("Kai", "Marsh"),
      birthDate: "2012-03-29",
      relationship: "son",
    },
    UNDATED,
  ),
];

export const MARSH_ITEMS = [...police, ...health, ...education, ...housing, ...socialCare];
