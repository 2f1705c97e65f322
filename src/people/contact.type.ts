/** Names, addresses and contact points, in the shape every partner uses (FHIR R4 HumanName, Address, ContactPoint). */
import { Field, ObjectType } from "type-graphql";
import { Uprn } from "./identifier.scalars";

@ObjectType({ description: "FHIR R4 HumanName." })
export class HumanName {
  @Field(() => String, { nullable: true, description: "HumanName.use: official, usual, old, maiden…" })
  use?: string | null;

  @Field(() => [String])
  given: string[];

  @Field(() => String)
  family: string;
}

@ObjectType({ description: "FHIR R4 Address; lines as in the Postcode Address File." })
export class Address {
  @Field(() => Uprn, { nullable: true, description: "UPRN (OS AddressBase)." })
  uprn?: string | null;

  @Field(() => [String])
  lines: string[];

  @Field(() => String, { nullable: true })
  postcode?: string | null;
}

@ObjectType({ description: "FHIR R4 ContactPoint." })
export class ContactPoint {
  @Field(() => String, { description: "ContactPoint.system: phone, email, sms…" })
  system: string;

  @Field(() => String)
  value: string;
}
