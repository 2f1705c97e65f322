/**
 * Kowalczyk: what each agency held, alone. Every new place in here is what must never come out: the words of the other
 * items name none of them, as the people who write such records are trained to do.
 */
import type { DemonstrationItem } from "../family";
import { about, address, human, phone, UNDATED, type Said } from "./compose";

const ewa = about("kowalczyk/ewa");
const ola = about("kowalczyk/ola");
const jan = about("kowalczyk/jan");
const piotr = about("kowalczyk/piotr");

/** On the husband's own record an order says where he must not go: that too says where they are. */
const PLACES_STAY_SECRET: Said = { restrictions: [{ code: "X-REFUGE" }] };
export const OPINION: Said = { nature: "OPINION" };
const OLD_UPRN = "990000004027";
const OLD_HOME = address(OLD_UPRN, "27 Tanner's Reach", "Bermondsey", "ZZ99 4AA");
export const REFUGE = address("990000004999", "Hollin House", "Averdale", "ZZ99 4ZZ");
const OLD_SCHOOL = { urn: "990410", laestab: "2109941", name: "Tanner's Reach Primary School" };
const NEW_SCHOOL = { urn: "990499", laestab: "9999949", name: "Averdale Green Primary School" };

const police: readonly DemonstrationItem[] = [
  ewa("POLICE", "incidents", "2026-07-12", 401, {
    reference: "INC/26/071288",
    occurredAt: "2026-07-12T23:30:00Z",
    type: "Domestic incident, non-crime",
    role: "VICTIM",
    uprn: OLD_UPRN,
    outcome: "Safety advice",
    circumstances: "Husband drunk, furniture broken. Ola had rung.",
    childPresent: true,
    childSeen: true,
    voiceOfChild: "Ola said she stays awake until her father sleeps.",
  }),
  ewa(
    "POLICE",
    "incidents",
    "2026-10-19",
    402,
    {
      reference: "INC/26/101907",
      occurredAt: "2026-10-19T21:55:00Z",
      type: "Domestic incident, crime recorded",
      role: "VICTIM",
      uprn: OLD_UPRN,
      outcome: "Arrest",
      circumstances: "Held by the throat in front of both children. Threatened that no court would keep them from him.",
      childPresent: true,
      childSeen: true,
    },
    { nature: "ALLEGATION" },
  ),
  ewa("POLICE", "dashAssessments", "2026-10-20", 403, { assessedOn: "2026-10-20", score: 19, level: "HIGH" }, OPINION),
  ewa(
    "POLICE",
    "maracCases",
    "2026-10-29",
    404,
    {
      reference: "MARAC-26-1184",
      heardOn: "2026-10-29",
      actions: [
        "Refuge to be found before the husband is told of the order.",
        "No agency gives out, or confirms, where the family is.",
        "Cousin of the husband works in council housing: conflict of interest recorded.",
      ],
    },
    { by: "MARAC coordinator" },
  ),
  ewa("POLICE", "protectiveOrders", "2026-10-30", 405, {
    type: "NMO",
    startedOn: "2026-10-30",
    endsOn: "2027-10-30",
    conditions: "No violence or threats; no contact but through solicitors.",
    places: ["27 Tanner's Reach", "Hollin House"],
  }),
  ewa(
    "POLICE",
    "crimes",
    "2026-10-19",
    406,
    {
      offence: "Intentional strangulation",
      committedOn: "2026-10-19",
      place: "27 Tanner's Reach",
      role: "VICTIM",
      status: "Under investigation",
    },
    { nature: "ALLEGATION" },
  ),
  ewa("POLICE", "involvements", "2026-10-20", 407, {
    service: "POLICE",
    role: "Domestic abuse safeguarding officer",
    practitioner: "DC 5102",
    contact: phone("020 7946 0471"),
    startedOn: "2026-10-20",
  }),
  ola("POLICE", "incidents", "2026-10-19", 411, {
    reference: "INC/26/101907",
    occurredAt: "2026-10-19T21:55:00Z",
    type: "Domestic incident, crime recorded",
    role: "CHILD_PRESENT",
    uprn: OLD_UPRN,
    childPresent: true,
    childSeen: true,
  }),
  ola("POLICE", "encompassNotices", "2026-10-20", 412, { notifiedOn: "2026-10-20", schoolUrn: OLD_SCHOOL.urn }),
  jan("POLICE", "vulnerabilityNotices", "2026-10-20", 421, {
    raisedOn: "2026-10-20",
    rating: "RED",
    circumstances: "Behind the sofa when officers came in. Did not speak.",
  }),
  piotr("POLICE", "identifiers", "2014-02-08", 431, { pncId: "2014/0081250C", forceNominalId: "N-418830" }, UNDATED),
  piotr("POLICE", "arrests", "2026-10-19", 432, {
    arrestedOn: "2026-10-19",
    reason: "Intentional strangulation of his wife",
  }),
  piotr(
    "POLICE",
    "bailConditions",
    "2026-10-20",
    433,
    {
      startedOn: "2026-10-20",
      endsOn: "2027-01-18",
      condition: "Not to contact his wife or the children, directly or through anybody.",
      places: ["27 Tanner's Reach while they live there"],
    },
    PLACES_STAY_SECRET,
  ),
  piotr(
    "POLICE",
    "protectiveOrders",
    "2026-10-30",
    434,
    {
      type: "NMO",
      startedOn: "2026-10-30",
      endsOn: "2027-10-30",
      conditions: "No violence or threats; no contact but through solicitors.",
      places: ["27 Tanner's Reach", "Hollin House"],
    },
    PLACES_STAY_SECRET,
  ),
  piotr("POLICE", "convictions", "2014-02-27", 435, {
    convictedOn: "2014-02-27",
    offence: "Common assault",
    disposal: "Fine",
    court: "Magistrates' court",
    spent: true,
  }),
  piotr("POLICE", "warningMarkers", "2026-10-20", 436, { code: "VI", setOn: "2026-10-20" }),
  piotr(
    "POLICE",
    "incidents",
    "2026-11-18",
    437,
    {
      reference: "INC/26/111833",
      occurredAt: "2026-11-18T11:20:00Z",
      type: "Report of harassment",
      role: "SUSPECT",
      outcome: "Recorded; housing advised to keep its log",
      reportedBy: "Council housing, customer services",
      circumstances:
        "Rings the council every week, pays the old rent and asks for a forwarding address for the children's post.",
    },
    { nature: "ALLEGATION" },
  ),
];

