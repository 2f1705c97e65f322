import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "FHIR R4 ContactPoint." })
export class ContactPoint {
  @Field(() => String, { description: "ContactPoint.system: phone, email, sms…" })
  system: string;

  @Field(() => String)
  value: string;
}
