/**
 * The one we must hide (Southwark). The police held a DASH of 19, a MARAC and a non-molestation order; housing the
 * refuge, and a husband who pays the old rent and rings every week for a forwarding address; health a temporary surgery,
 * antidepressants and a boy who hardly speaks; the old school a young carer taken off its roll, the new school the same
 * girl; the drug and alcohol service a relapse; one council a child in need plan, another a section 47 enquiry that has
 * just begun. The new social worker needs all of it but the places, and one leaked place can kill: every address,
 * surgery and school answers as if nothing were held. The husband's cousin works in housing and finds nobody at all.
 */
import type { DemonstrationCase, DemonstrationFamily } from "../family";
import { mutual, parent } from "./compose";
import { KOWALCZYK_HEALTH } from "./kowalczyk.health";
import { KOWALCZYK_ITEMS } from "./kowalczyk.items";

const EWA = "kowalczyk/ewa";
const OLA = "kowalczyk/ola";
const JAN = "kowalczyk/jan";
const PIOTR = "kowalczyk/piotr";
const FAMILY = [EWA, OLA, JAN, PIOTR];

const MEMBERS: DemonstrationCase["members"] = [
  { person: OLA, relationship: "CHILD", isChild: true, inHousehold: true, reason: "Lives with her mother" },
  { person: JAN, relationship: "CHILD", isChild: true, inHousehold: true, reason: "Lives with his mother" },
  {
    person: EWA,
    relationship: "MOTHER",
    inHousehold: true,
    contactWithChild: true,
    reason: "Mother; victim of the abuse",
  },
  {
    person: PIOTR,
    relationship: "FATHER",
    contactWithChild: true,
    reason: "Father; lived with the children until 3 November and is looking for them",
  },
];

export const KOWALCZYK: DemonstrationFamily = {
  name: "Kowalczyk",
  about: "The one we must hide: all of the risk may be joined up and none of the places.",
  people: [
    {
      key: EWA,
      name: "Ewa Kowalczyk",
      birthDate: "1992-08-30",
      identifiers: [{ system: "NHS_NUMBER", value: "9990001073" }],
    },
    {
      key: OLA,
      name: "Ola Kowalczyk",
      birthDate: "2017-02-22",
      identifiers: [
        { system: "NHS_NUMBER", value: "9990001081" },
        { system: "UPN", value: "A312203321012" },
      ],
    },
    {
      key: JAN,
      name: "Jan Kowalczyk",
      birthDate: "2022-05-24",
      identifiers: [{ system: "NHS_NUMBER", value: "9990001103" }],
    },
    {
      key: PIOTR,
      name: "Piotr Kowalczyk",
      birthDate: "1987-01-30",
      identifiers: [
        { system: "PNC_ID", value: "2014/0081250C" },
        { system: "CRN", value: "X100004" },
      ],
    },
  ],
  relationships: [
    ...parent("MOTHER", EWA, [OLA, JAN]),
    ...parent("FATHER", PIOTR, [OLA, JAN]),
    ...mutual("SIBLING", [OLA, JAN]),
    ...mutual("SPOUSE", [EWA, PIOTR]),
  ],
  parentalResponsibility: [OLA, JAN].flatMap((child) => [
    { child, holder: EWA },
    { child, holder: PIOTR, restricted: true },
  ]),
  cases: [
    {
      reference: "MARAC-0001",
      owner: "HOUSING",
      authorities: ["210"],
      openedOn: "2026-10-29",
      localTier: "Tier 3 Children in Need",
      level: 3,
      statutory: true,
      statutoryBasis: "S17",
      highRisk: true,
      agencies: ["HOUSING", "POLICE", "CSC", "GP"],
      users: ["lena.housing", "owen.police", "rosa.gp"],
      members: MEMBERS,
    },
    {
      reference: "CSC-0001",
      owner: "CSC",
      // The council they left; the council they are in now is a place like any other and stands nowhere.
      authorities: ["210"],
      openedOn: "2026-11-10",
      localTier: "Level 4",
      level: 4,
      statutory: true,
      statutoryBasis: "S47",
      agencies: ["CSC", "MASH", "POLICE"],
      users: ["shona.csc", "imran.csc", "amara.mash"],
      members: MEMBERS,
    },
  ],
  consents: [],
  restrictions: [EWA, OLA, JAN].map((subject) => ({
    subject,
    setBy: "HOUSING",
    code: "X-REFUGE" as const,
    from: "2026-11-03",
  })),
  conflicts: FAMILY.map((person) => ({ user: "tomasz.housing", person })),
  items: [...KOWALCZYK_ITEMS, ...KOWALCZYK_HEALTH],
};
