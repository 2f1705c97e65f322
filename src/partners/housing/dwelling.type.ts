import { Field, Int, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { HhsrsCategory, HhsrsHazard } from "./codes";

@ObjectType({ implements: ContributionItem, description: "The home as it stands: size, crowding, access." })
export class HousingDwelling extends ContributionItem {
  @Field(() => Int, { nullable: true })
  bedrooms?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "MHCLG bedroom standard: bedrooms held less bedrooms needed; below zero is too few.",
  })
  bedroomStandardGap?: number | null;

  @Field(() => Boolean, { nullable: true, description: "Overcrowded by the MHCLG bedroom standard." })
  overcrowded?: boolean | null;

  @Field(() => Int, { nullable: true, description: "Visits in the last 12 months at which nobody could get in." })
  noAccessVisits12m?: number | null;
}

@ObjectType({ implements: ContributionItem, description: "A hazard in the home, such as damp and mould (HHSRS)." })
export class HousingHazard extends ContributionItem {
  @Field(() => HhsrsHazard)
  hazard: string;

  @Field(() => HhsrsCategory, { nullable: true })
  category?: string | null;

  @Field(() => LocalDate, { nullable: true })
  reportedOn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Null while it is not put right." })
  fixedOn?: string | null;
}
