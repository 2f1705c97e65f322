import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { Agency } from "../../gateway/contribution-item.type";
import { Open } from "../../gateway/declare";
import { Category, ReasonCode } from "../../gateway/release-decision.type";
import { PurposeEnum, RoleEnum } from "../../gateway/vocabulary.type";
import { words } from "../../gateway/words";
import type { Category as CategoryWord, Purpose, ReasonCode as ReasonWord, Role } from "../../sharing/vocabulary";

const ABOUT_RULES =
  "It tells what the rules would say; nothing is fetched, so it cannot tell whether anything is held.";

const LevelEnum = words(["L1", "L2", "L3", "L3S", "L4"] as const);
registerEnumType(LevelEnum, { name: "CommonLevel", description: "Common level of need; L3S has a statutory basis." });

const BasisEnum = words(["S17", "S47", "S20", "S31"] as const);
registerEnumType(BasisEnum, { name: "SimulatedBasis", description: "Section of the Children Act 1989." });

const ConsentChangeEnum = words(["GRANTED", "REFUSED"] as const);
registerEnumType(ConsentChangeEnum, {
  name: "SimulatedConsent",
  description: "What everybody who may give it would decide.",
});

@InputType({ description: "What would be different. What is left out stays as it is." })
export class SimulatedChanges {
  @Field(() => PurposeEnum, { nullable: true })
  purpose?: Purpose | null;

  @Field(() => RoleEnum, { nullable: true, description: "A colleague's role at your agency." })
  role?: Role | null;

  @Field(() => LevelEnum, { nullable: true })
  level?: keyof typeof LevelEnum | null;

  @Field(() => BasisEnum, { nullable: true, description: "The case's statutory basis." })
  statutoryBasis?: keyof typeof BasisEnum | null;

  @Field(() => Boolean, { nullable: true, description: "A named decision-maker suspects significant harm." })
  significantHarmSuspected?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "On the MARAC's high-risk list." })
  highRisk?: boolean | null;

  @Field(() => ConsentChangeEnum, { nullable: true, description: "From everybody who may give it, to your agency." })
  consent?: keyof typeof ConsentChangeEnum | null;

  @Field(() => [Category], { nullable: true, description: "With consent: what it covers; left out, everything." })
  consentCategories?: CategoryWord[] | null;
}

@ArgsType()
export class SimulateArgs {
  @Field(() => ID)
  caseId: string;

  @Field(() => ID)
  memberId: string;

  @Field(() => PurposeEnum, { description: "For what you ask now." })
  purpose: Purpose;

  @Field(() => SimulatedChanges)
  changes: SimulatedChanges;
}

@ObjectType({ description: "What the rules say of one question, before anything is asked of the source." })
export class SimulatedAnswer {
  @Open(ABOUT_RULES)
  @Field(() => Boolean, { description: "The source would be asked. That does not mean that it holds anything." })
  opens: boolean;

  @Open(ABOUT_RULES)
  @Field(() => ReasonCode)
  reason: ReasonWord;
}

@ObjectType({ description: "One agency and one category: now, and if it were as supposed." })
export class SimulatedDecision {
  @Open(ABOUT_RULES)
  @Field(() => Agency)
  agency: Agency;

  @Open(ABOUT_RULES)
  @Field(() => Category)
  category: CategoryWord;

  @Open(ABOUT_RULES)
  @Field(() => [String], { description: "The fields that are decided together." })
  fields: readonly string[];

  @Open(ABOUT_RULES)
  @Field(() => SimulatedAnswer)
  now: SimulatedAnswer;

  @Open(ABOUT_RULES)
  @Field(() => SimulatedAnswer)
  then: SimulatedAnswer;
}

@ObjectType({ description: "What would open, and what would close, if." })
export class Simulation {
  @Open(ABOUT_RULES)
  @Field(() => [SimulatedDecision], { description: "What would open." })
  opens: readonly SimulatedDecision[];

  @Open(ABOUT_RULES)
  @Field(() => [SimulatedDecision], { description: "What would close." })
  closes: readonly SimulatedDecision[];

  @Open(ABOUT_RULES)
  @Field(() => [SimulatedDecision], { description: "What would stay open or closed." })
  stays: readonly SimulatedDecision[];
}
