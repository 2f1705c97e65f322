import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { RagEnum, type Rag } from "../gateway/vocabulary.type";
import { words } from "../gateway/words";
import { PersonInput } from "../people/person-input.type";
import type { StatutoryBasis } from "../sharing/evidence";

const StatutoryBasisEnum = words(["S17", "S47", "S20", "S31"] as const);
registerEnumType(StatutoryBasisEnum, {
  name: "StatutoryBasis",
  description: "Children Act 1989: the section under which a case is worked.",
});

@InputType({ description: "A case to open. The caller's agency owns it and the caller is assigned to it." })
export class OpenCaseInput {
  @Field(() => String, { description: "The agency's own reference; capital letters, digits, / and -; never a name." })
  reference: string;

  @Field(() => String, { description: "DfE code of the authority whose agencies are asked." })
  authority: string;

  @Field(() => [String], { defaultValue: [], description: "Other authorities whose agencies are asked too." })
  alsoAuthorities: string[];

  @Field(() => String, { description: 'The authority\'s own word for the level of need, such as "Level 3".' })
  localTier: string;

  @Field(() => StatutoryBasisEnum, { nullable: true })
  statutoryBasis?: StatutoryBasis;

  @Field(() => RagEnum, { nullable: true })
  rag?: Rag | null;

  @Field(() => Boolean, { nullable: true, description: "On the MARAC's high-risk list." })
  highRisk?: boolean | null;

  @Field(() => [String], { defaultValue: [], description: "Agencies involved beside the owner, by their codes." })
  agencies: string[];
}

@InputType({ description: "A new level of need; what may be shared follows it at once." })
export class ChangeLevelInput {
  @Field(() => ID)
  caseId: string;

  @Field(() => String)
  localTier: string;

  @Field(() => StatutoryBasisEnum, { nullable: true, description: "Left out it stays; null ends it." })
  statutoryBasis?: StatutoryBasis;

  @Field(() => Boolean, { nullable: true })
  highRisk?: boolean | null;
}

@InputType({ description: "A person to link to a case, with what they are to the child. The reason is kept." })
export class LinkPersonInput {
  @Field(() => ID)
  caseId: string;

  @Field(() => PersonInput)
  person: PersonInput;

  @Field(() => String, {
    description: "CHILD, MOTHER, FATHER, PARTNER_OF_PARENT, GRANDPARENT…: capital letters and _.",
  })
  relationship: string;

  @Field(() => Boolean, { defaultValue: false, description: "A child whom the case is about." })
  isChild: boolean;

  @Field(() => Boolean, { defaultValue: false })
  inHousehold: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "An adult without contact with the child is on the case but opens nothing.",
  })
  contactWithChild: boolean;

  @Field(() => String, { description: "Why this person belongs on the case; at least 10 characters." })
  reason: string;
}

@InputType({ description: "A colleague to assign to a case. Only the agency that owns it assigns." })
export class AssignUserInput {
  @Field(() => ID)
  caseId: string;

  @Field(() => ID, { description: "The user's id in this hub." })
  userId: string;

  @Field(() => Boolean, { defaultValue: true, description: "False ends the assignment, now." })
  assigned: boolean;
}
