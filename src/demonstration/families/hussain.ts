/**
 * Home-educated and out of sight (Hounslow, moved from Southwark). The old school held two bruises explained by the
 * same door and, nine days after the second, a notice of home education; the new authority a form with a flat number
 * that does not exist; Southwark social care a child protection plan at two and two child in need plans, under another
 * surname and in another authority's words; the police three allegations by former partners, none of which went
 * further; housing six people in one bedroom; health four appointments that nobody came to and no practice in Hounslow.
 * Together they are an unseen child at risk. What the court sealed and where the birth mother now lives stay hidden
 * from everybody, whatever else opens.
 */
import type { DemonstrationFamily } from "../family";
import { mutual, parent } from "./compose";
import { HUSSAIN_HEALTH } from "./hussain.health";
import { HUSSAIN_ITEMS } from "./hussain.items";

const ZARA = "hussain/zara";
const BILAL = "hussain/bilal";
const TARIQ = "hussain/tariq";
const NADIA = "hussain/nadia";
const LEILA = "hussain/leila";

export const HUSSAIN: DemonstrationFamily = {
  name: "Hussain",
  about: "Home-educated and out of sight: two councils, two surnames, one unseen child.",
  people: [
    {
      key: ZARA,
      name: "Zara Hussain",
      birthDate: "2016-02-14",
      identifiers: [
        { system: "NHS_NUMBER", value: "9990001030" },
        { system: "UPN", value: "Y210460113002" },
        // A duplicate record in the name of Rahman: below 0.95 it finds nobody until a person confirms it.
        { system: "NHS_NUMBER", value: "9990001162", confidence: 0.91 },
      ],
    },
    {
      key: BILAL,
      name: "Bilal Hussain",
      birthDate: "2020-08-19",
      identifiers: [
        { system: "NHS_NUMBER", value: "9990001049" },
        { system: "UPN", value: "K210270220044" },
      ],
    },
    { key: TARIQ, name: "Tariq Hussain", birthDate: "1988-06-03" },
    { key: NADIA, name: "Nadia Hussain", birthDate: "1995-09-27" },
    {
      key: LEILA,
      name: "Leila Rahman",
      birthDate: "1991-12-08",
      identifiers: [{ system: "NHS_NUMBER", value: "9990001057" }],
    },
  ],
  relationships: [
    ...parent("FATHER", TARIQ, [ZARA, BILAL]),
    ...parent("MOTHER", LEILA, [ZARA, BILAL]),
    ...parent("STEPMOTHER", NADIA, [ZARA, BILAL], "STEPCHILD"),
    ...mutual("SIBLING", [ZARA, BILAL]),
    ...mutual("SPOUSE", [TARIQ, NADIA]),
    ...mutual("FORMER_PARTNER", [TARIQ, LEILA]),
  ],
  parentalResponsibility: [ZARA, BILAL].flatMap((child) => [
    { child, holder: TARIQ },
    { child, holder: LEILA },
  ]),
  cases: [
    {
      reference: "MASH-0002",
      owner: "MASH",
      authorities: ["313", "210"],
      openedOn: "2026-11-13",
      localTier: "Tier 3 Complex",
      level: 3,
      statutory: false,
      agencies: ["MASH", "CSC", "CSC-210", "SCHOOL", "SCHOOL-210", "POLICE"],
      users: ["amara.mash", "gareth.mash", "felix.mash", "shona.csc", "owen.police"],
      members: [
        { person: ZARA, relationship: "CHILD", isChild: true, inHousehold: true, reason: "Not seen since 10 November" },
        {
          person: BILAL,
          relationship: "CHILD",
          isChild: true,
          inHousehold: true,
          reason: "Her brother, also withdrawn",
        },
        {
          person: TARIQ,
          relationship: "FATHER",
          inHousehold: true,
          contactWithChild: true,
          reason: "The children live with him by order of the court",
        },
        {
          person: NADIA,
          relationship: "STEPMOTHER",
          inHousehold: true,
          contactWithChild: true,
          reason: "Lives in the household",
        },
        {
          person: LEILA,
          relationship: "MOTHER",
          contactWithChild: true,
          reason: "Supervised contact once a month by order of the court",
        },
      ],
    },
  ],
  consents: [],
  restrictions: [{ subject: LEILA, setBy: "HOUSING", code: "X-REFUGE", from: "2026-04-20" }],
  items: [...HUSSAIN_ITEMS, ...HUSSAIN_HEALTH],
};
