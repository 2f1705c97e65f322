/** A pupil who is educated elsewhere, for part of the week, at home, or not at all. */
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location, Narrative } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { School } from "./school.type";

@ObjectType({ implements: ContributionItem, description: "What differs from full time at the school of registration." })
export class AdjustedProvision extends ContributionItem {
  @Field(() => Boolean, { nullable: true, description: "Part-time timetable; such sessions are marked C2." })
  partTimeTimetable?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Alternative provision (AP census)." })
  alternativeProvision?: boolean | null;

  @Field(() => String, { nullable: true, description: "Type of alternative provision, as the AP census codes it." })
  alternativeProvisionType?: string | null;

  @Location()
  @Field(() => School, { nullable: true })
  alternativeProvider?: School | null;
}

@ObjectType({ implements: ContributionItem, description: "Elective home education (EHE return)." })
export class ElectiveHomeEducation extends ContributionItem {
  @Field(() => LocalDate)
  startedOn: string;

  @Narrative()
  @Field(() => String, { nullable: true, description: "Primary reason, in the words of the EHE return." })
  reason?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "A time when a child was missing education (CME)." })
export class ChildMissingEducation extends ContributionItem {
  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;
}
