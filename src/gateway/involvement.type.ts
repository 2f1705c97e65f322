import { Field, ObjectType } from "type-graphql";
import { ContactPoint } from "./contact-point.type";
import { ContributionItem } from "./contribution-item.type";
import { Location } from "./declare";
import { LocalDate } from "./local-date";

@ObjectType({
  implements: ContributionItem,
  description:
    "A practitioner or team that works or worked with the person (FHIR R4 CareTeam.participant; CIN invo_*).",
})
export class Involvement extends ContributionItem {
  @Field(() => String, {
    description:
      "The service. SEXUAL_HEALTH, MENTAL_HEALTH, CAMHS, SUBSTANCE_MISUSE and DOMESTIC_ABUSE are sensitive services " +
      "(SI 2007/2182 reg 11(3)) and show only at s.47, by break-glass or by consent that names them.",
  })
  service: string;

  @Field(() => String, { description: "The practitioner's role: health visitor, social worker, housing officer…" })
  role: string;

  @Field(() => String, { nullable: true })
  practitioner?: string | null;

  @Location()
  @Field(() => String, { nullable: true })
  team?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether this is the lead practitioner." })
  lead?: boolean | null;

  @Location()
  @Field(() => ContactPoint, { nullable: true })
  contact?: ContactPoint | null;

  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;
}
