import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location, Narrative } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";
import { SchoolUrn } from "../../people/identifier.scalars";

export const PoliceDashLevelEnum = words(["STANDARD", "MEDIUM", "HIGH"] as const);
export type PoliceDashLevel = keyof typeof PoliceDashLevelEnum;
registerEnumType(PoliceDashLevelEnum, { name: "PoliceDashLevel", description: "DASH risk level." });

export const PoliceDvdsRouteEnum = words(["RIGHT_TO_ASK", "RIGHT_TO_KNOW"] as const);
export type PoliceDvdsRoute = keyof typeof PoliceDvdsRouteEnum;
registerEnumType(PoliceDvdsRouteEnum, {
  name: "PoliceDvdsRoute",
  description: "How a Domestic Violence Disclosure Scheme application began.",
});

@ObjectType({
  implements: ContributionItem,
  description: "A DASH risk assessment of domestic abuse, stalking or harassment.",
})
export class PoliceDashAssessment extends ContributionItem {
  @Field(() => LocalDate)
  assessedOn: string;

  @Field(() => Int, { nullable: true, description: "Number of DASH questions answered yes, 0 to 27." })
  score?: number | null;

  @Field(() => PoliceDashLevelEnum, {
    nullable: true,
    description: "The assessor's judgement; not computed from the score.",
  })
  level?: PoliceDashLevel | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "A case heard at a multi-agency risk assessment conference (SafeLives MARAC).",
})
export class PoliceMaracCase extends ContributionItem {
  @Field(() => String, { nullable: true, description: "MARAC reference." })
  reference?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "When the conference heard the case." })
  heardOn?: string | null;

  @Narrative()
  @Field(() => [String], { nullable: true, description: "What the conference agreed that agencies would do." })
  actions?: string[] | null;
}

/** The bare fact of an application can endanger the applicant: the contribution releases it by the police's own hand alone. */
@ObjectType({
  implements: ContributionItem,
  description: "A disclosure under the Domestic Violence Disclosure Scheme (Domestic Abuse Act 2021 s.77 guidance).",
})
export class PoliceDvdsDisclosure extends ContributionItem {
  @Field(() => PoliceDvdsRouteEnum, { nullable: true })
  route?: PoliceDvdsRoute | null;

  @Field(() => Boolean, { nullable: true, description: "Whether anything was disclosed." })
  disclosed?: boolean | null;

  @Field(() => LocalDate, { nullable: true })
  decidedOn?: string | null;
}

@ObjectType({
  implements: ContributionItem,
  description:
    "A notice to a school that a pupil was exposed to domestic abuse (Operation Encompass; DA Act 2021 s.49A).",
})
export class PoliceEncompassNotice extends ContributionItem {
  @Field(() => LocalDate)
  notifiedOn: string;

  @Location()
  @Field(() => SchoolUrn, { nullable: true, description: "The school that was told." })
  schoolUrn?: string | null;
}
