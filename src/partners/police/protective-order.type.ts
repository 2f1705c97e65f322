import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location, Narrative } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";

export const PoliceProtectiveOrderTypeEnum = words([
  "DVPN",
  "DVPO",
  "DAPN",
  "DAPO",
  "NMO",
  "RESTRAINING_ORDER",
] as const);
export type PoliceProtectiveOrderType = keyof typeof PoliceProtectiveOrderTypeEnum;
registerEnumType(PoliceProtectiveOrderTypeEnum, {
  name: "PoliceProtectiveOrderType",
  description: "Orders and notices that protect a person from domestic abuse.",
  valuesConfig: {
    DVPN: { description: "Domestic violence protection notice." },
    DVPO: { description: "Domestic violence protection order." },
    DAPN: { description: "Domestic abuse protection notice (DA Act 2021)." },
    DAPO: { description: "Domestic abuse protection order (DA Act 2021)." },
    NMO: { description: "Non-molestation order (Family Law Act 1996 s.42)." },
    RESTRAINING_ORDER: { description: "Restraining order of a criminal court." },
  },
});

/** Places stand apart from the other conditions: an order that names where somebody must not go says where somebody is. */
@ObjectType({ implements: ContributionItem, description: "An order that protects or binds the person." })
export class PoliceProtectiveOrder extends ContributionItem {
  @Field(() => PoliceProtectiveOrderTypeEnum)
  type: PoliceProtectiveOrderType;

  @Field(() => LocalDate, { nullable: true })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  endsOn?: string | null;

  @Narrative()
  @Field(() => String, { nullable: true, description: "The conditions, without the places." })
  conditions?: string | null;

  @Location()
  @Field(() => [String], { nullable: true, description: "Places that the order names." })
  places?: string[] | null;
}
