/** How much school a pupil misses, and what was done about it. Percentages run from 0 to 100. */
import { Field, Float, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { AttendanceCode, SchoolSession } from "./attendance-codes";

@ObjectType({ implements: ContributionItem, description: "Attendance over a period (DfE single view)." })
export class AttendanceSummary extends ContributionItem {
  @Field(() => LocalDate, { nullable: true, description: "First day of the period." })
  from?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Last day of the period." })
  to?: string | null;

  @Field(() => Float, { nullable: true, description: "Sessions attended, in percent of possible sessions." })
  attendancePct?: number | null;

  @Field(() => Float, { nullable: true, description: "Sessions missed without authority, in percent." })
  unauthorisedPct?: number | null;

  @Field(() => Float, { nullable: true, description: "The school's own attendance over the period, in percent." })
  schoolAverage?: number | null;

  @Field(() => Boolean, { nullable: true, description: "10 percent of possible sessions missed, or more." })
  persistentAbsence?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "50 percent of possible sessions missed, or more." })
  severeAbsence?: boolean | null;
}

@ObjectType({ implements: ContributionItem, description: "One mark in the attendance register." })
export class SessionMark extends ContributionItem {
  @Field(() => LocalDate)
  date: string;

  @Field(() => SchoolSession, { nullable: true })
  session?: keyof typeof SchoolSession | null;

  @Field(() => AttendanceCode)
  mark: string;
}

@ObjectType({ implements: ContributionItem, description: "A penalty notice for absence, issued to a parent." })
export class SchoolPenaltyNotice extends ContributionItem {
  @Field(() => LocalDate)
  issuedOn: string;
}

@ObjectType({ implements: ContributionItem, description: "An agreement with a parent to improve attendance." })
export class AttendanceContract extends ContributionItem {
  @Field(() => LocalDate)
  agreedOn: string;
}
