/**
 * Nobody's threshold (Herefordshire). One school held a girl who is absent, smells of damp and eats alone; another a
 * boy who hides food; health eight milk teeth taken out and six appointments missed; housing seven visits without
 * access, damp, hoarding and a blocked way out; the police one noisy night and a dog bite; adult services a mother's
 * depression and a father's drinking; a food bank eleven vouchers. Each is level 2; by date, over fourteen months, they
 * are neglect. The mother agreed to what the assessment needs and has not been asked about her own health. The youngest
 * was adopted, and nothing on file leads back to who she was.
 */
import type { DemonstrationConsent, DemonstrationFamily, PersonKey } from "../family";
import { BENNETT_LOWE_ITEMS } from "./bennett-lowe.items";
import { mutual, parent } from "./compose";
import { SEALED_ITEMS, SEALED_PERSON } from "./sealed-birth";

const CAROL = "bennett-lowe/carol";
const TOM = "bennett-lowe/tom";
const SKYE = "bennett-lowe/skye";
const REECE = "bennett-lowe/reece";
const POPPY = "bennett-lowe/poppy";
const CHILDREN = [SKYE, REECE, POPPY];

const agreement = (subject: PersonKey): DemonstrationConsent => ({
  subject,
  givenBy: CAROL,
  decision: "GRANTED",
  categories: ["attendance", "send", "tenancy", "immunisation-development", "involvement"],
  recipients: ["EH", "SCHOOL", "VCS"],
  purposes: ["EARLY_HELP"],
  from: -50,
  to: 315,
  method: "Signed on the common assessment, with the class teacher",
});

export const BENNETT_LOWE: DemonstrationFamily = {
  name: "Bennett-Lowe",
  about: "Nobody's threshold: seven agencies, fourteen months, each of them at level 2.",
  people: [
    {
      key: CAROL,
      name: "Carol Lowe",
      birthDate: "1985-03-05",
      identifiers: [{ system: "NHS_NUMBER", value: "9990001111" }],
    },
    { key: TOM, name: "Tom Bennett", birthDate: "1982-08-21" },
    {
      key: SKYE,
      name: "Skye Bennett",
      birthDate: "2014-02-19",
      identifiers: [
        { system: "NHS_NUMBER", value: "9990001138" },
        { system: "UPN", value: "U884403214003" },
      ],
    },
    {
      key: REECE,
      name: "Reece Bennett",
      birthDate: "2019-06-30",
      identifiers: [{ system: "NHS_NUMBER", value: "9990001146" }],
    },
    {
      key: POPPY,
      name: "Poppy Bennett",
      birthDate: "2023-05-17",
      identifiers: [{ system: "NHS_NUMBER", value: "9990001154" }],
    },
    SEALED_PERSON,
  ],
  relationships: [
    ...parent("MOTHER", CAROL, CHILDREN),
    ...parent("FATHER", TOM, CHILDREN),
    ...mutual("SIBLING", CHILDREN),
    ...mutual("PARTNER", [CAROL, TOM]),
  ],
  parentalResponsibility: CHILDREN.flatMap((child) => [
    { child, holder: CAROL },
    { child, holder: TOM },
  ]),
  cases: [
    {
      reference: "EH-0003",
      owner: "EH",
      authorities: ["884"],
      openedOn: "2026-09-28",
      localTier: "Level 2 Early Intervention",
      level: 2,
      statutory: false,
      agencies: ["EH", "SCHOOL", "VCS"],
      users: ["kemi.eh", "dilys.school", "nadine.vcs"],
      members: [
        { person: SKYE, relationship: "CHILD", isChild: true, inHousehold: true, reason: "Child of the family" },
        { person: REECE, relationship: "CHILD", isChild: true, inHousehold: true, reason: "Child of the family" },
        { person: POPPY, relationship: "CHILD", isChild: true, inHousehold: true, reason: "Child of the family" },
        {
          person: CAROL,
          relationship: "MOTHER",
          inHousehold: true,
          contactWithChild: true,
          reason: "Mother of the household",
        },
        {
          person: TOM,
          relationship: "FATHER",
          inHousehold: true,
          contactWithChild: true,
          reason: "Father of the household",
        },
      ],
    },
  ],
  consents: CHILDREN.map(agreement),
  items: [...BENNETT_LOWE_ITEMS, ...SEALED_ITEMS],
};
