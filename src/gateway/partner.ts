import type { ClassType } from "type-graphql";
import type { BatchMode } from "../sources/source";
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

/** How an agency with a system of its own joins the record: what its approved SDL says. */
export interface HeldElsewhere {
  readonly agency: string;
  /** The version on file that this is, by its id. */
  readonly partner: string;
  /** The field on FamilyMember, such as `probation`. */
  readonly field: string;
  readonly contributionType: string;
  /** The fields that the partner itself declares. */
  readonly fields: { has(name: string): boolean };
  /** Who may stand in one request to it, unless a protocol is stricter. */
  readonly batch: BatchMode;
}
