/** What health holds about safeguarding: codes in the GP record, and what CP-IS shows of a local authority's plan. */
import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { ContactPoint } from "../../gateway/contact-point.type";
import { LocalDate } from "../../gateway/local-date";
import { LaCode, OdsCode } from "../../people/identifier.scalars";
import { ChildSafeguardingCode, ConditionClinicalStatus, CpisPlanType } from "./codes";

@ObjectType({
  implements: ContributionItem,
  description: "A safeguarding code in the health record (Condition or Flag).",
})
export class HealthSafeguardingCode extends ContributionItem {
  @Field(() => ChildSafeguardingCode)
  code: string;

  @Field(() => ConditionClinicalStatus, { nullable: true, description: "Condition.clinicalStatus." })
  clinicalStatus?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "A plan as CP-IS shows it to health." })
export class CpisPlan extends ContributionItem {
  @Field(() => CpisPlanType)
  planType: string;

  @Field(() => LaCode, { nullable: true, description: "The local authority responsible for the plan." })
  localAuthority?: string | null;

  @Field(() => LocalDate, { nullable: true })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;

  @Field(() => ContactPoint, { nullable: true, description: "The authority's emergency duty team." })
  dutyContact?: ContactPoint | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "A look-up of the plan in CP-IS: where care was sought, and when.",
})
export class CpisAccess extends ContributionItem {
  @Field(() => GraphQLDateTimeISO)
  accessedAt: string;

  @Location()
  @Field(() => OdsCode, { nullable: true, description: "ODS code of the setting that looked." })
  organisation?: string | null;
}