const housing: readonly DemonstrationItem[] = [
  ewa("HOUSING", "addresses", "2026-11-03", 401, { address: REFUGE, startedOn: "2026-11-03" }),
  ewa("HOUSING", "addresses", "2019-06-17", 402, {
    address: OLD_HOME,
    startedOn: "2019-06-17",
    endedOn: "2026-11-03",
  }),
  ewa("HOUSING", "tenancies", "2019-06-17", 403, {
    reference: "T-1904410",
    type: "SECURE",
    startedOn: "2019-06-17",
    landlord: "The council",
    tenure: "LOCAL_AUTHORITY",
  }),
  ewa("HOUSING", "tenancies", "2026-11-03", 404, {
    reference: "L-0110207",
    type: "LICENCE",
    startedOn: "2026-11-03",
    landlord: "Hollin House",
    tenure: "OTHER",
  }),
  ewa("HOUSING", "homelessnessApplications", "2026-10-30", 405, {
    homelessCaseId: "H-26-20981",
    appliedOn: "2026-10-30",
    reasonForLoss: "DOMESTIC_ABUSE",
    supportNeeds: ["DOMESTIC_ABUSE", "MENTAL_HEALTH"],
  }),
  ewa("HOUSING", "homelessnessDuties", "2026-10-30", 406, {
    homelessCaseId: "H-26-20981",
    duty: "RELIEF",
    startedOn: "2026-10-30",
  }),
  ewa("HOUSING", "temporaryAccommodation", "2026-11-03", 407, {
    type: "HOSTEL",
    startedOn: "2026-11-03",
    address: REFUGE,
    moves: 0,
  }),
  ewa("HOUSING", "involvements", "2026-11-03", 408, {
    service: "DOMESTIC_ABUSE",
    role: "Independent domestic violence adviser",
    practitioner: "F. Adair",
    team: "Hollin House",
    contact: phone("01632 960499"),
    startedOn: "2026-11-03",
  }),
  ewa("HOUSING", "involvements", "2026-10-30", 409, {
    service: "HOUSING",
    role: "Housing options officer",
    practitioner: "Lena Fischer",
    contact: phone("020 7946 0481"),
    startedOn: "2026-10-30",
  }),
  piotr("HOUSING", "addresses", "2019-06-17", 431, { address: OLD_HOME, startedOn: "2019-06-17" }),
  piotr("HOUSING", "tenancies", "2019-06-17", 432, {
    reference: "T-1904410",
    type: "SECURE",
    startedOn: "2019-06-17",
    landlord: "The council",
    tenure: "LOCAL_AUTHORITY",
  }),
  piotr("HOUSING", "rentAccount", "2026-11-16", 433, { rentBalancePence: -2150, weeksArrears: 0 }),
  piotr("HOUSING", "involvements", "2026-11-05", 434, {
    service: "HOUSING",
    role: "Customer services: one named officer takes his weekly calls, and gives no address",
    practitioner: "S. Dormer",
    contact: phone("020 7946 0482"),
    startedOn: "2026-11-05",
  }),
];

