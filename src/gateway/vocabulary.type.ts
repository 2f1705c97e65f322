/** The words of `sharing/vocabulary.ts` that callers use, as GraphQL enums. */
import { registerEnumType } from "type-graphql";
import { PURPOSES, ROLES } from "../sharing/vocabulary";
import { words } from "./words";

export const PurposeEnum = words(PURPOSES);
registerEnumType(PurposeEnum, { name: "Purpose", description: "What the caller needs the information for." });

export const RoleEnum = words(ROLES);
registerEnumType(RoleEnum, { name: "Role", description: "The role in which a user acts." });

/** How urgent a MASH rates a case. */
export const RAGS = ["RED", "AMBER", "GREEN"] as const;
export type Rag = (typeof RAGS)[number];
export const RagEnum = words(RAGS);
registerEnumType(RagEnum, { name: "Rag", description: "MASH urgency." });
