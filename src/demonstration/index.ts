/** The demonstration: five families in which each agency holds one piece, and everybody who may ask about them. */
import { BENNETT_LOWE } from "./families/bennett-lowe";
import { HUSSAIN } from "./families/hussain";
import { KOWALCZYK } from "./families/kowalczyk";
import { MARSH } from "./families/marsh";
import { OKAFOR_REID } from "./families/okafor-reid";
import { CONNECTORS } from "./connectors";
import type { DemonstrationFamily, DemonstrationUser } from "./family";
import { GOVERNORS } from "./governors";
import { PRACTITIONERS } from "./practitioners";

export { AGENCIES } from "./agencies";
export { LEVEL_MAPPINGS } from "./level-mappings";
export { PROTOCOLS } from "./protocols-in-force";

/** Everybody who may be played. */
export const USERS: readonly DemonstrationUser[] = [...PRACTITIONERS, ...GOVERNORS, ...CONNECTORS];

export const FAMILIES: readonly DemonstrationFamily[] = [OKAFOR_REID, HUSSAIN, MARSH, KOWALCZYK, BENNETT_LOWE];
