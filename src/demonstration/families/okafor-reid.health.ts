/** Okafor-Reid: what health held. Health visiting writes into the practice's record. */
import type { DemonstrationItem } from "../family";
import { about, human, icd10, MMR, phone, SIX_IN_ONE, snomed, UNDATED } from "./compose";
import { HOME } from "./okafor-reid.items";

const ada = about("okafor-reid/ada");
const micah = about("okafor-reid/micah");
const ife = about("okafor-reid/ife");

const PRACTICE = { practiceCode: "ZZ1001", practiceName: "Fernhill Surgery" };

export const OKAFOR_REID_HEALTH: readonly DemonstrationItem[] = [
  ada(
    "GP",
    "patient",
    "2026-06-20",
    101,
    {
      nhsNumber: "9990001006",
      nhsNumberVerificationStatus: "01",
      name: human("Ada", "Okafor"),
      birthDate: "1999-04-18",
      gender: "female",
      ethnicCategory: "N",
      language: "en",
      interpreterRequired: false,
    },
    UNDATED,
  ),
  ada("GP", "contactDetails", "2026-06-20", 102, { address: HOME, telecom: [phone("01632 960112")] }, UNDATED),
  ada("GP", "gpRegistration", "2023-02-06", 103, { ...PRACTICE, registeredFrom: "2023-02-06" }),
  ada("GP", "involvements", "2023-02-06", 104, {
    service: "GENERAL_PRACTICE",
    role: "General practitioner",
    practitioner: "Dr L. Vane",
    team: "Fernhill Surgery",
    contact: phone("01632 960120"),
    startedOn: "2023-02-06",
  }),
  ada(
    "GP",
    "riskToChildFromIllness",
    "2026-10-09",
    105,
    {
      statement:
        "Low mood since the birth, poor sleep. Asked for sertraline; started. Came alone. What this means for the children was not explored.",
    },
    { nature: "OPINION" },
  ),
  ada("GP", "adultMentalHealth", "2026-10-09", 106, { open: false }),
  ada(
    "HOSP",
    "admissions",
    "2026-06-09",
    101,
    {
      admittedOn: "2026-06-09",
      dischargedOn: "2026-06-11",
      diagnoses: [icd10("O80", "Single spontaneous delivery")],
      siteCode: "ZZH01",
      siteName: "Brookvale Hospital",
    },
    { by: "Midwife" },
  ),
  micah(
    "GP",
    "patient",
    "2026-06-20",
    111,
    {
      nhsNumber: "9990001014",
      nhsNumberVerificationStatus: "01",
      name: human("Micah", "Okafor"),
      birthDate: "2026-06-09",
      gender: "male",
      language: "en",
    },
    UNDATED,
  ),
  micah("GP", "contactDetails", "2026-06-20", 112, { address: HOME }, UNDATED),
  micah("GP", "gpRegistration", "2026-06-20", 113, { ...PRACTICE, registeredFrom: "2026-06-20" }),
  micah(
    "GP",
    "involvements",
    "2026-06-21",
    114,
    {
      service: "HEALTH_VISITING",
      role: "Health visitor",
      practitioner: "J. Amadi",
      team: "Uxbridge 0-19 team",
      contact: phone("01632 960131"),
      startedOn: "2026-06-21",
    },
    { by: "Health visitor" },
  ),
  micah(
    "GP",
    "mandatedReviews",
    "2026-06-21",
    115,
    { review: "NEW_BIRTH", status: "DONE", doneOn: "2026-06-21" },
    {
      by: "Health visitor",
    },
  ),
  micah(
    "GP",
    "mandatedReviews",
    "2026-08-04",
    116,
    {
      review: "SIX_TO_EIGHT_WEEKS",
      status: "LATE",
      dueOn: "2026-08-04",
    },
    { by: "Health visitor" },
  ),
  micah(
    "GP",
    "wasNotBrought",
    "2026-08-04",
    117,
    {
      appointmentOn: "2026-08-04",
      setting: "COMMUNITY",
      reason: "Six to eight week review. No answer to two calls.",
    },
    { by: "Health visitor" },
  ),
  micah(
    "GP",
    "wasNotBrought",
    "2026-09-15",
    118,
    {
      appointmentOn: "2026-09-15",
      setting: "GP",
      reason: "Second vaccines. Mother said by text that it was not a good day.",
    },
    { by: "Practice nurse" },
  ),
  micah("GP", "wasNotBrought12m", "2026-09-15", 119, { count: 2 }),
  micah(
    "GP",
    "immunisations",
    "2026-08-18",
    120,
    {
      vaccine: SIX_IN_ONE,
      givenOn: "2026-08-18",
      status: "completed",
      overdue: false,
    },
    { by: "Practice nurse" },
  ),
  micah(
    "GP",
    "immunisations",
    "2026-09-15",
    121,
    { vaccine: SIX_IN_ONE, status: "not-done", overdue: true },
    {
      by: "Practice nurse",
    },
  ),
  micah(
    "HOSP",
    "edAttendances",
    "2026-11-14",
    111,
    {
      arrivedAt: "2026-11-14T19:42:00Z",
      chiefComplaint: snomed("127278005", "Bruise to upper arm, 3 cm; mother says he rolled on a toy"),
      diagnoses: [snomed("125667009", "Contusion")],
      leftBeforeSeen: true,
      siteCode: "ZZH01",
      siteName: "Brookvale Hospital, emergency department",
    },
    { by: "Triage nurse" },
  ),
  ife(
    "GP",
    "patient",
    "2023-02-06",
    131,
    {
      nhsNumber: "9990001022",
      nhsNumberVerificationStatus: "01",
      name: human("Ife", "Okafor"),
      birthDate: "2018-03-11",
      gender: "female",
      language: "en",
    },
    UNDATED,
  ),
  ife("GP", "gpRegistration", "2023-02-06", 132, { ...PRACTICE, registeredFrom: "2023-02-06" }),
  ife("GP", "immunisations", "2021-07-19", 133, { vaccine: MMR, givenOn: "2021-07-19", status: "completed" }),
];
