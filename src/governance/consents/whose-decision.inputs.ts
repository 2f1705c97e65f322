import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { words } from "../../gateway/words";
import { LEGAL_STATUSES, type LegalStatusCode } from "./legal-status";

const CompetenceOutcomeEnum = words(["COMPETENT", "NOT_COMPETENT"] as const);
registerEnumType(CompetenceOutcomeEnum, {
  name: "CompetenceOutcome",
  description: "Whether a child under 16 understands enough to decide on sharing for themselves.",
});

export const COMPETENCE_FRAMEWORKS = ["GILLICK", "FRASER"] as const;
const CompetenceFrameworkEnum = words(COMPETENCE_FRAMEWORKS);
registerEnumType(CompetenceFrameworkEnum, {
  name: "CompetenceFramework",
  description: "By which test competence was assessed.",
  valuesConfig: {
    GILLICK: { description: "Gillick v West Norfolk [1986]: understanding of what this decision means." },
    FRASER: { description: "The Fraser guidelines: contraception and sexual health." },
  },
});

const LegalStatusEnum = words(Object.keys(LEGAL_STATUSES) as LegalStatusCode[]);
registerEnumType(LegalStatusEnum, {
  name: "LegalStatusCode",
  description: "SSDA903 legal status.",
  valuesConfig: Object.fromEntries(
    Object.entries(LEGAL_STATUSES).map(([code, description]) => [code, { description }]),
  ),
});

@InputType({ description: "How a child's competence to decide on sharing was assessed. The latest one stands." })
export class RecordCompetenceAssessmentInput {
  @Field(() => ID, { description: "A child on a case that you work on." })
  memberId: string;

  @Field(() => CompetenceOutcomeEnum)
  outcome: keyof typeof CompetenceOutcomeEnum;

  @Field(() => CompetenceFrameworkEnum, { defaultValue: "GILLICK" })
  framework: keyof typeof CompetenceFrameworkEnum;

  @Field(() => String, { description: "Who assessed, by post or name." })
  assessedBy: string;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When; left out, now." })
  assessedAt?: Date | null;
}

@InputType({
  description: "Who holds parental responsibility, as children's services know it. Replaces what stood from then on.",
})
export class RecordParentalResponsibilityInput {
  @Field(() => ID, { description: "The child." })
  memberId: string;

  @Field(() => ID, { description: "Who holds it: a member of the same case." })
  holderId: string;

  @Field(() => GraphQLDateTimeISO, { description: "From when; not in the future." })
  from: Date;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "Until when; left out, with no end." })
  to?: Date | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: "From when an order restricts its exercise: neither consent nor refusal counts then.",
  })
  restrictedFrom?: Date | null;
}

@InputType({ description: "A child's legal status, as children's services know it. Replaces what stood from then on." })
export class RecordLegalStatusInput {
  @Field(() => ID)
  memberId: string;

  @Field(() => LegalStatusEnum)
  code: LegalStatusCode;

  @Field(() => GraphQLDateTimeISO, { description: "From when; not in the future." })
  from: Date;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "Until when; left out, with no end." })
  to?: Date | null;
}
