/** Those of the demonstration who answer for sharing and work no case: they sign, suspend, review and decide. */
import type { DemonstrationUser } from "./family";

export const GOVERNORS: readonly DemonstrationUser[] = [
  {
    id: "mabel.mash",
    agency: "MASH",
    name: "Mabel Osei",
    roles: ["INFORMATION_GOVERNANCE_LEAD"],
    about: "Governs the hub's sharing: drafts, compares and activates protocols, and reviews who broke the glass.",
  },
  {
    id: "hugo.csc",
    agency: "CSC",
    name: "Hugo Lindgren",
    roles: ["INFORMATION_GOVERNANCE_LEAD"],
    about: "Governs sharing for children's social care: its signatory's keys, its protocols, its consents.",
  },
  {
    id: "bram.eh",
    agency: "EH",
    name: "Bram Adeyemi",
    roles: ["INFORMATION_GOVERNANCE_LEAD"],
    about: "Governs sharing for the early help service.",
  },
  {
    id: "tess.school",
    agency: "SCHOOL",
    name: "Tess Whitlock",
    roles: ["INFORMATION_GOVERNANCE_LEAD"],
    about: "Governs sharing for the schools; decides what the school itself may release.",
  },
  {
    id: "piers.police",
    agency: "POLICE",
    name: "Piers Callaghan",
    roles: ["INFORMATION_GOVERNANCE_LEAD"],
    about: "Governs sharing for the police: answers what only the police may release, such as intelligence.",
  },
  {
    id: "ines.housing",
    agency: "HOUSING",
    name: "Ines Carvalho",
    roles: ["INFORMATION_GOVERNANCE_LEAD"],
    about: "Governs sharing for housing; can suspend a protocol that went wrong.",
  },
  {
    id: "naomi.gp",
    agency: "GP",
    name: "Dr Naomi Feld",
    roles: ["CALDICOTT_GUARDIAN"],
    about: "Caldicott Guardian of general practice: sees why what the practices hold was withheld or released.",
  },
  {
    id: "sana.shc",
    agency: "SHC",
    name: "Sana Iqbal",
    roles: ["HEALTH_SAFEGUARDING_LEAD"],
    about: "Safeguarding lead of the sexual health clinic: decides by hand what the clinic tells, and to whom.",
  },
];
