/** Whether a purpose needs consent where a protocol says nothing (B2 of the release-decision model). */
import type { ConsentMode, Purpose } from "../../sharing/vocabulary";

const USUAL: Readonly<Record<Purpose, ConsentMode>> = {
  CHILD_PROTECTION_ENQUIRY: "NONE",
  MASH_SCREENING: "NEEDED_UNLESS_DISPENSED",
  CHILD_IN_NEED_ASSESSMENT: "NEEDED_UNLESS_DISPENSED",
  LOOKED_AFTER_CARE_PLANNING: "NEEDED_UNLESS_DISPENSED",
  EARLY_HELP: "NEEDED",
  DOMESTIC_ABUSE_RISK: "NONE",
  CRIME_PREVENTION: "NONE",
  ADULT_SAFEGUARDING: "NEEDED",
  DIRECT_CARE: "NEEDED",
  QUALITY_ASSURANCE: "NEEDED",
  PROGRAMME_MONITORING: "NEEDED",
};
const TIGHTENING: readonly ConsentMode[] = ["NONE", "NEEDED_UNLESS_DISPENSED", "NEEDED"];

export const consentModeOf = (purpose: Purpose): ConsentMode => USUAL[purpose];

export const isLoosened = (usual: ConsentMode, mode: ConsentMode): boolean =>
  TIGHTENING.includes(mode) && TIGHTENING.indexOf(mode) < TIGHTENING.indexOf(usual);
