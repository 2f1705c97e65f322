/** Okafor-Reid: what each agency held, alone. */
import type { DemonstrationItem } from "../family";
import { about, address, FROM_A_NEIGHBOUR, human, phone, UNDATED } from "./compose";

const ada = about("okafor-reid/ada");
const micah = about("okafor-reid/micah");
const ife = about("okafor-reid/ife");
const dean = about("okafor-reid/dean");

/** The one thing that Ada's and Dean Reid's records have in common. */
const UPRN = "990000001012";
export const HOME = address(UPRN, "12 Larkspur House, Fernhill Way", "Uxbridge", "ZZ99 1AA");
const SCHOOL = { urn: "990101", laestab: "3129901", name: "Fernhill Way Primary School" };

const police: readonly DemonstrationItem[] = [
  ada(
    "POLICE",
    "incidents",
    "2026-09-22",
    101,
    {
      reference: "INC/26/090417",
      occurredAt: "2026-09-22T21:15:00Z",
      type: "Domestic incident, non-crime",
      role: "VICTIM",
      uprn: UPRN,
      outcome: "Words of advice",
      reportedBy: "Caller from the landing above",
      circumstances: "Shouting heard. Male known only as Dee had left. Ada Okafor said it was about money.",
      childPresent: true,
      childSeen: false,
    },
    { restrictions: [{ code: "X-THIRD-PARTY" }] },
  ),
  ada("POLICE", "incidents", "2026-10-18", 102, {
    reference: "INC/26/101822",
    occurredAt: "2026-10-18T23:05:00Z",
    type: "Domestic incident, non-crime",
    role: "VICTIM",
    uprn: UPRN,
    outcome: "No further action",
    circumstances: "Verbal argument. Dee, an uncle of the family by her account, left before officers came.",
    childPresent: true,
    childSeen: false,
  }),
  ada("POLICE", "incidents", "2026-11-11", 103, {
    reference: "INC/26/111106",
    occurredAt: "2026-11-11T20:40:00Z",
    type: "Domestic incident, non-crime",
    role: "VICTIM",
    uprn: UPRN,
    outcome: "DASH completed; referred to the hub",
    circumstances: "Third call in nine weeks. Would not name Dee. Baby heard crying in the bedroom.",
    childPresent: true,
    childSeen: false,
  }),
  ada(
    "POLICE",
    "dashAssessments",
    "2026-11-11",
    104,
    { assessedOn: "2026-11-11", score: 11, level: "MEDIUM" },
    {
      nature: "OPINION",
    },
  ),
  ada("POLICE", "involvements", "2026-11-12", 105, {
    service: "POLICE",
    role: "Public protection officer",
    practitioner: "PC 4471",
    contact: phone("020 7946 0171"),
    startedOn: "2026-11-12",
  }),
  micah("POLICE", "incidents", "2026-11-11", 111, {
    reference: "INC/26/111106",
    occurredAt: "2026-11-11T20:40:00Z",
    type: "Domestic incident, non-crime",
    role: "CHILD_PRESENT",
    uprn: UPRN,
    childPresent: true,
    childSeen: false,
  }),
  micah("POLICE", "vulnerabilityNotices", "2026-11-12", 112, {
    raisedOn: "2026-11-12",
    rating: "AMBER",
    circumstances: "Baby in the flat at three verbal incidents; seen at none of them.",
  }),
  ife("POLICE", "incidents", "2026-10-18", 121, {
    reference: "INC/26/101822",
    occurredAt: "2026-10-18T23:05:00Z",
    type: "Domestic incident, non-crime",
    role: "CHILD_PRESENT",
    uprn: UPRN,
    childPresent: true,
    childSeen: false,
  }),
  ife("POLICE", "encompassNotices", "2026-10-19", 122, { notifiedOn: "2026-10-19", schoolUrn: SCHOOL.urn }),
  dean("POLICE", "identifiers", "2009-11-03", 131, { pncId: "2009/0412233Q", forceNominalId: "N-330912" }, UNDATED),
  dean("POLICE", "aliases", "2016-05-27", 132, { name: human("Dee", "Reid", "nickname") }, UNDATED),
  dean("POLICE", "convictions", "2022-08-12", 133, {
    convictedOn: "2022-08-12",
    offence: "Cruelty to a person under sixteen (Children and Young Persons Act 1933 s.1)",
    disposal: "Imprisonment, 4 years 6 months",
    court: "Crown Court",
    spent: false,
  }),
  dean("POLICE", "convictions", "2014-03-21", 134, {
    convictedOn: "2014-03-21",
    offence: "Common assault",
    disposal: "Community order, 12 months",
    court: "Magistrates' court",
    spent: true,
  }),
  dean("POLICE", "warningMarkers", "2022-08-12", 135, { code: "VI", setOn: "2022-08-12" }),
  dean("POLICE", "incidents", "2026-10-27", 136, {
    reference: "INC/26/102751",
    occurredAt: "2026-10-27T08:20:00Z",
    type: "Road traffic: stop",
    role: "SUSPECT",
    uprn: UPRN,
    outcome: "Advice: brake light",
    circumstances: "Gave his name as Dean Reid, Dee to friends, and 12 Larkspur House as where he was staying.",
  }),
];

