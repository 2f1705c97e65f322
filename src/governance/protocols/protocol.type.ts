import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Open } from "../../gateway/declare";
import { words } from "../../gateway/words";
import { InputFault } from "../../gateway/refused.type";
import { PROTOCOL_EVENTS } from "./protocol-log";

const AGREEMENT = "An agreement between organisations, shown to those whom it binds; it names no person on any record.";

export const PROTOCOL_STATUSES = ["DRAFT", "ACTIVE", "SUSPENDED", "TERMINATED"] as const;
export const ProtocolStatusEnum = words(PROTOCOL_STATUSES);
registerEnumType(ProtocolStatusEnum, {
  name: "ProtocolStatus",
  description: "Where a protocol stands. It opens what it opens while it is ACTIVE, within its window.",
});
export const ProtocolEventEnum = words(PROTOCOL_EVENTS);
registerEnumType(ProtocolEventEnum, { name: "ProtocolEvent", description: "A step in a protocol's life." });

@InputType({ description: "One version of a protocol." })
export class ProtocolRefInput {
  @Field(() => ID, { description: "Such as ISA-MASH." })
  id: string;

  @Field(() => Int)
  version: number;
}

@ObjectType({ description: "An organisation that a protocol binds, and whether it has signed." })
export class ProtocolParty {
  @Open(AGREEMENT)
  @Field(() => String, { description: "The agency's code." })
  agency: string;

  @Open(AGREEMENT)
  @Field(() => Boolean, { description: "It gives." })
  isSource: boolean;

  @Open(AGREEMENT)
  @Field(() => Boolean, { description: "It receives." })
  isRecipient: boolean;

  @Open(AGREEMENT)
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "Null until it has signed: its flows are closed." })
  signedAt: Date | null;

  @Open(AGREEMENT)
  @Field(() => String, { nullable: true, description: "Who signed, in their position; null for a signature on paper." })
  signedBy: string | null;

  @Open(AGREEMENT)
  @Field(() => String, { nullable: true, description: "The detached JWS: proof that needs nobody's word." })
  signature: string | null;
}

@ObjectType({ description: "One step in a protocol's life." })
export class ProtocolHistory {
  @Open(AGREEMENT)
  @Field(() => GraphQLDateTimeISO)
  at: Date;

  @Open(AGREEMENT)
  @Field(() => ProtocolEventEnum)
  event: (typeof PROTOCOL_EVENTS)[number];

  @Open(AGREEMENT)
  @Field(() => String, { nullable: true, description: "The agency's code; null for the hub itself." })
  agency: string | null;

  @Open(AGREEMENT)
  @Field(() => String, { nullable: true })
  by: string | null;

  @Open(AGREEMENT)
  @Field(() => String, { nullable: true })
  reason: string | null;
}

@ObjectType({ description: "One version of an information-sharing protocol that binds your agency." })
export class ProtocolVersion {
  @Open(AGREEMENT)
  @Field(() => ID)
  id: string;

  @Open(AGREEMENT)
  @Field(() => Int)
  version: number;

  @Open(AGREEMENT)
  @Field(() => String, { nullable: true })
  title: string | null;

  @Open(AGREEMENT)
  @Field(() => ProtocolStatusEnum)
  status: (typeof PROTOCOL_STATUSES)[number];

  @Open(AGREEMENT)
  @Field(() => String, { description: "As its lead wrote it, or as the exchange file says it in full words: YAML." })
  text: string;

  @Open(AGREEMENT)
  @Field(() => GraphQLDateTimeISO)
  validFrom: Date;

  @Open(AGREEMENT)
  @Field(() => GraphQLDateTimeISO)
  validTo: Date;

  @Open(AGREEMENT)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  reviewDue: Date | null;

  @Open(AGREEMENT)
  @Field(() => [ProtocolParty])
  parties: ProtocolParty[];

  @Open(AGREEMENT)
  @Field(() => [String], { description: "Agencies whose suspension stands." })
  suspendedBy: string[];

  @Open(AGREEMENT)
  @Field(() => [ProtocolHistory], { description: "Oldest first." })
  events: ProtocolHistory[];

  @Open(AGREEMENT)
  @Field(() => [String], { description: "What somebody should look at. A warning closes nothing." })
  warnings: string[];
}

@ObjectType({ description: "What is to be signed." })
export class ProtocolToSign {
  @Open(AGREEMENT)
  @Field(() => String, { description: "The canonical form (RFC 8785), byte for byte: the payload of the signature." })
  canonical: string;

  @Open(AGREEMENT)
  @Field(() => String, { description: "SHA-256 of it, for comparing by eye." })
  digest: string;
}

@ObjectType({ description: "What a draft would be refused for." })
export class ProtocolCheck {
  @Open("It is about the caller's own text.")
  @Field(() => [InputFault], { description: "In the order of their lines; empty where it can be drafted." })
  faults: InputFault[];
}
