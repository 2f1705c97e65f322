/** Kowalczyk: what health held, the new surgery included, which must never come out. */
import type { DemonstrationItem } from "../family";
import { about, human, MMR, phone, snomed, UNDATED } from "./compose";
import { OPINION, REFUGE } from "./kowalczyk.items";

const ewa = about("kowalczyk/ewa");
const ola = about("kowalczyk/ola");
const jan = about("kowalczyk/jan");
const piotr = about("kowalczyk/piotr");

const OLD_PRACTICE = { practiceCode: "ZZ4001", practiceName: "Reach Medical Centre" };
const NEW_PRACTICE = { practiceCode: "ZZ4999", practiceName: "Averdale Surgery" };

export const KOWALCZYK_HEALTH: readonly DemonstrationItem[] = [
  ewa(
    "GP",
    "patient",
    "2026-11-06",
    401,
    {
      nhsNumber: "9990001073",
      nhsNumberVerificationStatus: "01",
      name: human("Ewa", "Kowalczyk"),
      birthDate: "1992-08-30",
      gender: "female",
      ethnicCategory: "C",
      language: "pl",
      interpreterRequired: true,
    },
    UNDATED,
  ),
  ewa("GP", "contactDetails", "2026-11-06", 402, { address: REFUGE, telecom: [phone("01632 960473")] }, UNDATED),
  ewa("GP", "gpRegistration", "2019-07-01", 403, { ...OLD_PRACTICE, registeredFrom: "2019-07-01" }),
  ewa("GP", "gpRegistration", "2026-11-06", 404, { ...NEW_PRACTICE, registeredFrom: "2026-11-06" }),
  ewa(
    "GP",
    "riskToChildFromIllness",
    "2026-11-06",
    405,
    {
      statement: "Antidepressants since 2024, taken well. Exhausted and afraid; cares for the children with warmth.",
    },
    OPINION,
  ),
  ewa("GP", "adultMentalHealth", "2026-11-06", 406, { open: false }),
  ewa("GP", "involvements", "2026-11-06", 407, {
    service: "GENERAL_PRACTICE",
    role: "General practitioner, temporary registration",
    practitioner: "Dr A. Holm",
    team: "Averdale Surgery",
    contact: phone("01632 960498"),
    startedOn: "2026-11-06",
  }),
  ewa("HOSP", "edAttendances", "2026-10-20", 401, {
    arrivedAt: "2026-10-20T00:40:00Z",
    chiefComplaint: snomed("125667009", "Bruising to the neck, hoarse; says her husband held her throat"),
    leftBeforeSeen: false,
    siteCode: "ZZH04",
    siteName: "Tooley Reach Hospital, emergency department",
  }),
  ola(
    "GP",
    "patient",
    "2026-11-06",
    411,
    {
      nhsNumber: "9990001081",
      nhsNumberVerificationStatus: "01",
      name: human("Ola", "Kowalczyk"),
      birthDate: "2017-02-22",
      gender: "female",
      language: "pl",
    },
    UNDATED,
  ),
  ola("GP", "gpRegistration", "2026-11-06", 412, { ...NEW_PRACTICE, registeredFrom: "2026-11-06" }),
  ola("GP", "immunisations", "2020-09-14", 413, { vaccine: MMR, givenOn: "2020-09-14", status: "completed" }),
  jan(
    "GP",
    "patient",
    "2026-11-06",
    421,
    {
      nhsNumber: "9990001103",
      nhsNumberVerificationStatus: "01",
      name: human("Jan", "Kowalczyk"),
      birthDate: "2022-05-24",
      gender: "male",
      language: "pl",
    },
    UNDATED,
  ),
  jan("GP", "gpRegistration", "2026-11-06", 422, { ...NEW_PRACTICE, registeredFrom: "2026-11-06" }),
  jan(
    "GP",
    "mandatedReviews",
    "2024-10-15",
    423,
    {
      review: "TWO_TO_TWO_AND_A_HALF_YEARS",
      status: "DONE",
      dueOn: "2024-11-24",
      doneOn: "2024-10-15",
      asq3: { communication: 15, grossMotor: 50, fineMotor: 45, problemSolving: 40, personalSocial: 35 },
    },
    { by: "Health visitor" },
  ),
  jan("GP", "conditions", "2025-03-04", 424, {
    condition: snomed("29164008", "Speech delay"),
    clinicalStatus: "active",
    onsetOn: "2025-03-04",
  }),
  jan("GP", "wasNotBrought", "2026-11-10", 425, {
    appointmentOn: "2026-11-10",
    setting: "COMMUNITY",
    reason: "Speech and language therapy in the old area. Moved; to be referred again.",
  }),
  piotr(
    "MHT",
    "substanceUse",
    "2026-10-26",
    431,
    { observedOn: "2026-10-26", auditScore: 26 },
    {
      by: "Drug and alcohol worker",
    },
  ),
  piotr(
    "MHT",
    "substanceUse",
    "2025-11-10",
    432,
    { observedOn: "2025-11-10", auditScore: 7 },
    {
      by: "Drug and alcohol worker",
    },
  ),
  piotr("MHT", "involvements", "2026-10-26", 433, {
    service: "SUBSTANCE_MISUSE",
    role: "Drug and alcohol worker, after a relapse",
    contact: phone("020 7946 0491"),
    startedOn: "2026-10-26",
  }),
];
