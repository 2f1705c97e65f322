import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Uln, Upn } from "../../people/identifier.scalars";
import { NcYear } from "./codes";

@ObjectType({ implements: ContributionItem, description: "The person as a pupil (school census)." })
export class Pupil extends ContributionItem {
  @Field(() => Upn, { nullable: true, description: "UPN (school census)." })
  upn?: string | null;

  @Field(() => Upn, { nullable: true, description: "FormerUPN (school census)." })
  formerUpn?: string | null;

  @Field(() => Uln, { nullable: true, description: "ULN (school census)." })
  uln?: string | null;

  @Field(() => NcYear, { nullable: true, description: "NCyearActual (school census)." })
  yearGroup?: string | null;

  @Field(() => String, { nullable: true, description: "Language (school census): ISO 639 code." })
  firstLanguage?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether English is an additional language." })
  eal?: boolean | null;
}
