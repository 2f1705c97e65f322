/** Bennett-Lowe: what each agency held, alone, over fourteen months. */
import type { DemonstrationItem, PersonKey } from "../family";
import { about, address, human, icd10, MMR, phone, snomed, UNDATED, type Said } from "./compose";

const skye = about("bennett-lowe/skye");
const reece = about("bennett-lowe/reece");
const poppy = about("bennett-lowe/poppy");
const carol = about("bennett-lowe/carol");
const tom = about("bennett-lowe/tom");

const HOME = address("990000005006", "6 Pound Close", "Leominster", "ZZ99 5AA");
const SECONDARY = { urn: "990501", laestab: "8849951", name: "Arrow Bridge High School" };
const PRIMARY = { urn: "990502", laestab: "8849952", name: "Pinsley Primary School" };
const PRACTICE = { practiceCode: "ZZ5001", practiceName: "Pinsley Surgery" };
const TEACHER: Said = { by: "Class teacher" };
const TEACHER_VIEW: Said = { ...TEACHER, nature: "OPINION" };

const education: readonly DemonstrationItem[] = [
  skye("SCHOOL", "pupil", "2026-10-01", 501, { upn: "U884403214003", yearGroup: "8", firstLanguage: "ENG" }, UNDATED),
  skye("SCHOOL", "enrolments", "2025-09-03", 502, { school: SECONDARY, enrolStatus: "C", entryDate: "2025-09-03" }),
  skye("SCHOOL", "attendance", "2026-11-20", 503, {
    from: "2026-09-02",
    to: "2026-11-20",
    attendancePct: 84,
    unauthorisedPct: 6.8,
    schoolAverage: 92.6,
    persistentAbsence: true,
    severeAbsence: false,
  }),
  skye("SCHOOL", "senProvision", "2026-01-20", 504, { provision: "K", needs: ["SEMH"] }, UNDATED),
  skye("SCHOOL", "entitlements", "2026-10-01", 505, { freeSchoolMeals: true, pupilPremium: true }, UNDATED),
  skye(
    "SCHOOL",
    "concernLog",
    "2025-10-07",
    506,
    {
      concernOn: "2025-10-07",
      concernCategory: "Hygiene",
      action: "Smells of damp and smoke; others move away from her. Uniform lent.",
    },
    { by: "Form tutor" },
  ),
  skye(
    "SCHOOL",
    "concernLog",
    "2026-02-12",
    507,
    {
      concernOn: "2026-02-12",
      concernCategory: "Health",
      action: "Head lice for the third time this year. Letter home.",
    },
    { by: "First aider" },
  ),
  skye(
    "SCHOOL",
    "concernLog",
    "2026-06-18",
    508,
    {
      concernOn: "2026-06-18",
      concernCategory: "Friendships",
      action: "Eats alone. Says that nobody may come home with her.",
    },
    { by: "Form tutor", nature: "OPINION" },
  ),
  reece("SCHOOL", "pupil", "2026-10-01", 511, { yearGroup: "3", firstLanguage: "ENG" }, UNDATED),
  reece("SCHOOL", "enrolments", "2023-09-05", 512, { school: PRIMARY, enrolStatus: "C", entryDate: "2023-09-05" }),
  reece("SCHOOL", "attendance", "2026-11-20", 513, {
    from: "2026-09-02",
    to: "2026-11-20",
    attendancePct: 90.4,
    unauthorisedPct: 2.9,
    schoolAverage: 94.8,
    persistentAbsence: false,
  }),
  reece(
    "SCHOOL",
    "concernLog",
    "2025-11-19",
    514,
    {
      concernOn: "2025-11-19",
      concernCategory: "Neglect",
      action: "Hungry every morning. Toast kept for him.",
    },
    TEACHER,
  ),
  reece(
    "SCHOOL",
    "concernLog",
    "2026-09-15",
    515,
    {
      concernOn: "2026-09-15",
      concernCategory: "Neglect",
      action: "Hides food in his tray and his sleeves. Spoke to his mother and began an assessment with her.",
    },
    TEACHER_VIEW,
  ),
  reece("SCHOOL", "involvements", "2026-09-15", 516, {
    service: "EDUCATION",
    role: "Class teacher; began the common assessment",
    practitioner: "T. Gwilt",
    team: "Pinsley Primary School",
    contact: phone("01632 960541"),
    startedOn: "2026-09-15",
  }),
  poppy(
    "SCHOOL",
    "twoYearOffer",
    "2025-09-01",
    521,
    { eligible: true, takenUp: false, hours: 0 },
    {
      by: "Early years entitlements officer",
    },
  ),
];

const missed = (
  who: typeof reece,
  number: number,
  day: string,
  setting: "OTHER" | "COMMUNITY" | "HOSPITAL",
  reason: string,
): DemonstrationItem => who("GP", "wasNotBrought", day, number, { appointmentOn: day, setting, reason });

