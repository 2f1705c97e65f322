import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location, Narrative, ThirdParty } from "../../gateway/declare";
import { words } from "../../gateway/words";
import { Uprn } from "../../people/identifier.scalars";

export const PoliceRoleEnum = words(["VICTIM", "SUSPECT", "WITNESS", "CHILD_PRESENT"] as const);
export type PoliceRole = keyof typeof PoliceRoleEnum;
registerEnumType(PoliceRoleEnum, {
  name: "PoliceRole",
  description: "The person's part in an incident or crime. A suspect is not an offender.",
});

/**
 * Whether a child was there and whether anybody saw the child stand on the incident itself: "present, not seen" is
 * the fact that reviews keep finding unread.
 */
@ObjectType({ implements: ContributionItem, description: "An incident that the police attended or recorded (NSIR)." })
export class PoliceIncident extends ContributionItem {
  @Field(() => String, { nullable: true, description: "The force's incident reference." })
  reference?: string | null;

  @Field(() => GraphQLDateTimeISO)
  occurredAt: string;

  @Field(() => String, {
    nullable: true,
    description: "Incident category of the National Standard for Incident Recording.",
  })
  type?: string | null;

  @Field(() => PoliceRoleEnum, { nullable: true, description: "The part this person had." })
  role?: PoliceRole | null;

  @Location()
  @Field(() => Uprn, { nullable: true, description: "Where it happened (UPRN)." })
  uprn?: string | null;

  @Location()
  @Field(() => String, { nullable: true, description: "Where it happened, in words, where there is no UPRN." })
  place?: string | null;

  @Field(() => String, { nullable: true })
  outcome?: string | null;

  @ThirdParty()
  @Field(() => String, { nullable: true, description: "Who called the police." })
  reportedBy?: string | null;

  @Narrative()
  @Field(() => String, { nullable: true })
  circumstances?: string | null;

  @Field(() => Boolean, { nullable: true, description: "PPN / Merlin PAC: a child was present." })
  childPresent?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "PPN / Merlin PAC: an officer saw the child." })
  childSeen?: boolean | null;

  @Narrative()
  @Field(() => String, { nullable: true, description: "PPN / Merlin PAC: what the child said or showed." })
  voiceOfChild?: string | null;
}
