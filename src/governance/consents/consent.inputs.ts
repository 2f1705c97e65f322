import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { Category } from "../../gateway/release-decision.type";
import { PurposeEnum } from "../../gateway/vocabulary.type";
import { words } from "../../gateway/words";
import type { Category as CategoryWord, Purpose } from "../../sharing/vocabulary";

const CapacityEnum = words(["SELF", "PR_HOLDER", "LA_WITH_PR", "DEPUTY"] as const);
registerEnumType(CapacityEnum, {
  name: "ConsentCapacity",
  description: "In what capacity consent is given.",
  valuesConfig: {
    SELF: { description: "The data subject: an adult, a young person of 16 or 17, or a competent child." },
    PR_HOLDER: { description: "Somebody with parental responsibility for a child who is not competent to decide." },
    LA_WITH_PR: { description: "The local authority under a care or placement order (C1, C2, E1); not under s.20." },
    DEPUTY: { description: "A deputy or attorney for an adult." },
  },
});

const ConsentDecisionEnum = words(["GRANTED", "REFUSED"] as const);
registerEnumType(ConsentDecisionEnum, { name: "ConsentDecision", description: "What the giver decided." });

const ServiceDecisionEnum = words(["AGREED", "DECLINED", "WITHDRAWN"] as const);
registerEnumType(ServiceDecisionEnum, {
  name: "ServiceDecision",
  description: "Whether somebody accepts a service. It says nothing about sharing.",
});

@InputType({
  description: "Permission to share, or its refusal. A later record of one giver for a purpose replaces the earlier.",
})
export class RecordConsentInput {
  @Field(() => ID, { description: "Whose data it is: a member of a case that you work on." })
  memberId: string;

  @Field(() => CapacityEnum)
  capacity: "SELF" | "PR_HOLDER" | "LA_WITH_PR" | "DEPUTY";

  @Field(() => ID, { nullable: true, description: "With PR_HOLDER or DEPUTY: the member who gives it." })
  givenBy?: string | null;

  @Field(() => ConsentDecisionEnum)
  decision: "GRANTED" | "REFUSED";

  @Field(() => [Category], { nullable: true, description: "What it covers; left out, every category." })
  categories?: CategoryWord[] | null;

  @Field(() => [Category], { defaultValue: [], description: "What it leaves out." })
  excludedCategories: CategoryWord[];

  @Field(() => [String], { description: "Who may receive it: agencies by their codes." })
  recipients: string[];

  @Field(() => [String], { defaultValue: [] })
  excludedRecipients: string[];

  @Field(() => [PurposeEnum], { description: "For what." })
  purposes: Purpose[];

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: "At most twelve months from now, which is the default.",
  })
  validTo?: Date | null;

  @Field(() => String, { description: "How it was given: in writing, in person, by phone…" })
  method: string;

  @Field(() => String, { nullable: true, description: "Where the evidence is kept." })
  evidenceRef?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Under 16: the assessment it rests on. Left out, the one that stands is cited.",
  })
  competenceAssessmentId?: string | null;

  @Field(() => Boolean, { description: "It was sought where nobody who may be the danger could hear." })
  soughtSafely: boolean;
}

@InputType({
  description: "Whether a family member accepts a service. A record of its own: it never opens or closes sharing.",
})
export class RecordServiceAgreementInput {
  @Field(() => ID, { description: "A member of a case that you work on." })
  memberId: string;

  @Field(() => String, { description: 'The service, such as "early help key worker".' })
  service: string;

  @Field(() => ServiceDecisionEnum)
  decision: "AGREED" | "DECLINED" | "WITHDRAWN";
}
