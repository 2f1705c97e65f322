/** The demonstration: five families in which each agency holds one piece, and everybody who may ask about them. */
import { BENNETT_LOWE } from "./families/bennett-lowe";
import { HUSSAIN } from "./families/hussain";
import { KOWALCZYK } from "./families/kowalczyk";
import { MARSH } from "./families/marsh";
import { OKAFOR_REID } from "./families/okafor-reid";
import type { DemonstrationFamily } from "./family";

export { AGENCIES } from "./agencies";
export { LEVEL_MAPPINGS } from "./level-mappings";
export { PROTOCOLS } from "./protocols-in-force";
export { USERS } from "./users";

export const FAMILIES: readonly DemonstrationFamily[] = [OKAFOR_REID, HUSSAIN, MARSH, KOWALCZYK, BENNETT_LOWE];
