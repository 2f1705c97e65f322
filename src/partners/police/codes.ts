/** The police's published code lists. Codes travel as published; a code that is not on its list is refused on the way in. */
import { codeList } from "../../gateway/code-list";

/**
 * Two published markers (male and female impersonator) are left out on purpose: they say nothing about risk to a
 * child, and they disclose a gender history that the Gender Recognition Act 2004 s.22 may protect.
 */
export const PncWarningMarker = codeList("PncWarningMarker", "PNC warning signals", {
  VI: "violent",
  WE: "weapons",
  FI: "firearms",
  XP: "explosives",
  DR: "drugs",
  MN: "mental disorder",
  SU: "suicidal",
  ES: "escaper",
  AT: "ailment",
  CO: "contagious",
  AG: "may make allegations against police",
});

export const CrimeOutcome = codeList("CrimeOutcome", "Home Office Counting Rules, Crime Outcomes Framework", {
  "1": "charged or summonsed",
  "1A": "charged or summonsed for an alternate offence",
  "2": "caution, youth",
  "2A": "caution, youth, for an alternate offence",
  "3": "caution, adult",
  "3A": "caution, adult, for an alternate offence",
  "4": "taken into consideration",
  "5": "offender has died",
  "6": "penalty notice for disorder",
  "7": "cannabis or khat warning",
  "8": "community resolution",
  "9": "prosecution not in the public interest (CPS)",
  "10": "formal action not in the public interest (police)",
  "11": "named suspect below the age of criminal responsibility",
  "12": "named suspect too ill to prosecute",
  "13": "victim or key witness dead or too ill",
  "14": "no suspect identified, victim does not support action",
  "15": "named suspect, victim supports action, evidential difficulties",
  "16": "named suspect, victim does not support action, evidential difficulties",
  "17": "prosecution time limit expired",
  "18": "investigation complete, no suspect identified",
  "19": "National Fraud Intelligence Bureau",
  "20": "another body or agency takes further action",
  "21": "further investigation not in the public interest (police)",
  "22": "diversionary, educational or intervention activity",
});

export const IntelligenceSource = codeList("IntelligenceSource", "3x5x2 intelligence report, source evaluation", {
  "1": "reliable",
  "2": "untested",
  "3": "not reliable",
});

export const IntelligenceAssessment = codeList("IntelligenceAssessment", "3x5x2 report, intelligence assessment", {
  A: "known directly to the source",
  B: "known indirectly to the source, corroborated",
  C: "known indirectly to the source",
  D: "not known",
  E: "suspected to be false",
});

export const IntelligenceHandling = codeList("IntelligenceHandling", "3x5x2 intelligence report, handling code", {
  P: "lawful sharing permitted",
  C: "lawful sharing permitted with conditions",
});

export const PoliceMissingStatus = codeList("PoliceMissingStatus", "SSDA903 MISSING, for a looked-after child", {
  M: "missing from care, whereabouts not known",
  A: "away from placement without authorisation, whereabouts known",
});
