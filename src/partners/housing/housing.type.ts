/**
 * What housing services contribute. The housing officer is one of `involvements`, as for every agency. A placement in
 * a refuge is not a field and never becomes one: it is a restriction (X-REFUGE) and nobody is told that it stands.
 */
import { Field, ObjectType } from "type-graphql";
import { Contribution } from "../../gateway/contribution.type";
import { Shared } from "../../gateway/declare";
import { HousingAddress } from "./address.type";
import { HousingAsbCase, HousingClosure, HousingInjunction } from "./antisocial-behaviour.type";
import { HousingPossession, HousingRentAccount } from "./arrears.type";
import { HousingDwelling, HousingHazard } from "./dwelling.type";
import {
  HousingHomelessnessApplication,
  HousingHomelessnessDecision,
  HousingHomelessnessDuty,
  HousingTemporaryAccommodation,
} from "./homelessness.type";
import { HousingHouseholdMember, HousingTenant } from "./household.type";
import { HousingCuckooingConcern, HousingNeighbourReport } from "./neighbourhood.type";
import { HousingRegisterEntry, HousingTenancy } from "./tenancy.type";

@ObjectType({ implements: Contribution, description: "What housing services hold about one person." })
export class HousingContribution extends Contribution {
  @Shared("contact-address")
  @Field(() => [HousingAddress], { nullable: true, description: "Addresses with UPRN (BLPU), newest first." })
  addresses?: HousingAddress[] | null;

  @Shared("household")
  @Field(() => [HousingTenant], { nullable: true })
  tenants?: HousingTenant[] | null;

  @Shared("household")
  @Field(() => [HousingHouseholdMember], { nullable: true, description: "The household as declared." })
  householdMembers?: HousingHouseholdMember[] | null;

  @Shared("tenancy")
  @Field(() => [HousingTenancy], { nullable: true, description: "CORE tenancies, newest first." })
  tenancies?: HousingTenancy[] | null;

  @Shared("tenancy")
  @Field(() => HousingRegisterEntry, { nullable: true, description: "Housing register band and adaptations." })
  register?: HousingRegisterEntry | null;

  @Shared("tenancy")
  @Field(() => HousingDwelling, { nullable: true, description: "MHCLG bedroom standard; visits without access." })
  dwelling?: HousingDwelling | null;

  @Shared("tenancy")
  @Field(() => [HousingHazard], { nullable: true, description: "HHSRS hazards." })
  hazards?: HousingHazard[] | null;

  @Shared("arrears-asb")
  @Field(() => HousingRentAccount, { nullable: true })
  rentAccount?: HousingRentAccount | null;

  @Shared("arrears-asb")
  @Field(() => [HousingPossession], { nullable: true, description: "Notices, possession claims and evictions." })
  possessions?: HousingPossession[] | null;

  @Shared("arrears-asb")
  @Field(() => [HousingAsbCase], { nullable: true, description: "ASBCPA 2014 cases." })
  asbCases?: HousingAsbCase[] | null;

  @Shared("arrears-asb")
  @Field(() => [HousingInjunction], { nullable: true, description: "ASBCPA 2014 Part 1." })
  injunctions?: HousingInjunction[] | null;

  @Shared("arrears-asb")
  @Field(() => [HousingClosure], { nullable: true, description: "ASBCPA 2014 Part 4 Chapter 3." })
  closures?: HousingClosure[] | null;

  @Shared("arrears-asb")
  @Field(() => [HousingNeighbourReport], { nullable: true })
  neighbourReports?: HousingNeighbourReport[] | null;

  @Shared("arrears-asb")
  @Field(() => [HousingCuckooingConcern], { nullable: true })
  cuckooingConcerns?: HousingCuckooingConcern[] | null;

  @Shared("homelessness")
  @Field(() => [HousingHomelessnessApplication], { nullable: true, description: "H-CLIC Main and Support sections." })
  homelessnessApplications?: HousingHomelessnessApplication[] | null;

  @Shared("homelessness")
  @Field(() => [HousingHomelessnessDuty], {
    nullable: true,
    description: "H-CLIC Prevention, Relief and Final sections.",
  })
  homelessnessDuties?: HousingHomelessnessDuty[] | null;

  @Shared("homelessness")
  @Field(() => [HousingTemporaryAccommodation], {
    nullable: true,
    description: "H-CLIC Temporary accommodation section.",
  })
  temporaryAccommodation?: HousingTemporaryAccommodation[] | null;

  @Shared("homelessness")
  @Field(() => [HousingHomelessnessDecision], {
    nullable: true,
    description: "Intentionality; H-CLIC Reviews section.",
  })
  homelessnessDecisions?: HousingHomelessnessDecision[] | null;
}
