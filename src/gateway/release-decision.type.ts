/** A decision as the caller sees it: outcome, public reason, the law behind it, and what they can do now. */
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { NEXT_STEPS, OBLIGATIONS, type NextStepCode, type ObligationCode } from "../sharing/guidance";
import {
  CATEGORIES,
  REASON_CODES,
  type Category as CategoryWord,
  type Outcome,
  type ReasonCode as ReasonWord,
} from "../sharing/vocabulary";
import { codeList } from "./code-list";
import { Open } from "./declare";
import { words } from "./words";

export const ABOUT_DECISION = "A decision is about the caller's own rights; it is made before anything is fetched.";

const SAID = "Null unless the decision rests on what the source released to this agency, for this case and purpose.";

export const OutcomeEnum = words(["RELEASED", "NOTHING_AVAILABLE", "WITHHELD", "SOURCE_UNAVAILABLE"] as const);
registerEnumType(OutcomeEnum, {
  name: "Outcome",
  description: "What became of one category of one agency about one person.",
  valuesConfig: {
    RELEASED: { description: "The values stand beside it." },
    NOTHING_AVAILABLE: { description: "Nothing is available to you. This does not mean nothing is known." },
    WITHHELD: { description: "Not released; whether anything is held was not even asked." },
    SOURCE_UNAVAILABLE: { description: "The source or the decision failed. Never read it as nothing." },
  },
});

/** Words with a hyphen cannot be GraphQL enum values; they travel as the domain spells them. */
export const Category = codeList(
  "Category",
  "Category of information (release-decision model, C1)",
  Object.fromEntries(Object.entries(CATEGORIES).map(([word, { title }]) => [word, title])),
);

export const REASONS_IN_WORDS: Record<ReasonWord, string> = {
  "P-OWN": "the caller's own data",
  "P-COURT": "a court order names recipient and category",
  "P-S47": "enquiry under s.47, or screening with significant harm suspected",
  "P-MARAC": "MARAC high risk",
  "P-S115": "Crime and Disorder Act 1998 s.115",
  "P-16LA": "the holder's standing determination under s.16LA",
  "P-DIRECT-CARE": "health to health, no objection",
  "P-CONSENT": "valid consent",
  "P-DISPENSED": "authorised dispensation",
  "P-BREAKGLASS": "break-glass",
  "N-NOTHING-AVAILABLE": "nothing is available to you; this does not mean nothing is known",
  "W-NO-RELATIONSHIP": "no open case that links you and this person",
  "W-NO-PROTOCOL": "no protocol in force that both sides signed",
  "W-PROTOCOL-PURPOSE": "the protocol does not cover this purpose",
  "W-PROTOCOL-ROLE": "the protocol does not cover this role",
  "W-PROTOCOL-CATEGORY": "the protocol does not cover this category",
  "W-LEVEL": "the level of need is below the minimum",
  "W-SOURCE-DECISION": "only the source itself can release this",
  "W-NO-BASIS": "no lawful basis for this purpose",
  "W-OBJECTION": "the person objected",
  "W-CONSENT-WRONG-PERSON": "consent is from somebody who may not give it",
  "W-CONSENT-REFUSED": "consent was refused",
  "W-CONSENT-WITHDRAWN": "consent was withdrawn",
  "W-CONSENT-EXPIRED": "consent has run out",
  "W-CONSENT-SCOPE": "consent does not cover this",
  "W-CONSENT-NONE": "nobody has been asked for consent",
  "W-CONSENT-CONFLICT": "two who may decide disagree",
  "E-SOURCE": "the source or the decision failed",
};
export const ReasonCode = codeList(
  "ReasonCode",
  "Reason code (release-decision model, B7)",
  Object.fromEntries(REASON_CODES.map((code) => [code, REASONS_IN_WORDS[code]])),
);
const NextStepScalar = codeList("NextStepCode", "Next step (release-decision model, B7)", NEXT_STEPS);
const ObligationScalar = codeList("ObligationCode", "Duty that comes with a release", OBLIGATIONS);