const health: readonly DemonstrationItem[] = [
  skye(
    "GP",
    "patient",
    "2019-01-14",
    501,
    {
      nhsNumber: "9990001138",
      nhsNumberVerificationStatus: "01",
      name: human("Skye", "Bennett"),
      birthDate: "2014-02-19",
      gender: "female",
    },
    UNDATED,
  ),
  skye("GP", "gpRegistration", "2019-01-14", 502, { ...PRACTICE, registeredFrom: "2019-01-14" }),
  reece(
    "GP",
    "patient",
    "2019-07-15",
    511,
    {
      nhsNumber: "9990001146",
      nhsNumberVerificationStatus: "01",
      name: human("Reece", "Bennett"),
      birthDate: "2019-06-30",
      gender: "male",
    },
    UNDATED,
  ),
  reece("GP", "gpRegistration", "2019-07-15", 512, { ...PRACTICE, registeredFrom: "2019-07-15" }),
  missed(reece, 513, "2025-11-04", "OTHER", "Dentist, check-up."),
  missed(reece, 514, "2026-01-13", "OTHER", "Dentist, pain. Rang to say the car was off the road."),
  missed(reece, 515, "2026-03-10", "HOSPITAL", "Dental pre-assessment."),
  missed(reece, 516, "2026-08-25", "OTHER", "Dentist, after the extractions."),
  reece("GP", "wasNotBrought12m", "2026-08-25", 517, { count: 4 }),
  reece(
    "HOSP",
    "admissions",
    "2026-05-21",
    511,
    {
      admittedOn: "2026-05-21",
      dischargedOn: "2026-05-21",
      diagnoses: [icd10("K02.9", "Dental caries: eight teeth taken out under general anaesthetic")],
      siteCode: "ZZH05",
      siteName: "Lugg Valley Hospital, day surgery",
    },
    { by: "Paediatric dentist" },
  ),
  reece("HOSP", "conditions", "2026-05-21", 512, {
    condition: snomed("80967001", "Dental caries"),
    clinicalStatus: "active",
  }),
  poppy(
    "GP",
    "patient",
    "2024-06-10",
    521,
    {
      nhsNumber: "9990001154",
      nhsNumberVerificationStatus: "01",
      name: human("Poppy", "Bennett"),
      birthDate: "2023-05-17",
      gender: "female",
    },
    UNDATED,
  ),
  poppy("GP", "gpRegistration", "2024-06-10", 522, { ...PRACTICE, registeredFrom: "2024-06-10" }),
  poppy(
    "GP",
    "mandatedReviews",
    "2025-11-17",
    523,
    {
      review: "TWO_TO_TWO_AND_A_HALF_YEARS",
      status: "LATE",
      dueOn: "2025-11-17",
    },
    { by: "Health visitor" },
  ),
  missed(poppy, 524, "2025-11-17", "COMMUNITY", "Two year review, at the clinic."),
  missed(poppy, 525, "2026-02-03", "COMMUNITY", "Two year review, at home: no answer."),
  poppy("GP", "wasNotBrought12m", "2026-02-03", 526, { count: 2 }),
  poppy(
    "GP",
    "immunisations",
    "2026-09-17",
    527,
    { vaccine: MMR, status: "not-done", overdue: true },
    {
      by: "Practice nurse",
    },
  ),
  poppy(
    "GP",
    "involvements",
    "2024-06-24",
    528,
    {
      service: "HEALTH_VISITING",
      role: "Health visitor",
      practitioner: "D. Pugh",
      contact: phone("01632 960531"),
      startedOn: "2024-06-24",
    },
    { by: "Health visitor" },
  ),
  carol(
    "GP",
    "patient",
    "2008-03-31",
    531,
    {
      nhsNumber: "9990001111",
      nhsNumberVerificationStatus: "01",
      name: human("Carol", "Lowe"),
      birthDate: "1985-03-05",
      gender: "female",
    },
    UNDATED,
  ),
  carol(
    "GP",
    "riskToChildFromIllness",
    "2026-04-14",
    532,
    {
      statement: "Depression for many years, worse since the winter. Some days does not get up; the children manage.",
    },
    { nature: "OPINION" },
  ),
  carol("MHT", "adultMentalHealth", "2026-06-02", 531, {
    open: true,
    team: "Leominster recovery team",
    careCoordinator: "I. Farr",
    mentalHealthActStatus: "01",
  }),
  carol("MHT", "involvements", "2026-06-02", 532, {
    service: "MENTAL_HEALTH",
    role: "Care coordinator",
    practitioner: "I. Farr",
    contact: phone("01632 960551"),
    startedOn: "2026-06-02",
  }),
  tom("GP", "substanceUse", "2026-07-22", 541, { observedOn: "2026-07-22", auditScore: 23 }),
  tom("MHT", "involvements", "2026-08-11", 541, {
    service: "SUBSTANCE_MISUSE",
    role: "Alcohol worker",
    contact: phone("01632 960552"),
    startedOn: "2026-08-11",
    endedOn: "2026-09-30",
  }),
];

