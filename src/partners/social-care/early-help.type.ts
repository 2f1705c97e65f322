import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";

@ObjectType({ implements: ContributionItem, description: "An episode of early help (earl_*)." })
export class SocialCareEarlyHelpEpisode extends ContributionItem {
  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;

  @Field(() => String, { nullable: true, description: "earl_episode_reason: why the family was offered help." })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: "earl_episode_end_reason: outcomes met, stepped up…" })
  endReason?: string | null;

  @Location()
  @Field(() => String, { nullable: true, description: "The organisation that provides the help." })
  organisation?: string | null;

  @Field(() => String, { nullable: true, description: "The allocated worker." })
  worker?: string | null;
}