@ObjectType({ description: "The law a release rests on; kept as dated rows and replayable." })
export class LegalBasis {
  @Open(ABOUT_DECISION)
  @Field(() => String)
  statute: string;

  @Open(ABOUT_DECISION)
  @Field(() => String, { description: "UK GDPR Article 6." })
  article6: string;

  @Open(ABOUT_DECISION)
  @Field(() => String, { description: "UK GDPR Articles 9 and 10 with the DPA 2018 condition." })
  article9And10: string;

  @Open(ABOUT_DECISION)
  @Field(() => String, { description: "How the common-law duty of confidentiality is met." })
  confidentiality: string;

  @Open(ABOUT_DECISION)
  @Field(() => String, { nullable: true, description: "The information-sharing protocol, id@version." })
  protocol?: string | null;
}

@ObjectType({ description: "Something the practitioner can do now." })
export class NextStep {
  @Open(ABOUT_DECISION)
  @Field(() => NextStepScalar)
  code: NextStepCode;

  @Open(ABOUT_DECISION)
  @Field(() => String)
  text: string;

  @Open(ABOUT_DECISION)
  @Field(() => [String], {
    description:
      "Whom to ask: members of this case who may give consent, by name, or roles that the protocol names. Empty where nobody can be named to you.",
  })
  who: readonly string[];
}

@ObjectType({ description: "A duty that comes with a release." })
export class Obligation {
  @Open(ABOUT_DECISION)
  @Field(() => ObligationScalar)
  code: ObligationCode;

  @Open(ABOUT_DECISION)
  @Field(() => String)
  text: string;
}

@ObjectType({ description: "One decision: one person, one agency, one category, for this caller, purpose and case." })
export class ReleaseDecision {
  @Open(ABOUT_DECISION)
  @Field(() => ID, { description: "Names this decision in the disclosure record." })
  id: string;

  @Open(ABOUT_DECISION)
  @Field(() => Category)
  category: CategoryWord;

  @Open(ABOUT_DECISION)
  @Field(() => [String], { description: "The selected fields that it governs." })
  fields: readonly string[];

  @Open(ABOUT_DECISION)
  @Field(() => OutcomeEnum)
  outcome: Outcome;

  @Open(ABOUT_DECISION)
  @Field(() => ReasonCode)
  reason: ReasonWord;

  @Open(ABOUT_DECISION)
  @Field(() => LegalBasis, { nullable: true, description: "With RELEASED." })
  basis?: LegalBasis | null;

  @Open(ABOUT_DECISION)
  @Field(() => Int, { nullable: true, description: "With W-LEVEL: the common level now." })
  levelNow?: number | null;

  @Open(ABOUT_DECISION)
  @Field(() => String, { nullable: true, description: "With W-LEVEL: the level needed, 1 to 4 or 3s." })
  levelNeeded?: string | null;

  @Open(ABOUT_DECISION)
  @Field(() => Boolean, { description: "A break-glass grant was tried here and did not apply." })
  breakGlassRefused: boolean;

  @Open(ABOUT_DECISION)
  @Field(() => NextStep, { nullable: true, description: "What to try first." })
  nextStep?: NextStep | null;

  @Open(ABOUT_DECISION)
  @Field(() => [NextStep], { description: "Everything to try, in order." })
  nextSteps: readonly NextStep[];

  @Open(ABOUT_DECISION)
  @Field(() => [Obligation])
  obligations: readonly Obligation[];

  @Open(SAID)
  @Field(() => String, {
    nullable: true,
    description: "With RELEASED: what the source chose to say, in its words, when it released by hand.",
  })
  sourceStatement?: string | null;

  @Open(SAID)
  @Field(() => String, {
    nullable: true,
    description: "With RELEASED: on what conditions the source released by hand.",
  })
  sourceConditions?: string | null;
}
