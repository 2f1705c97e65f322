/** Which schools a pupil is and was on the roll of, and how often that changed. */
import { Field, Int, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { EnrolStatus } from "./codes";
import { School } from "./school.type";

@ObjectType({ implements: ContributionItem, description: "A registration at a school (school census)." })
export class SchoolEnrolment extends ContributionItem {
  @Location()
  @Field(() => School, { nullable: true })
  school?: School | null;

  @Field(() => EnrolStatus, { nullable: true, description: "EnrolStatus (school census)." })
  enrolStatus?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "EntryDate (school census)." })
  entryDate?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "LeavingDate (school census)." })
  leavingDate?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "School moves in the twelve months before it was recorded." })
export class SchoolMoves extends ContributionItem {
  @Field(() => Int, { description: "SchoolMovesNonTransitional (DfE single view): not at the end of a phase." })
  nonTransitional12m: number;
}
