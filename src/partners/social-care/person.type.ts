import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { CinDisability, CinEthnicity, CinSex } from "./codes";

@ObjectType({ implements: ContributionItem, description: "The child as social care records them (pers_*, disa_*)." })
export class SocialCarePerson extends ContributionItem {
  @Field(() => String, { nullable: true, description: "CIN LAchildID." })
  laChildId?: string | null;

  @Field(() => CinSex, { nullable: true })
  sex?: string | null;

  @Field(() => CinEthnicity, { nullable: true })
  ethnicity?: string | null;

  @Field(() => [CinDisability], { nullable: true, description: "disa_disability_code." })
  disabilities?: string[] | null;
}

/** An immigration status can be turned against a family, so the contribution releases it by the source's own hand alone. */
@ObjectType({ implements: ContributionItem, description: "An immigration status and its dates (immi_*)." })
export class SocialCareImmigrationStatus extends ContributionItem {
  @Field(() => String, { nullable: true, description: "immi_immigration_status, as recorded." })
  status?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Unaccompanied asylum-seeking child (SSDA903 UASC)." })
  uasc?: boolean | null;

  @Field(() => LocalDate, { nullable: true })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;
}
