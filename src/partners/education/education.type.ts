import { Field, ObjectType } from "type-graphql";
import { Contribution } from "../../gateway/contribution.type";
import { Shared } from "../../gateway/declare";
import { EarlyYearsProfile, KeyStageOutcome, Participation } from "./attainment.type";
import { AttendanceContract, AttendanceSummary, SchoolPenaltyNotice, SessionMark } from "./attendance.type";
import { SchoolEnrolment, SchoolMoves } from "./enrolment.type";
import { SchoolSuspension } from "./exclusion.type";
import { AdjustedProvision, ChildMissingEducation, ElectiveHomeEducation } from "./out-of-school.type";
import { Pupil } from "./pupil.type";
import { EncompassReceived, PostLookedAfterArrangement, SchoolConcern, SchoolYoungCarer } from "./safeguarding.type";
import { EhcPlan, SenProvision } from "./send.type";
import { SchoolEntitlements, TwoYearOffer } from "./take-up.type";

/** Schools, colleges, early years settings and the local authority contribute through this class. */
@ObjectType({ implements: Contribution, description: "What schools and education services hold about one person." })
export class EducationContribution extends Contribution {
  @Shared("demographics")
  @Field(() => Pupil, { nullable: true, description: "School census: who the person is as a pupil." })
  pupil?: Pupil | null;

  @Shared("attendance")
  @Field(() => [SchoolEnrolment], { nullable: true, description: "EnrolStatus, EntryDate, LeavingDate; newest first." })
  enrolments?: SchoolEnrolment[] | null;

  @Shared("attendance")
  @Field(() => SchoolMoves, { nullable: true, description: "SchoolMovesNonTransitional (DfE single view)." })
  schoolMoves?: SchoolMoves | null;

  @Shared("attendance")
  @Field(() => AttendanceSummary, { nullable: true, description: "Attendance, and persistent and severe absence." })
  attendance?: AttendanceSummary | null;

  @Shared("attendance", { minimumLevel: 3 })
  @Field(() => [SessionMark], { nullable: true, description: "Attendance register marks, newest first." })
  sessionMarks?: SessionMark[] | null;

  @Shared("attendance")
  @Field(() => [SchoolPenaltyNotice], { nullable: true, description: "Penalty notices for absence, newest first." })
  penaltyNotices?: SchoolPenaltyNotice[] | null;

  @Shared("attendance")
  @Field(() => AttendanceContract, { nullable: true, description: "The attendance contract in force." })
  attendanceContract?: AttendanceContract | null;

  @Shared("exclusions")
  @Field(() => [SchoolSuspension], { nullable: true, description: "Exclusion (school census), newest first." })
  suspensions?: SchoolSuspension[] | null;

  @Shared("send")
  @Field(() => SenProvision, { nullable: true, description: "SENprovision and SENtype (school census)." })
  senProvision?: SenProvision | null;

  @Shared("send")
  @Field(() => EhcPlan, { nullable: true, description: "SEN2: the education, health and care plan." })
  ehcp?: EhcPlan | null;

  @Shared("attendance")
  @Field(() => SchoolEntitlements, { nullable: true, description: "FSMeligible and PP (school census)." })
  entitlements?: SchoolEntitlements | null;

  @Shared("attendance")
  @Field(() => TwoYearOffer, { nullable: true, description: "Early years census: the offer for two-year-olds." })
  twoYearOffer?: TwoYearOffer | null;

  @Shared("attendance")
  @Field(() => ElectiveHomeEducation, { nullable: true, description: "EHE return." })
  electiveHomeEducation?: ElectiveHomeEducation | null;

  @Shared("attendance")
  @Field(() => [ChildMissingEducation], { nullable: true, description: "CME, newest first." })
  childMissingEducation?: ChildMissingEducation[] | null;

  @Shared("attendance")
  @Field(() => AdjustedProvision, { nullable: true, description: "Part-time timetable, alternative provision." })
  adjustedProvision?: AdjustedProvision | null;

  @Shared("attendance")
  @Field(() => EarlyYearsProfile, { nullable: true, description: "EYFSP." })
  eyfsp?: EarlyYearsProfile | null;

  @Shared("attendance")
  @Field(() => [KeyStageOutcome], { nullable: true, description: "Key stage outcomes, newest first." })
  keyStageOutcomes?: KeyStageOutcome[] | null;

  @Shared("attendance")
  @Field(() => Participation, { nullable: true, description: "NCCIS: in education, employment or training, or not." })
  participation?: Participation | null;

  @Shared("safeguarding-concerns")
  @Field(() => SchoolYoungCarer, { nullable: true, description: "YoungCarer (school census)." })
  youngCarer?: SchoolYoungCarer | null;

  @Shared("safeguarding-concerns")
  @Field(() => [SchoolConcern], { nullable: true, description: "CPOMS or MyConcern, newest first." })
  concernLog?: SchoolConcern[] | null;

  @Shared("domestic-abuse")
  @Field(() => [EncompassReceived], { nullable: true, description: "Operation Encompass notices, newest first." })
  encompassReceived?: EncompassReceived[] | null;

  @Shared("csc-status", { manual: true })
  @Field(() => PostLookedAfterArrangement, { nullable: true, description: "PostLookedAfterArrangements." })
  postLookedAfterArrangement?: PostLookedAfterArrangement | null;
}
