/** What a school knows of a child's safety: its own concerns, and what it was told. */
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Narrative } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { PostLookedAfterCode, YoungCarerCode } from "./codes";

@ObjectType({ implements: ContributionItem, description: "Whether the pupil cares for somebody (school census)." })
export class SchoolYoungCarer extends ContributionItem {
  @Field(() => YoungCarerCode, { description: "YoungCarer (school census)." })
  youngCarer: string;
}

/** The author's role and whether it is fact or opinion are the item's provenance. */
@ObjectType({ implements: ContributionItem, description: "An entry in the school's concern log (CPOMS, MyConcern)." })
export class SchoolConcern extends ContributionItem {
  @Field(() => LocalDate)
  concernOn: string;

  @Field(() => String, { nullable: true, description: "Category of concern, in the words of the school's system." })
  concernCategory?: string | null;

  @Narrative()
  @Field(() => String, { nullable: true, description: "What the school did." })
  action?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "A police notice to the school after domestic abuse." })
export class EncompassReceived extends ContributionItem {
  @Field(() => LocalDate)
  receivedOn: string;
}

@ObjectType({ implements: ContributionItem, description: "How a formerly looked-after child ceased to be so." })
export class PostLookedAfterArrangement extends ContributionItem {
  @Field(() => PostLookedAfterCode, { description: "PostLookedAfterArrangements (school census)." })
  arrangement: string;
}
