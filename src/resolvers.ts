/** Every resolver class of the schema. */
import { FamilyRecordResolver } from "./record/family-record.resolver";

export const RESOLVERS = [FamilyRecordResolver] as const;
