/**
 * A bruise on a baby (Hillingdon). The hospital held a 3 cm bruise on a baby who cannot roll; health visiting a missed
 * review; the GP a mother's low mood; the police three arguments with a man called Dee, whom nobody named; housing two
 * reports of a man shouting and a tenancy for one adult; the school a tired child and a new adult at the gate; social
 * care one contact, closed. Each looked like routine. Dates and one address, put together, say that Dee is Dean Reid,
 * who was convicted of child cruelty: he is on file with the police and housing, and on no case until the police link
 * him. Early help sees what Ada agreed to; screening sees the s.16LA set; the rest opens when a manager records that
 * significant harm is suspected.
 */
import type { Category } from "../../sharing/vocabulary";
import type { DemonstrationCase, DemonstrationConsent, DemonstrationFamily, PersonKey } from "../family";
import { mutual, parent } from "./compose";
import { OKAFOR_REID_HEALTH } from "./okafor-reid.health";
import { OKAFOR_REID_ITEMS } from "./okafor-reid.items";

const ADA = "okafor-reid/ada";
const MICAH = "okafor-reid/micah";
const IFE = "okafor-reid/ife";
const DEAN = "okafor-reid/dean";

const MEMBERS: DemonstrationCase["members"] = [
  { person: MICAH, relationship: "CHILD", isChild: true, inHousehold: true, reason: "The baby of the household" },
  { person: IFE, relationship: "CHILD", isChild: true, inHousehold: true, reason: "The older child of the household" },
  {
    person: ADA,
    relationship: "MOTHER",
    inHousehold: true,
    contactWithChild: true,
    reason: "Mother of both; sole tenant of the home",
  },
];

const AGREED: readonly Category[] = ["attendance", "immunisation-development", "tenancy"];
const agreement = (subject: PersonKey): DemonstrationConsent => ({
  subject,
  givenBy: ADA,
  decision: "GRANTED",
  categories: AGREED,
  recipients: ["EH", "SCHOOL"],
  purposes: ["EARLY_HELP"],
  from: -45,
  to: 320,
  method: "Signed on paper with the key worker",
});

export const OKAFOR_REID: DemonstrationFamily = {
  name: "Okafor-Reid",
  about: "A bruise on a baby: seven routine pieces and one man nobody named.",
  people: [
    {
      key: ADA,
      name: "Ada Okafor",
      birthDate: "1999-04-18",
      identifiers: [{ system: "NHS_NUMBER", value: "9990001006" }],
    },
    {
      key: MICAH,
      name: "Micah Okafor",
      birthDate: "2026-06-09",
      identifiers: [{ system: "NHS_NUMBER", value: "9990001014" }],
    },
    {
      key: IFE,
      name: "Ife Okafor",
      birthDate: "2018-03-11",
      identifiers: [
        { system: "NHS_NUMBER", value: "9990001022" },
        { system: "UPN", value: "L312402119001" },
      ],
    },
    {
      key: DEAN,
      name: "Dean Reid",
      birthDate: "1993-02-20",
      identifiers: [{ system: "PNC_ID", value: "2009/0412233Q" }],
    },
  ],
  relationships: [...parent("MOTHER", ADA, [MICAH, IFE]), ...mutual("SIBLING", [MICAH, IFE])],
  parentalResponsibility: [
    { child: MICAH, holder: ADA },
    { child: IFE, holder: ADA },
  ],
  cases: [
    {
      reference: "EH-0001",
      owner: "EH",
      authorities: ["312"],
      openedOn: "2026-10-05",
      localTier: "Targeted",
      level: 2,
      statutory: false,
      agencies: ["EH", "SCHOOL"],
      users: ["kemi.eh", "dilys.school"],
      members: MEMBERS,
    },
    {
      reference: "MASH-0001",
      owner: "MASH",
      authorities: ["312"],
      openedOn: "2026-11-16",
      localTier: "Targeted-complex",
      level: 3,
      statutory: false,
      agencies: ["MASH", "CSC", "POLICE", "GP"],
      users: ["amara.mash", "gareth.mash", "joel.mash", "felix.mash", "shona.csc", "owen.police", "rosa.gp"],
      members: MEMBERS,
    },
  ],
  consents: [agreement(ADA), agreement(IFE), agreement(MICAH)],
  items: [...OKAFOR_REID_ITEMS, ...OKAFOR_REID_HEALTH],
};
