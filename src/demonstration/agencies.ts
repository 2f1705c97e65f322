/**
 * The agencies of the demonstration: those that the protocols name, which serve every area, and two of Southwark's own.
 * Names are invented and telephone numbers are Ofcom's numbers for drama. `categories` is what an agency contributes,
 * so an agency that only receives has none, nor has one that may join with a system of its own and has not.
 */
import type { Category } from "../sharing/vocabulary";
import type { DemonstrationAgency } from "./family";

const HOSPITAL: readonly Category[] = [
  "involvement",
  "demographics",
  "contact-address",
  "immunisation-development",
  "urgent-care",
  "health-conditions",
  "safeguarding-concerns",
  "csc-status",
];
const EDUCATION: readonly Category[] = [
  "involvement",
  "demographics",
  "attendance",
  "exclusions",
  "send",
  "safeguarding-concerns",
  "domestic-abuse",
  "csc-status",
];
const SOCIAL_CARE: readonly Category[] = [
  "involvement",
  "demographics",
  "household",
  "contact-address",
  "csc-status",
  "csc-assessment",
  "police-callouts",
  "mental-health",
  "early-help",
];

const lead = (telephone: string): string => `Safeguarding lead on duty, ${telephone}`;

export const AGENCIES: readonly DemonstrationAgency[] = [
  {
    id: "MASH",
    name: "Multi-Agency Safeguarding Hub",
    kind: "MASH",
    categories: [],
    safeguardingContact: lead("020 7946 0101"),
  },
  {
    id: "CSC",
    name: "Children's Social Care",
    kind: "CSC",
    categories: SOCIAL_CARE,
    safeguardingContact: lead("020 7946 0102"),
  },
  {
    id: "EH",
    name: "Early Help Service",
    kind: "EARLY_HELP",
    categories: ["early-help", "involvement", "household", "demographics"],
    safeguardingContact: lead("020 7946 0103"),
  },
  {
    id: "SCHOOL",
    name: "Schools and Education Service",
    kind: "EDUCATION",
    categories: EDUCATION,
    safeguardingContact: lead("020 7946 0104"),
  },
  {
    id: "GP",
    name: "General Practice Alliance",
    kind: "GP",
    categories: [
      "involvement",
      "demographics",
      "contact-address",
      "gp-registration",
      "immunisation-development",
      "health-conditions",
      "mental-health",
      "substance-misuse",
      "safeguarding-concerns",
      "csc-status",
    ],
    safeguardingContact: lead("020 7946 0105"),
  },
  {
    id: "HOSP",
    name: "Brookvale Hospitals Trust",
    kind: "ACUTE",
    categories: HOSPITAL,
    safeguardingContact: lead("020 7946 0106"),
  },
  {
    id: "HOSP2",
    name: "Northmere Hospitals Trust",
    kind: "ACUTE",
    categories: HOSPITAL,
    safeguardingContact: lead("01632 960107"),
  },
  {
    id: "MHT",
    name: "Larchfield Mental Health Trust",
    kind: "MENTAL_HEALTH",
    categories: ["involvement", "demographics", "contact-address", "mental-health", "substance-misuse"],
    safeguardingContact: lead("020 7946 0108"),
  },
  {
    id: "CAMHS",
    name: "Child and Adolescent Mental Health Service",
    kind: "CAMHS",
    categories: ["involvement", "demographics", "mental-health"],
    safeguardingContact: lead("020 7946 0109"),
  },
  {
    id: "SHC",
    name: "The Lantern Clinic",
    kind: "SEXUAL_HEALTH",
    categories: ["involvement", "sexual-health"],
    safeguardingContact: lead("020 7946 0110"),
  },
  {
    id: "POLICE",
    name: "Police, Public Protection",
    kind: "POLICE",
    categories: [
      "involvement",
      "demographics",
      "police-callouts",
      "domestic-abuse",
      "convictions",
      "police-intelligence",
    ],
    safeguardingContact: lead("020 7946 0111"),
  },
  {
    id: "HOUSING",
    name: "Council Housing Service",
    kind: "HOUSING",
    categories: ["involvement", "contact-address", "household", "tenancy", "arrears-asb", "homelessness"],
    safeguardingContact: lead("020 7946 0112"),
  },
  {
    id: "VCS",
    name: "Harbour Lights Family Charity",
    kind: "VCS",
    categories: [],
    listedIn16LA: false,
    publicAuthority: false,
    safeguardingContact: lead("01632 960113"),
  },
  {
    id: "PROB",
    name: "Probation Service",
    kind: "PROBATION",
    categories: [],
    safeguardingContact: lead("020 7946 0114"),
  },
  {
    id: "YJS",
    name: "Youth Justice Service",
    kind: "YJS",
    categories: [],
    safeguardingContact: lead("020 7946 0117"),
  },
  {
    id: "CSC-210",
    name: "Children's Social Care, Southwark",
    kind: "CSC",
    authority: "210",
    categories: SOCIAL_CARE,
    safeguardingContact: lead("020 7946 0115"),
  },
  {
    id: "SCHOOL-210",
    name: "Schools and Education Service, Southwark",
    kind: "EDUCATION",
    authority: "210",
    categories: EDUCATION,
    safeguardingContact: lead("020 7946 0116"),
  },
];
