import { Field, ID, InputType } from "type-graphql";
import { codeList } from "../../gateway/code-list";
import { LocalDate } from "../../gateway/local-date";
import { Category } from "../../gateway/release-decision.type";
import { PersonInput } from "../../people/person-input.type";
import type { Category as CategoryWord } from "../../sharing/vocabulary";
import type { SettableCode } from "./who-may-set";

const MEANINGS: Readonly<Record<SettableCode, string>> = {
  "X-PROTECTED": "protected person: exists for nobody",
  "X-REFUGE": "places must stay secret",
  "X-ADOPTION": "adoption: what leads from one identity to the other",
  "X-GRC": "gender recognition",
  "X-HFEA": "fertility treatment",
  "X-COURT": "court proceedings: for those on the order alone",
  "X-INTEL": "police intelligence",
  "X-THIRD-PARTY": "who told",
  "X-PRIVILEGE": "legal privilege",
};
export const RestrictionCodeScalar = codeList("RestrictionCode", "Restriction (release-decision model, B5)", MEANINGS);

@InputType({
  description: "What your agency keeps from others. The answer is one and the same, whoever is known here.",
})
export class SetRestrictionInput {
  @Field(() => RestrictionCodeScalar)
  code: SettableCode;

  @Field(() => PersonInput, { nullable: true, description: "On a person, by an identifier that you may use." })
  person?: PersonInput | null;

  @Field(() => ID, { nullable: true, description: "Or on a member of a case that you work on." })
  memberId?: string | null;

  @Field(() => String, { nullable: true, description: "Or on an item of your own agency, by your own reference." })
  sourceRef?: string | null;

  @Field(() => [Category], { nullable: true, description: "On a person: which categories; left out, all." })
  categories?: CategoryWord[] | null;

  @Field(() => [String], {
    defaultValue: [],
    description: "With X-COURT: agencies on the order, which it does not bind.",
  })
  exempt: string[];

  @Field(() => LocalDate, { nullable: true, description: "Since when, such as the day of the flight; left out, now." })
  since?: string | null;
}
