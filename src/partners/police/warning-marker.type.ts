import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { PncWarningMarker } from "./codes";

@ObjectType({
  implements: ContributionItem,
  description: "A warning on the person's police record (PNC warning signal).",
})
export class PoliceWarningMarker extends ContributionItem {
  @Field(() => PncWarningMarker)
  code: string;

  @Field(() => GraphQLLocalDate, { nullable: true })
  setOn?: string | null;
}
