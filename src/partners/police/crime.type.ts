import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { CrimeOutcome } from "./codes";
import { PoliceRoleEnum, type PoliceRole } from "./incident.type";

@ObjectType({
  implements: ContributionItem,
  description: "A recorded crime (Home Office Counting Rules). Recorded is not proved: see the outcome.",
})
export class PoliceCrime extends ContributionItem {
  @Field(() => String, { description: "The offence in words." })
  offence: string;

  @Field(() => String, { nullable: true, description: "Home Office offence code (HOCR)." })
  homeOfficeCode?: string | null;

  @Field(() => String, { nullable: true, description: "CJS offence code." })
  cjsCode?: string | null;

  @Field(() => LocalDate, { nullable: true })
  committedOn?: string | null;

  @Location()
  @Field(() => String, { nullable: true })
  place?: string | null;

  @Field(() => PoliceRoleEnum, { nullable: true, description: "The part this person had." })
  role?: PoliceRole | null;

  @Field(() => String, { nullable: true, description: "Where the investigation stands." })
  status?: string | null;

  @Field(() => CrimeOutcome, { nullable: true })
  outcome?: string | null;
}
