import { registerEnumType } from "type-graphql";
import { words } from "../gateway/words";
import * as is from "./identifiers";

/** Identifier systems that find a person, each with the rule its values pass. LOCAL_ID is an agency's own number, `AGENCY:number`. */
const RULES = {
  NHS_NUMBER: is.isNhsNumber,
  UPN: is.isUpn,
  ULN: is.isUln,
  PNC_ID: is.isPncId,
  CRO_NUMBER: is.isCroNumber,
  CRN: is.isCrn,
  NOMS_NUMBER: is.isNomsNumber,
  LOCAL_ID: (value: string) => /^[A-Z0-9-]{2,20}:[A-Za-z0-9._/-]{1,64}$/.test(value),
} as const;

export type IdentifierSystem = keyof typeof RULES;
export const IDENTIFIER_SYSTEMS = Object.keys(RULES) as [IdentifierSystem, ...IdentifierSystem[]];

/** Does the value have the system's form and check digit? */
export const isIdentifier = (system: IdentifierSystem, value: string): boolean => RULES[system](value);

export const IdentifierSystemEnum = words(IDENTIFIER_SYSTEMS);
registerEnumType(IdentifierSystemEnum, {
  name: "IdentifierSystem",
  description: "Who issued an identifier; NHS_NUMBER is https://fhir.nhs.uk/Id/nhs-number.",
});