const housing: readonly DemonstrationItem[] = [
  ada("HOUSING", "addresses", "2023-01-30", 101, { address: HOME, startedOn: "2023-01-30" }),
  ada("HOUSING", "tenancies", "2023-01-30", 102, {
    reference: "T-2210478",
    type: "SECURE",
    startedOn: "2023-01-30",
    landlord: "The council",
    tenure: "LOCAL_AUTHORITY",
  }),
  ada("HOUSING", "tenants", "2023-01-30", 103, {
    name: human("Ada", "Okafor"),
    relationship: "self, sole tenant",
    startedOn: "2023-01-30",
  }),
  ada("HOUSING", "householdMembers", "2026-06-30", 104, {
    name: human("Ife", "Okafor"),
    birthDate: "2018-03-11",
    relationship: "daughter",
    declaredOn: "2026-06-30",
  }),
  ada("HOUSING", "householdMembers", "2026-06-30", 105, {
    name: human("Micah", "Okafor"),
    birthDate: "2026-06-09",
    relationship: "son",
    declaredOn: "2026-06-30",
  }),
  ada("HOUSING", "dwelling", "2026-06-30", 106, { bedrooms: 2, bedroomStandardGap: 0, overcrowded: false }),
  ada("HOUSING", "rentAccount", "2026-11-16", 107, { rentBalancePence: 71225, weeksArrears: 5 }),
  ada(
    "HOUSING",
    "neighbourReports",
    "2026-09-29",
    108,
    {
      reportedOn: "2026-09-29",
      account: "Baby screaming for an hour, man shouting.",
      reportedBy: "Tenant of 14 Larkspur House",
    },
    FROM_A_NEIGHBOUR,
  ),
  ada(
    "HOUSING",
    "neighbourReports",
    "2026-11-04",
    109,
    {
      reportedOn: "2026-11-04",
      account: "Man shouting at night again, baby screaming.",
      reportedBy: "Tenant of 14 Larkspur House",
    },
    FROM_A_NEIGHBOUR,
  ),
  ada(
    "HOUSING",
    "asbCases",
    "2026-11-05",
    110,
    {
      reference: "ASB-5531",
      type: "NUISANCE_TO_OCCUPIER",
      role: "ALLEGED",
      status: "OPEN",
      openedOn: "2026-11-05",
      complainant: "Tenant of 14 Larkspur House",
    },
    FROM_A_NEIGHBOUR,
  ),
  ada("HOUSING", "involvements", "2026-11-05", 111, {
    service: "HOUSING",
    role: "Estate officer",
    practitioner: "M. Stroud",
    contact: phone("020 7946 0181"),
    startedOn: "2026-11-05",
  }),
  dean("HOUSING", "addresses", "2024-11-14", 121, {
    address: address("990000001077", "Room 6, 3 Mill Terrace", "Hayes", "ZZ99 1BB"),
    startedOn: "2024-11-14",
    endedOn: "2026-09-05",
  }),
  dean("HOUSING", "tenancies", "2024-11-14", 122, {
    reference: "L-0091173",
    type: "LICENCE",
    startedOn: "2024-11-14",
    endedOn: "2026-09-05",
    landlord: "Mill Terrace Supported Lettings",
    tenure: "PRIVATE_REGISTERED_PROVIDER",
  }),
];

