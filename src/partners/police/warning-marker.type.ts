import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { PncWarningMarker } from "./codes";

@ObjectType({
  implements: ContributionItem,
  description: "A warning on the person's police record (PNC warning signal).",
})
export class PoliceWarningMarker extends ContributionItem {
  @Field(() => PncWarningMarker)
  code: string;

  @Field(() => LocalDate, { nullable: true })
  setOn?: string | null;
}
