/**
 * What the family's page says, in words that a child of nine can read (tests/record/who-has-seen/plain-words.test.ts
 * measures them). One meaning has one wording, so that nothing can be read out of how it is put.
 */
import type { Category, PermitReason, Purpose } from "../../sharing/vocabulary";

export const WHY: Readonly<Record<Purpose, string>> = {
  CHILD_PROTECTION_ENQUIRY: "To find out if a child was being hurt, and to keep the child safe.",
  MASH_SCREENING: "To find out if a child or a family needed help.",
  CHILD_IN_NEED_ASSESSMENT: "To find out what help a child needed.",
  LOOKED_AFTER_CARE_PLANNING: "To plan good care for a child who does not live at home.",
  EARLY_HELP: "To give a family help early on.",
  DOMESTIC_ABUSE_RISK: "To keep people safe.",
  CRIME_PREVENTION: "To keep people safe.",
  ADULT_SAFEGUARDING: "To keep a grown-up safe.",
  DIRECT_CARE: "To look after your health.",
  QUALITY_ASSURANCE: "To check that people did their job well.",
  PROGRAMME_MONITORING: "To count how many people got help.",
};

export const ALLOWED: Readonly<Record<PermitReason, string>> = {
  "P-OWN": "It was their own record about you.",
  "P-COURT": "A court said that they must share it.",
  "P-S47": "The law says that people must help when a child may be badly hurt.",
  "P-MARAC": "The law lets people share to keep somebody safe.",
  "P-S115": "The law lets people share to keep somebody safe.",
  "P-16LA": "The law says that they must share what helps to keep a child safe and well.",
  "P-DIRECT-CARE": "The people who look after your health may share what they need.",
  "P-CONSENT": "Somebody who is allowed to choose said yes.",
  "P-DISPENSED": "They could not ask first. A boss agreed that it was needed to keep somebody safe.",
  "P-BREAKGLASS": "They thought that somebody was in danger right then. Other people check that this was right.",
};

export const WHAT: Readonly<Record<Category, string>> = {
  involvement: "Who is helping you, or has helped you",
  demographics: "Your name, your birthday and your numbers",
  "contact-address": "Where you live and how to reach you",
  household: "Who lives with you",
  "gp-registration": "Who your doctor is",
  "immunisation-development": "Your jabs and health checks",
  "urgent-care": "Times when you needed a hospital fast",
  "health-conditions": "Your health and how you were ill",
  "mental-health": "How you feel, and who helps you with it",
  "substance-misuse": "Drink and drugs",
  "sexual-health": "Private health help",
  "police-callouts": "Times when the police came",
  "domestic-abuse": "People being hurt at home",
  convictions: "Times in court for a crime",
  "police-intelligence": "Notes that the police keep",
  tenancy: "The home you rent",
  "arrears-asb": "Rent you owe, and trouble with the people next door",
  homelessness: "Help when you had no home",
  attendance: "Going to school",
  exclusions: "Being sent home from school",
  send: "Extra help to learn",
  "safeguarding-concerns": "Worries about you being safe",
  "csc-status": "Help from a social worker",
  "csc-assessment": "What a social worker wrote about you",
  "early-help": "Early help for your family",
  "offender-management": "Help to stay out of trouble with the law",
  "adult-social-care": "Care for grown-ups",
  "welfare-finance": "Money and money help",
};

/** The same on every page, whatever is on it. */
export const PAGE = {
  title: "Who has seen my record",
  about: "This page tells you who has looked at what is written about you, and why.",
  nobody: "There is nobody to tell you about.",
  who: "Who",
  when: "When",
  why: "Why",
  allowed: "Why they may",
  saw: "What they saw",
  from: "from",
  next: "What you can do",
  notAll:
    "This page may not show it all. The law lets us leave things out if telling you could put somebody in danger. " +
    "This is on each page, for each person.",
  ask: "Is something wrong? Do you not know why they looked? Ask the person who gave you this page.",
  complain: "You can also tell the Information Commissioner. Ring 0303 123 1113. It is free to complain.",
  blankName: "My name:",
  blankDate: "Given to me on:",
} as const;
