import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { Open } from "../gateway/declare";
import type { RequestContext } from "../identity/request-context";
import type { DisclosuresAbout } from "./disclosures-about";
import { RecordedDisclosure } from "./disclosures-about.type";

@Resolver()
export class DisclosuresAboutResolver {
  constructor(private readonly disclosures: DisclosuresAbout) {}

  @Open("Only auditors, Caldicott guardians and the case's managers get here, each with their own view.")
  @Query(() => [RecordedDisclosure], {
    nullable: true,
    description:
      "Who has asked about a member of your case, newest first, for auditors, Caldicott guardians and managers.",
  })
  disclosuresAbout(
    @Arg("memberId", () => ID) memberId: string,
    @Arg("first", () => Int, { defaultValue: 50, description: "1 to 200." }) first: number,
    @Ctx() request: RequestContext,
  ): Promise<RecordedDisclosure[] | null> {
    return this.disclosures.get(memberId, first, request);
  }
}
