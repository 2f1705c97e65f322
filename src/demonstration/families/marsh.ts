/**
 * An exploited fourteen-year-old (Hillingdon). The school held three suspensions, a part-time timetable and what a
 * youth worker had seen: new trainers, taxis, a boy frightened of Sonny; the police five missing nights, two phones and
 * a covert report; housing a neighbour's word about a flat two streets away; the hospital a cut hand; CAMHS a referral
 * it turned down; social care a plan for behaviour and four workers in eight months. Places, friends and debts say that
 * he is a victim. Kai decides for himself: what CAMHS holds is not shared for early help, and is when a section 47
 * enquiry needs it. The clinic's contact shows to nobody but by the clinic's own hand, the covert report to nobody.
 */
import type { Category } from "../../sharing/vocabulary";
import type { DemonstrationCase, DemonstrationConsent, DemonstrationFamily } from "../family";
import { mutual, parent } from "./compose";
import { MARSH_ITEMS } from "./marsh.items";

const KAI = "marsh/kai";
const JESS = "marsh/jess";
const TANYA = "marsh/tanya";
/** Tenant of the flat that others took over; on no case. */
const COLIN = "marsh/colin";

const MEMBERS: DemonstrationCase["members"] = [
  { person: KAI, relationship: "CHILD", isChild: true, inHousehold: true, reason: "The child of concern" },
  { person: JESS, relationship: "CHILD", isChild: true, inHousehold: true, reason: "His sister, of the household" },
  {
    person: TANYA,
    relationship: "MOTHER",
    inHousehold: true,
    contactWithChild: true,
    reason: "Mother of both children",
  },
];

const earlyHelp = (
  subject: string,
  givenBy: string,
  decision: DemonstrationConsent["decision"],
  categories: readonly Category[],
  from: number,
): DemonstrationConsent => ({
  subject,
  givenBy,
  decision,
  categories,
  recipients: ["EH", "SCHOOL"],
  purposes: ["EARLY_HELP"],
  from,
  to: 300,
  method: "In conversation with the youth worker, written down and read back",
});

export const MARSH: DemonstrationFamily = {
  name: "Marsh",
  about: "An exploited fourteen-year-old: places and friends in common, and a boy whose own refusal counts.",
  people: [
    {
      key: KAI,
      name: "Kai Marsh",
      birthDate: "2012-03-29",
      identifiers: [
        { system: "NHS_NUMBER", value: "9990001065" },
        { system: "UPN", value: "A884210117009" },
        { system: "LOCAL_ID", value: "YJS:YJ-2071" },
      ],
    },
    { key: JESS, name: "Jess Marsh", birthDate: "2015-01-25" },
    { key: TANYA, name: "Tanya Marsh", birthDate: "1990-07-12" },
    { key: COLIN, name: "Colin Avery", birthDate: "1974-05-09" },
  ],
  relationships: [...parent("MOTHER", TANYA, [KAI, JESS]), ...mutual("SIBLING", [KAI, JESS])],
  parentalResponsibility: [
    { child: KAI, holder: TANYA },
    { child: JESS, holder: TANYA },
  ],
  competence: [{ person: KAI, outcome: "COMPETENT", on: "2026-09-14" }],
  cases: [
    {
      reference: "EH-0002",
      owner: "EH",
      authorities: ["312"],
      openedOn: "2026-09-14",
      localTier: "Targeted",
      level: 2,
      statutory: false,
      agencies: ["EH", "SCHOOL", "VCS"],
      users: ["kemi.eh", "dilys.school", "nadine.vcs"],
      members: MEMBERS,
    },
    {
      reference: "MASH-0003",
      owner: "MASH",
      authorities: ["312"],
      openedOn: "2026-11-12",
      localTier: "Specialist: child at risk",
      level: 4,
      statutory: true,
      statutoryBasis: "S47",
      agencies: ["MASH", "CSC", "POLICE"],
      users: ["amara.mash", "gareth.mash", "joel.mash", "felix.mash", "shona.csc", "owen.police"],
      members: MEMBERS,
    },
  ],
  consents: [
    earlyHelp(KAI, KAI, "GRANTED", ["attendance", "exclusions", "early-help", "involvement"], -60),
    earlyHelp(KAI, KAI, "REFUSED", ["mental-health"], -60),
    // Kai is competent, so what his mother agreed to for him counts for nothing.
    earlyHelp(KAI, TANYA, "GRANTED", ["mental-health", "attendance"], -58),
    earlyHelp(JESS, TANYA, "GRANTED", ["attendance", "immunisation-development"], -58),
    earlyHelp(TANYA, TANYA, "GRANTED", ["tenancy", "involvement"], -58),
  ],
  items: MARSH_ITEMS,
};
