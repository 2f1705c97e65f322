import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Agency } from "../gateway/contribution-item.type";
import { Open } from "../gateway/declare";
import { Category } from "../gateway/release-decision.type";
import { PurposeEnum, RoleEnum } from "../gateway/vocabulary.type";
import type { Category as CategoryWord, Purpose, Role } from "../sharing/vocabulary";

const OWN = "It is about the caller.";

@ObjectType({
  description: "An information-sharing protocol in force that names the caller's agency as recipient and their role.",
})
export class ProtocolSummary {
  @Open(OWN)
  @Field(() => ID, { description: "id@version" })
  id: string;

  @Open(OWN)
  @Field(() => [String], { description: "Agencies that share under it and have signed." })
  sources: string[];

  @Open(OWN)
  @Field(() => [PurposeEnum])
  purposes: readonly Purpose[];

  @Open(OWN)
  @Field(() => [Category])
  categories: readonly CategoryWord[];

  @Open(OWN)
  @Field(() => GraphQLDateTimeISO, { description: "From this instant on it is dead." })
  validTo: Date;
}

@ObjectType({ description: "A case that the caller is assigned to." })
export class AssignedCase {
  @Open(OWN)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency. What familyRecord takes." })
  id: string;

  @Open(OWN)
  @Field(() => String)
  reference: string;

  @Open(OWN)
  @Field(() => String)
  localTier: string;

  @Open(OWN)
  @Field(() => Int, { description: "Common level of need, 1 to 4." })
  level: number;

  @Open(OWN)
  @Field(() => Boolean)
  open: boolean;
}

@ObjectType({ description: "Who is asking, and what for they may." })
export class Viewer {
  @Open(OWN)
  @Field(() => ID)
  userId: string;

  @Open(OWN)
  @Field(() => String)
  name: string;

  @Open(OWN)
  @Field(() => Agency)
  agency: Agency;

  @Open(OWN)
  @Field(() => RoleEnum)
  role: Role;

  @Open(OWN)
  @Field(() => [PurposeEnum], { description: "Purposes for which some protocol lets this agency and role ask." })
  purposes: Purpose[];

  @Open(OWN)
  @Field(() => [ProtocolSummary])
  protocols: ProtocolSummary[];

  @Open(OWN)
  @Field(() => [AssignedCase], { description: "Newest first." })
  cases: AssignedCase[];
}