/** A home is a child's home too: housing holds its state for everybody who lives there. */
function home(person: PersonKey, number: number): DemonstrationItem[] {
  const resident = about(person);
  return [
    resident("HOUSING", "tenancies", "2016-05-09", number, {
      reference: "T-0884120",
      type: "ASSURED",
      startedOn: "2016-05-09",
      landlord: "Marches Homes",
      tenure: "PRIVATE_REGISTERED_PROVIDER",
    }),
    resident("HOUSING", "dwelling", "2026-11-02", number + 1, {
      bedrooms: 3,
      bedroomStandardGap: 0,
      overcrowded: false,
      noAccessVisits12m: 7,
    }),
    resident("HOUSING", "hazards", "2025-12-03", number + 2, { hazard: "1", category: "1", reportedOn: "2025-12-03" }),
  ];
}

const housing: readonly DemonstrationItem[] = [
  ...home("bennett-lowe/carol", 501),
  ...home("bennett-lowe/skye", 511),
  ...home("bennett-lowe/reece", 521),
  ...home("bennett-lowe/poppy", 531),
  carol("HOUSING", "addresses", "2016-05-09", 541, { address: HOME, startedOn: "2016-05-09" }),
  carol(
    "HOUSING",
    "hazards",
    "2026-07-08",
    542,
    { hazard: "15", category: "2", reportedOn: "2026-07-08" },
    {
      by: "Surveyor: rooms full to the ceiling, hoarding",
      nature: "OPINION",
    },
  ),
  carol(
    "HOUSING",
    "hazards",
    "2026-07-08",
    543,
    { hazard: "24", category: "1", reportedOn: "2026-07-08" },
    {
      by: "Surveyor: one way out, and it is blocked",
      nature: "OPINION",
    },
  ),
  carol("HOUSING", "rentAccount", "2026-11-16", 544, { rentBalancePence: 33610, weeksArrears: 3 }),
  skye("HOUSING", "involvements", "2025-12-03", 545, {
    service: "HOUSING",
    role: "Neighbourhood officer",
    practitioner: "V. Teague",
    contact: phone("01632 960561"),
    startedOn: "2025-12-03",
  }),
];

const police: readonly DemonstrationItem[] = [
  tom(
    "POLICE",
    "incidents",
    "2026-03-28",
    541,
    {
      reference: "INC/26/032871",
      occurredAt: "2026-03-28T22:05:00Z",
      type: "Anti-social behaviour: nuisance",
      role: "SUSPECT",
      uprn: "990000005006",
      outcome: "Words of advice",
      reportedBy: "A neighbour",
      circumstances: "Loud music, drunk in the close. Children in the window.",
      childPresent: true,
      childSeen: false,
    },
    { restrictions: [{ code: "X-THIRD-PARTY" }] },
  ),
  tom("POLICE", "incidents", "2026-08-02", 542, {
    reference: "INC/26/080214",
    occurredAt: "2026-08-02T13:30:00Z",
    type: "Dog dangerously out of control",
    role: "SUSPECT",
    uprn: "990000005006",
    outcome: "Community resolution",
    circumstances: "The family's dog bit a delivery driver.",
  }),
];

const help: readonly DemonstrationItem[] = [
  reece("EH", "earlyHelpEpisodes", "2026-09-28", 501, {
    startedOn: "2026-09-28",
    reason: "Common assessment begun by the class teacher, with his mother",
    organisation: "Early help, north locality",
    worker: "Kemi Balogun",
  }),
  skye(
    "EH",
    "earlyHelpEpisodes",
    "2025-09-22",
    502,
    {
      startedOn: "2025-09-22",
      reason: "Food bank: eleven vouchers in fourteen months",
      organisation: "WISH",
    },
    { by: "Voluntary adviser" },
  ),
  ...[skye, reece, poppy].map((child, i) =>
    child("EH", "involvements", "2026-09-28", 503 + i, {
      service: "EARLY_HELP",
      role: "Key worker",
      practitioner: "Kemi Balogun",
      lead: true,
      contact: phone("01632 960521"),
      startedOn: "2026-09-28",
    }),
  ),
  carol(
    "EH",
    "familyGroup",
    "2026-09-28",
    506,
    {
      familyId: "F-8840",
      name: human("Tom", "Bennett"),
      birthDate: "1982-08-21",
      relationship: "partner",
    },
    UNDATED,
  ),
  skye("CSC", "contacts", "2026-02-16", 501, {
    contactedOn: "2026-02-16",
    source: "2A",
    outcome: "INFORMATION_AND_ADVICE",
  }),
  reece("CSC", "contacts", "2026-05-26", 502, {
    contactedOn: "2026-05-26",
    source: "3F",
    outcome: "NO_FURTHER_ACTION",
  }),
];

export const BENNETT_LOWE_ITEMS = [...education, ...health, ...housing, ...police, ...help];
