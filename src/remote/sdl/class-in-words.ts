/** How a field is classified, as somebody reads it who approves it and writes no programs. */
import type { ElementKind, SharedDeclaration } from "../../gateway/declare";
import { CATEGORIES, type Sensitivity } from "../../sharing/vocabulary";

const SENSITIVITIES: Readonly<Record<Sensitivity, string>> = {
  O: "ordinary data",
  C: "confidential",
  SC: "special category data",
  CR: "criminal offence data",
  HR: "highly restricted",
};

/** `offender-management (Probation and youth justice; criminal offence data), level 4` */
export function classOf({ category, minimumLevel, manual }: SharedDeclaration): string {
  const { title, sensitivity, minimumLevel: least } = CATEGORIES[category];
  const level = `level ${minimumLevel ?? least}`;
  return `${category} (${title}; ${SENSITIVITIES[sensitivity]}), ${level}${manual ? ", by hand alone" : ""}`;
}

export const WHY_TAKEN_OUT: Readonly<Record<ElementKind, string>> = {
  LOCATION: "places somebody, and is left out where an address must stay secret",
  THIRD_PARTY: "tells of somebody else, and is left out for everybody but the source",
  NARRATIVE: "is the account in words, and is left out for roles that see only what happened and when",
};
