import type { ClassType } from "type-graphql";
import type { AgencyKind } from "../sharing/vocabulary";
import type { Contribution } from "./contribution.type";

/** How an agency joins the record: the field it stands under, what it contributes, and which kinds of agency it is. */
export interface Partner {
  /** The field on FamilyMember, such as `health`. */
  readonly field: string;
  readonly description: string;
  readonly contribution: ClassType<Contribution>;
  readonly kinds: readonly AgencyKind[];
}