const education: readonly DemonstrationItem[] = [
  ola("SCHOOL-210", "enrolments", "2021-09-06", 401, {
    school: OLD_SCHOOL,
    enrolStatus: "C",
    entryDate: "2021-09-06",
    leavingDate: "2026-11-06",
  }),
  ola("SCHOOL-210", "attendance", "2026-11-03", 402, {
    from: "2026-09-02",
    to: "2026-11-03",
    attendancePct: 86.2,
    unauthorisedPct: 7.4,
    schoolAverage: 94.1,
    persistentAbsence: true,
    severeAbsence: false,
  }),
  ola("SCHOOL-210", "youngCarer", "2026-10-01", 403, { youngCarer: "S" }, UNDATED),
  ola(
    "SCHOOL-210",
    "concernLog",
    "2026-09-24",
    404,
    {
      concernOn: "2026-09-24",
      concernCategory: "Young carer",
      action: "Late because she dresses and feeds her brother. Interprets for her mother at the surgery.",
    },
    { by: "Class teacher" },
  ),
  ola(
    "SCHOOL-210",
    "encompassReceived",
    "2026-10-20",
    405,
    { receivedOn: "2026-10-20" },
    {
      by: "Designated safeguarding lead",
    },
  ),
  ola(
    "SCHOOL-210",
    "childMissingEducation",
    "2026-11-06",
    406,
    { startedOn: "2026-11-06", endedOn: "2026-11-16" },
    {
      by: "Attendance officer",
    },
  ),
  ola(
    "SCHOOL",
    "pupil",
    "2026-11-16",
    411,
    {
      upn: "A312203321012",
      yearGroup: "5",
      firstLanguage: "POL",
      eal: true,
    },
    UNDATED,
  ),
  ola("SCHOOL", "enrolments", "2026-11-16", 412, { school: NEW_SCHOOL, enrolStatus: "C", entryDate: "2026-11-16" }),
  ola("SCHOOL", "attendance", "2026-11-20", 413, {
    from: "2026-11-16",
    to: "2026-11-20",
    attendancePct: 100,
    schoolAverage: 94.6,
    persistentAbsence: false,
  }),
  ola("SCHOOL", "schoolMoves", "2026-11-16", 414, { nonTransitional12m: 1 }, UNDATED),
  ola("SCHOOL", "involvements", "2026-11-16", 415, {
    service: "EDUCATION",
    role: "Designated safeguarding lead",
    team: "Averdale Green Primary School",
    contact: phone("01632 960497"),
    startedOn: "2026-11-16",
  }),
  jan("SCHOOL", "senProvision", "2026-11-17", 421, { provision: "K", needs: ["SLCN"] }, UNDATED),
];

const socialCare: readonly DemonstrationItem[] = [
  ola("CSC-210", "referrals", "2026-08-03", 401, {
    referredOn: "2026-08-03",
    source: "6",
    noFurtherAction: false,
    outcome: "ASSESSMENT",
    primaryNeed: "N5",
    closedOn: "2026-11-09",
    closureReason: "RC5",
  }),
  ola("CSC-210", "childInNeedPlans", "2026-09-21", 402, { startedOn: "2026-09-21", endedOn: "2026-11-09" }),
  jan("CSC-210", "childInNeedPlans", "2026-09-21", 403, { startedOn: "2026-09-21", endedOn: "2026-11-09" }),
  ola(
    "CSC-210",
    "assessments",
    "2026-08-05",
    404,
    {
      startedOn: "2026-08-05",
      authorisedOn: "2026-09-18",
      childSeen: true,
      factors: ["1B", "3B", "7A"],
      analysis: "Drinking and violence by the father; Ola looks after everybody.",
    },
    OPINION,
  ),
  ola("CSC", "s47Enquiries", "2026-11-10", 401, { startedOn: "2026-11-10" }),
  jan("CSC", "s47Enquiries", "2026-11-10", 402, { startedOn: "2026-11-10" }),
  ola("CSC", "voiceOfChild", "2026-11-13", 403, {
    recordedOn: "2026-11-13",
    views: "Wants to know who feeds the cat, and that her father cannot find them.",
  }),
  ola("CSC", "involvements", "2026-11-10", 404, {
    service: "CHILDRENS_SOCIAL_CARE",
    role: "Social worker",
    practitioner: "Shona Mackie",
    lead: true,
    contact: phone("020 7946 0431"),
    startedOn: "2026-11-10",
  }),
  jan(
    "CSC",
    "familyGroup",
    "2026-11-10",
    405,
    {
      familyId: "F-3377",
      name: human("Ola", "Kowalczyk"),
      birthDate: "2017-02-22",
      relationship: "sister",
    },
    UNDATED,
  ),
];

export const KOWALCZYK_ITEMS = [...police, ...housing, ...education, ...socialCare];
