import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import type { RequestContext } from "../../identity/request-context";
import { DisclosureProof } from "./disclosure-proof.type";
import type { DisclosureProofs } from "./disclosure-proofs";

const GOVERN = "Only auditors, Caldicott guardians and information governance leads get here, and it holds no content.";

@Resolver()
export class DisclosureProofResolver {
  constructor(private readonly proofs: DisclosureProofs) {}

  @Open(GOVERN)
  @Query(() => DisclosureProof, {
    nullable: true,
    description:
      "Proof that a disclosure, or the one of a decision, is on record, for those who govern at the case's owner or a source.",
  })
  disclosureProof(
    @Arg("disclosureId", () => ID) disclosureId: string,
    @Ctx() request: RequestContext,
  ): Promise<DisclosureProof | null> {
    return this.proofs.get(disclosureId, request);
  }

  @Open(GOVERN)
  @Query(() => String, {
    nullable: true,
    description: "The latest signed checkpoint of the disclosure record, to keep where the gateway cannot reach it.",
  })
  disclosureCheckpoint(@Ctx() request: RequestContext): Promise<string | null> {
    return this.proofs.checkpoint(request);
  }
}
