/** Names and addresses, in the shape every partner uses (FHIR R4 HumanName, Address). */
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
