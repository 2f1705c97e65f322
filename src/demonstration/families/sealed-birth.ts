/**
 * The birth record of a child who was adopted, as it was before: another name, another family, no identifier that
 * outlived it. Nothing on file joins it to who the child is now; only this comment's reader could guess, and only
 * because the data is invented. Every item falls away, for its own agency and under break-glass as well (X-ADOPTION).
 */
import type { DemonstrationItem, DemonstrationPerson } from "../family";
import { about, human, icd10, UNDATED, type Said } from "./compose";

export const SEALED_PERSON: DemonstrationPerson = { key: "fenn/amelie", name: "Amelie Fenn", birthDate: "2023-05-17" };

const amelie = about(SEALED_PERSON.key);
const SEALED: Said = { restrictions: [{ code: "X-ADOPTION" }] };

export const SEALED_ITEMS: readonly DemonstrationItem[] = [
  amelie("CSC", "person", "2023-05-18", 901, { laChildId: "C-760020", sex: "F" }, { ...UNDATED, ...SEALED }),
  amelie(
    "CSC",
    "s47Enquiries",
    "2023-05-19",
    902,
    {
      startedOn: "2023-05-19",
      endedOn: "2023-05-26",
      noFurtherAction: false,
      outcomes: ["LEGAL_ACTION"],
    },
    SEALED,
  ),
  amelie(
    "CSC",
    "assessments",
    "2023-05-19",
    903,
    {
      startedOn: "2023-05-19",
      authorisedOn: "2023-07-14",
      childSeen: true,
      factors: ["2B", "16A"],
      analysis: "Concerns known before the birth; no safe plan with the birth family.",
    },
    { ...SEALED, nature: "OPINION" },
  ),
  amelie(
    "CSC",
    "lookedAfterEpisodes",
    "2023-05-26",
    904,
    {
      startedOn: "2023-05-26",
      reason: "S",
      legalStatus: "C1",
      placement: "U6",
      provider: "PR1",
      endedOn: "2023-12-11",
      endReason: "X1",
    },
    SEALED,
  ),
  amelie(
    "CSC",
    "lookedAfterEpisodes",
    "2023-12-11",
    905,
    {
      startedOn: "2023-12-11",
      reason: "L",
      legalStatus: "E1",
      placement: "U5",
      provider: "PR1",
      endedOn: "2024-06-03",
      endReason: "E12",
    },
    SEALED,
  ),
  amelie(
    "CSC",
    "familyGroup",
    "2023-05-18",
    906,
    {
      familyId: "F-1190",
      name: human("Bryony", "Fenn"),
      relationship: "birth mother",
    },
    { ...UNDATED, ...SEALED },
  ),
  amelie(
    "HOSP",
    "admissions",
    "2023-05-17",
    901,
    {
      admittedOn: "2023-05-17",
      dischargedOn: "2023-05-26",
      diagnoses: [icd10("P96.1", "Neonatal withdrawal symptoms from maternal use of drugs of addiction")],
      siteName: "Lugg Valley Hospital, neonatal unit",
    },
    SEALED,
  ),
  amelie(
    "GP",
    "patient",
    "2023-05-30",
    901,
    { name: human("Amelie", "Fenn", "old"), birthDate: "2023-05-17" },
    {
      ...UNDATED,
      ...SEALED,
    },
  ),
];
