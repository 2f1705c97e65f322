/** The callers of the demonstration. The part after the dot is where they work. */
import type { DemonstrationUser } from "./family";

export const USERS: readonly DemonstrationUser[] = [
  {
    id: "amara.mash",
    agency: "MASH",
    name: "Amara Nwosu",
    roles: ["MASH_ADVANCED_PRACTITIONER"],
    about: "Screens contacts and leads enquiries in the hub: the caller who sees the most, and may break the glass.",
  },
  {
    id: "gareth.mash",
    agency: "MASH",
    name: "Gareth Pryce",
    roles: ["MASH_MANAGER"],
    about: "Decides in the hub: records that significant harm is suspected, and so opens what screening may not see.",
  },
  {
    id: "shona.csc",
    agency: "CSC",
    name: "Shona Mackie",
    roles: ["SOCIAL_WORKER"],
    about: "Social worker on the section 47 enquiries; even her own agency's sealed items are not hers to see.",
  },
  {
    id: "imran.csc",
    agency: "CSC",
    name: "Imran Sheikh",
    roles: ["CSC_MANAGER"],
    about: "Manages social workers: sees his own agency's data, and the protocol names his role for nothing else.",
  },
  {
    id: "kemi.eh",
    agency: "EH",
    name: "Kemi Balogun",
    roles: ["KEY_WORKER"],
    about: "Early help key worker: sees what families agreed to, and stops seeing it in the second they withdraw.",
  },
  {
    id: "dilys.school",
    agency: "SCHOOL",
    name: "Dilys Morgan",
    roles: ["DSL"],
    about: "Designated safeguarding lead: flag and date of what others hold, and the school's own record in full.",
  },
  {
    id: "rosa.gp",
    agency: "GP",
    name: "Dr Rosa Ferreira",
    roles: ["HEALTH_SAFEGUARDING_LEAD"],
    about: "Safeguarding lead of general practice: sees the practices' own data and that no protocol brings her more.",
  },
  {
    id: "owen.police",
    agency: "POLICE",
    name: "Owen Tranter",
    roles: ["POLICE_SAFEGUARDING"],
    about: "Police safeguarding officer: knows Dean Reid, links him to a case; under s.115 sees housing, never health.",
  },
  {
    id: "lena.housing",
    agency: "HOUSING",
    name: "Lena Fischer",
    roles: ["MARAC_REP"],
    about: "Speaks for housing at the MARAC: sees the risk to Ewa Kowalczyk and none of the places.",
  },
  {
    id: "joel.mash",
    agency: "MASH",
    name: "Joel Abara",
    roles: ["HOUSING_OFFICER"],
    about:
      "Housing officer seconded to the hub: on the case, and told to ask a colleague whose role the protocol names.",
  },
  {
    id: "tomasz.housing",
    agency: "HOUSING",
    name: "Tomasz Kowalczyk",
    roles: ["HOUSING_OFFICER"],
    about: "Cousin of Piotr Kowalczyk: for him the family does not exist, not even in his own agency's data.",
  },
  {
    id: "nadine.vcs",
    agency: "VCS",
    name: "Nadine Clarke",
    roles: ["LEAD_PROFESSIONAL"],
    about: "Voluntary lead professional: on the case with the family's agreement, and her charity signed no protocol.",
  },
  {
    id: "felix.mash",
    agency: "MASH",
    name: "Felix Oduya",
    roles: ["CASE_AUDITOR"],
    about: "Audits cases: reads what was decided, released and withheld, and no person's record.",
  },
  {
    id: "petra.school",
    agency: "SCHOOL",
    name: "Petra Lindqvist",
    roles: ["INTEGRATOR"],
    about: "Connects the school's system: contributes its items, and no rule releases anything to her.",
  },
];