const education: readonly DemonstrationItem[] = [
  ife(
    "SCHOOL",
    "pupil",
    "2026-10-01",
    101,
    {
      upn: "L312402119001",
      yearGroup: "4",
      firstLanguage: "ENG",
      eal: false,
    },
    UNDATED,
  ),
  ife("SCHOOL", "enrolments", "2022-09-05", 102, { school: SCHOOL, enrolStatus: "C", entryDate: "2022-09-05" }),
  ife("SCHOOL", "attendance", "2026-07-21", 103, {
    from: "2025-09-03",
    to: "2026-07-21",
    attendancePct: 96,
    unauthorisedPct: 0.6,
    schoolAverage: 94.7,
    persistentAbsence: false,
    severeAbsence: false,
  }),
  ife("SCHOOL", "attendance", "2026-11-20", 104, {
    from: "2026-09-02",
    to: "2026-11-20",
    attendancePct: 78,
    unauthorisedPct: 13.5,
    schoolAverage: 94.9,
    persistentAbsence: true,
    severeAbsence: false,
  }),
  ife("SCHOOL", "sessionMarks", "2026-11-12", 105, { date: "2026-11-12", session: "AM", mark: "O" }),
  ife("SCHOOL", "sessionMarks", "2026-11-16", 106, { date: "2026-11-16", session: "AM", mark: "U" }),
  ife("SCHOOL", "entitlements", "2026-10-01", 107, { freeSchoolMeals: true, pupilPremium: true }, UNDATED),
  ife("SCHOOL", "senProvision", "2026-10-01", 108, { provision: "N" }, UNDATED),
  ife(
    "SCHOOL",
    "concernLog",
    "2026-09-28",
    109,
    {
      concernOn: "2026-09-28",
      concernCategory: "Home circumstances",
      action: "Collected by a man we do not know; Ife calls him Uncle Dee. Mother said by phone that this is fine.",
    },
    { by: "Class teacher" },
  ),
  ife(
    "SCHOOL",
    "concernLog",
    "2026-10-20",
    110,
    {
      concernOn: "2026-10-20",
      concernCategory: "Neglect",
      action: "Tired and hungry three mornings this week. Breakfast club offered.",
    },
    { by: "Class teacher", nature: "OPINION" },
  ),
  ife(
    "SCHOOL",
    "encompassReceived",
    "2026-10-19",
    111,
    { receivedOn: "2026-10-19" },
    {
      by: "Designated safeguarding lead",
    },
  ),
  ife("SCHOOL", "involvements", "2026-10-20", 112, {
    service: "EDUCATION",
    role: "Designated safeguarding lead",
    practitioner: "Dilys Morgan",
    team: "Fernhill Way Primary School",
    contact: phone("020 7946 0141"),
    startedOn: "2026-10-20",
  }),
];

const socialCare: readonly DemonstrationItem[] = [
  micah("CSC", "person", "2026-10-19", 101, { laChildId: "C-771204", sex: "M", ethnicity: "BAFR" }, UNDATED),
  micah("CSC", "contacts", "2026-10-19", 102, {
    contactedOn: "2026-10-19",
    source: "6",
    outcome: "NO_FURTHER_ACTION",
  }),
  ife("CSC", "person", "2026-10-19", 103, { laChildId: "C-771203", sex: "F", ethnicity: "BAFR" }, UNDATED),
  ife("CSC", "contacts", "2026-10-19", 104, { contactedOn: "2026-10-19", source: "6", outcome: "NO_FURTHER_ACTION" }),
  ife("EH", "earlyHelpEpisodes", "2026-10-05", 101, {
    startedOn: "2026-10-05",
    reason: "Attendance; mother alone with a new baby",
    organisation: "Early help, north locality",
    worker: "Kemi Balogun",
  }),
  ife("EH", "involvements", "2026-10-05", 102, {
    service: "EARLY_HELP",
    role: "Key worker",
    practitioner: "Kemi Balogun",
    lead: true,
    contact: phone("020 7946 0131"),
    startedOn: "2026-10-05",
  }),
  ada("EH", "involvements", "2026-10-05", 103, {
    service: "EARLY_HELP",
    role: "Key worker",
    practitioner: "Kemi Balogun",
    lead: true,
    contact: phone("020 7946 0131"),
    startedOn: "2026-10-05",
  }),
  ada(
    "EH",
    "familyGroup",
    "2026-10-05",
    104,
    {
      familyId: "F-3108",
      name: human("Ife", "Okafor"),
      birthDate: "2018-03-11",
      relationship: "daughter",
    },
    UNDATED,
  ),
  ada(
    "EH",
    "familyGroup",
    "2026-10-05",
    105,
    {
      familyId: "F-3108",
      name: human("Micah", "Okafor"),
      birthDate: "2026-06-09",
      relationship: "son",
    },
    UNDATED,
  ),
];

export const OKAFOR_REID_ITEMS = [...police, ...housing, ...education, ...socialCare];
