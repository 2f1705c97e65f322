import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location, Narrative } from "../../gateway/declare";
import { words } from "../../gateway/words";
import { PoliceMissingStatus } from "./codes";

export const PoliceMissingRiskEnum = words(["VERY_LOW", "LOW", "MEDIUM", "HIGH"] as const);
export type PoliceMissingRisk = keyof typeof PoliceMissingRiskEnum;
registerEnumType(PoliceMissingRiskEnum, {
  name: "PoliceMissingRisk",
  description: "College of Policing APP, missing persons: risk level.",
  valuesConfig: { VERY_LOW: { description: "Formerly no apparent risk." } },
});

@ObjectType({ implements: ContributionItem, description: "A time when the person was reported missing to the police." })
export class PoliceMissingEpisode extends ContributionItem {
  @Field(() => GraphQLDateTimeISO)
  startedAt: string;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "Null while the person is still missing." })
  endedAt?: string | null;

  @Field(() => PoliceMissingRiskEnum, { nullable: true })
  risk?: PoliceMissingRisk | null;

  @Field(() => PoliceMissingStatus, { nullable: true, description: "SSDA903 MISSING; looked-after children only." })
  status?: string | null;

  @Field(() => Boolean, { nullable: true, description: "A return home interview was offered." })
  returnInterviewOffered?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  returnInterviewAccepted?: boolean | null;

  @Location()
  @Field(() => String, { nullable: true, description: "Where the person was found." })
  foundAt?: string | null;

  @Narrative()
  @Field(() => String, { nullable: true })
  circumstances?: string | null;
}
