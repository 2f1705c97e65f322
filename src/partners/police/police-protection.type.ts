import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";

@ObjectType({
  implements: ContributionItem,
  description:
    "A time when a constable took the child into police protection (Children Act 1989 s.46; 72 hours at most).",
})
export class PoliceProtection extends ContributionItem {
  @Field(() => GraphQLDateTimeISO)
  startedAt: string;

  @Field(() => GraphQLDateTimeISO, { nullable: true })
  endedAt?: string | null;
}
