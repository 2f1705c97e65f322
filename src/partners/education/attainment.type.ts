/** How a pupil is doing, from the early years to what comes after school. */
import { Field, Int, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { KeyStage, NccisActivityCode, ParticipationStatus } from "./codes";

@ObjectType({ implements: ContributionItem, description: "Early years foundation stage profile (EYFSP)." })
export class EarlyYearsProfile extends ContributionItem {
  @Field(() => Boolean, { description: "Good level of development (GLD)." })
  goodLevelOfDevelopment: boolean;
}

@ObjectType({ implements: ContributionItem, description: "One outcome of a key stage." })
export class KeyStageOutcome extends ContributionItem {
  @Field(() => KeyStage)
  keyStage: keyof typeof KeyStage;

  @Field(() => Int, { nullable: true, description: "Year in which the academic year ends." })
  year?: number | null;

  @Field(() => String, { nullable: true })
  subject?: string | null;

  @Field(() => String, { description: "Outcome code, as the key stage's own data collection defines it." })
  outcome: string;
}

@ObjectType({ implements: ContributionItem, description: "Education, employment or training after 16 (NCCIS)." })
export class Participation extends ContributionItem {
  @Field(() => ParticipationStatus)
  status: keyof typeof ParticipationStatus;

  @Field(() => NccisActivityCode, { nullable: true })
  activity?: string | null;
}
