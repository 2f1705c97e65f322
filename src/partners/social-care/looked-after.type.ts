import { Field, Float, Int, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import * as ssda903 from "./looked-after-codes";

/** Where the child lives is not here: it is a `placementAddress`, of another category. */
@ObjectType({ implements: ContributionItem, description: "An episode of being looked after (clae_*, clap_*, lega_*)." })
export class SocialCareLookedAfterEpisode extends ContributionItem {
  @Field(() => LocalDate, { description: "SSDA903 DECOM." })
  startedOn: string;

  @Field(() => ssda903.Ssda903EpisodeReason, { nullable: true, description: "SSDA903 RNE." })
  reason?: string | null;

  @Field(() => ssda903.Ssda903LegalStatus, { nullable: true, description: "SSDA903 LS." })
  legalStatus?: string | null;

  @Location()
  @Field(() => ssda903.Ssda903Placement, {
    nullable: true,
    description: "SSDA903 PLACE. The kind of place can give the place away.",
  })
  placement?: string | null;

  @Field(() => ssda903.Ssda903Provider, { nullable: true, description: "SSDA903 PLACE_PROVIDER." })
  provider?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "SSDA903 DEC." })
  endedOn?: string | null;

  @Field(() => ssda903.Ssda903EndReason, { nullable: true, description: "SSDA903 REC." })
  endReason?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "Where a looked-after child is placed (clap_*)." })
export class SocialCarePlacementAddress extends ContributionItem {
  @Location()
  @Field(() => String, { nullable: true, description: "SSDA903 PL_POST." })
  postcode?: string | null;

  @Location()
  @Field(() => Float, { nullable: true, description: "Miles from home (clap_cla_placement_distance)." })
  distanceMiles?: number | null;

  @Field(() => LocalDate, { nullable: true })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "A time when a looked-after child was missing or away (miss_*).",
})
export class SocialCareMissingEpisode extends ContributionItem {
  @Field(() => ssda903.Ssda903Missing, { nullable: true })
  status?: string | null;

  @Field(() => LocalDate, { description: "SSDA903 MIS_START." })
  startedOn: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: "SSDA903 MIS_END; null while the child is still missing.",
  })
  endedOn?: string | null;

  @Field(() => Boolean, { nullable: true, description: "A return home interview was offered." })
  returnInterviewOffered?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  returnInterviewAccepted?: boolean | null;
}

@ObjectType({ implements: ContributionItem, description: "A Strengths and Difficulties Questionnaire (csdq_*)." })
export class SocialCareSdqScore extends ContributionItem {
  @Field(() => LocalDate, { nullable: true })
  completedOn?: string | null;

  @Field(() => Int, { description: "SSDA903 SDQ_SCORE, 0 to 40; higher is more difficulty." })
  score: number;
}
