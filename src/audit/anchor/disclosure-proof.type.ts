import { GraphQLSafeInt } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import { Open } from "../../gateway/declare";

const NO_CONTENT = "Hashes and places: nothing that was asked, decided or released, and only for those who govern.";

@ObjectType({ description: "That a disclosure is on record, unchanged, in words that anybody can check." })
export class DisclosureProof {
  @Open(NO_CONTENT)
  @Field(() => ID)
  disclosureId: string;

  @Open(NO_CONTENT)
  @Field(() => GraphQLSafeInt, { description: "Its place in the record, from 1." })
  seq: number;

  @Open(NO_CONTENT)
  @Field(() => String, { description: "SHA-256 of the hash before and the record's text, in hexadecimal." })
  hash: string;

  @Open(NO_CONTENT)
  @Field(() => String, { description: "Of the record before; zeros for the first." })
  previousHash: string;

  @Open(NO_CONTENT)
  @Field(() => [String], {
    nullable: true,
    description: "RFC 6962 inclusion proof in base64, the sibling first; null until the record is anchored.",
  })
  inclusion?: readonly string[] | null;

  @Open(NO_CONTENT)
  @Field(() => String, {
    nullable: true,
    description: "The signed checkpoint that it leads to (C2SP tlog-checkpoint).",
  })
  checkpoint?: string | null;

  @Open(NO_CONTENT)
  @Field(() => String, {
    nullable: true,
    description: "All of it as a file that proves it by itself (C2SP tlog-proof): npm run verify-log -- --proof FILE.",
  })
  tlogProof?: string | null;
}
