import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Open } from "../../gateway/declare";

const OWN_AGENCY = "Who signs for the caller's own agency is that agency's business, and of no person's record.";

@InputType({ description: "Who may sign protocols for your agency, and by which key." })
export class AppointSignatoryInput {
  @Field(() => String, { description: "Their name." })
  name: string;

  @Field(() => String, { description: "Their position, such as Director of Children's Services." })
  position: string;

  @Field(() => String, {
    description: "Their public key as a JWK: Ed25519, or P-256. They keep the private part to themselves.",
  })
  key: string;

  @Field(() => ID, { nullable: true, description: "Their user here, if they have one. Never your own." })
  userId?: string | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "Left out, now." })
  validFrom?: Date | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "Left out, twelve months on; at most 36." })
  validTo?: Date | null;
}

@ObjectType({ description: "Somebody who may sign protocols for your agency." })
export class Signatory {
  @Open(OWN_AGENCY)
  @Field(() => ID, { description: "Opaque; needed to dismiss." })
  id: string;

  @Open(OWN_AGENCY)
  @Field(() => String)
  name: string;

  @Open(OWN_AGENCY)
  @Field(() => String)
  position: string;

  @Open(OWN_AGENCY)
  @Field(() => String, { description: "Their key's thumbprint (RFC 7638)." })
  kid: string;

  @Open(OWN_AGENCY)
  @Field(() => GraphQLDateTimeISO)
  validFrom: Date;

  @Open(OWN_AGENCY)
  @Field(() => GraphQLDateTimeISO)
  validTo: Date;

  @Open(OWN_AGENCY)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  dismissedAt: Date | null;

  @Open(OWN_AGENCY)
  @Field(() => Boolean, { description: "Their key signs, now." })
  maySign: boolean;
}
