/**
 * What every agency's contribution has in common. An agency's own class (`partners/<agency>/`) adds the fields; it
 * needs no resolver. The values are put in place by `record/released-contribution.ts`, after the decision.
 */
import { Field, InterfaceType, ObjectType } from "type-graphql";
import { Agency } from "./contribution-item.type";
import { Open, Shared } from "./declare";
import { Involvement } from "./involvement.type";
import { ABOUT_DECISION, ReleaseDecision } from "./release-decision.type";

@ObjectType({ description: "What was decided for this contribution, and what the caller can do next." })
export class ContributionSharing {
  @Open(ABOUT_DECISION)
  @Field(() => [ReleaseDecision], { description: "One decision a category that this query selected." })
  decisions: ReleaseDecision[];
}

@InterfaceType({ description: "What one agency contributes about one person." })
export abstract class Contribution {
  @Open("Which agencies a record asks depends on the case's area, never on the person.")
  @Field(() => Agency)
  agency: Agency;

  @Open(ABOUT_DECISION)
  @Field(() => ContributionSharing)
  sharing: ContributionSharing;

  /** The guard's question, asked of every shared field as it resolves. */
  readonly isReleased: (field: string) => boolean;

  @Shared("involvement", { existence: true })
  @Field(() => Boolean, {
    nullable: true,
    description: "True where somebody here is involved; says no more (EXISTENCE).",
  })
  involved?: boolean | null;

  @Shared("involvement")
  @Field(() => [Involvement], { nullable: true, description: "Who works or worked with the person, newest first." })
  involvements?: Involvement[] | null;
}
