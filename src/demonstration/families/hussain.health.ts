/** Hussain: what health held, under the surname the children had before. */
import type { DemonstrationItem } from "../family";
import { about, address, human, MMR, phone, UNDATED } from "./compose";

const zara = about("hussain/zara");
const bilal = about("hussain/bilal");
const nadia = about("hussain/nadia");
const leila = about("hussain/leila");

const OLD_PRACTICE = { practiceCode: "ZZ2001", practiceName: "Elmgate Surgery, Peckham" };

export const HUSSAIN_HEALTH: readonly DemonstrationItem[] = [
  zara(
    "GP",
    "patient",
    "2019-05-13",
    201,
    {
      nhsNumber: "9990001030",
      nhsNumberVerificationStatus: "02",
      name: human("Zara", "Rahman", "old"),
      birthDate: "2016-02-14",
      gender: "female",
      language: "en",
    },
    UNDATED,
  ),
  zara("GP", "gpRegistration", "2019-05-13", 202, { ...OLD_PRACTICE, registeredFrom: "2019-05-13" }),
  zara("GP", "immunisations", "2017-03-06", 203, { vaccine: MMR, givenOn: "2017-03-06", status: "completed" }),
  zara("GP", "wasNotBrought", "2026-05-19", 204, {
    appointmentOn: "2026-05-19",
    setting: "HOSPITAL",
    reason: "Audiology. Letter returned, gone away.",
  }),
  zara("GP", "wasNotBrought", "2026-07-07", 205, {
    appointmentOn: "2026-07-07",
    setting: "HOSPITAL",
    reason: "Audiology, second offer. Discharged to the practice.",
  }),
  zara("GP", "wasNotBrought12m", "2026-07-07", 206, { count: 2 }),
  bilal(
    "GP",
    "patient",
    "2021-01-11",
    211,
    {
      nhsNumber: "9990001049",
      nhsNumberVerificationStatus: "02",
      name: human("Bilal", "Rahman", "old"),
      birthDate: "2020-08-19",
      gender: "male",
      language: "en",
    },
    UNDATED,
  ),
  bilal("GP", "gpRegistration", "2021-01-11", 212, { ...OLD_PRACTICE, registeredFrom: "2021-01-11" }),
  bilal("GP", "immunisations", "2024-01-15", 213, { vaccine: MMR, status: "not-done", overdue: true }),
  bilal("GP", "wasNotBrought", "2026-04-28", 214, {
    appointmentOn: "2026-04-28",
    setting: "GP",
    reason: "Pre-school boosters, third offer.",
  }),
  bilal("GP", "wasNotBrought", "2026-06-16", 215, {
    appointmentOn: "2026-06-16",
    setting: "COMMUNITY",
    reason: "Speech and language drop-in.",
  }),
  bilal("GP", "wasNotBrought12m", "2026-06-16", 216, { count: 2 }),
  leila(
    "GP",
    "patient",
    "2026-04-21",
    221,
    {
      nhsNumber: "9990001057",
      nhsNumberVerificationStatus: "01",
      name: human("Leila", "Rahman"),
      birthDate: "1991-12-08",
      gender: "female",
    },
    UNDATED,
  ),
  leila("GP", "contactDetails", "2026-04-21", 222, {
    address: address("990000002199", "3 Quarry Steps", "Reading", "ZZ99 2ZZ"),
    telecom: [phone("01632 960244")],
  }),
  nadia("GP", "patient", "2025-08-18", 231, { name: human("Nadia", "Hussain"), birthDate: "1995-09-27" }, UNDATED),
  nadia("GP", "gpRegistration", "2025-08-18", 232, {
    practiceCode: "ZZ2002",
    practiceName: "Weir Lane Practice",
    registeredFrom: "2025-08-18",
  }),
];
