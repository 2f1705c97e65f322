import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import type { RequestContext } from "../../identity/request-context";
import { inWords } from "./changes-in-words";
import { ProtocolDiff } from "./protocol-diff.type";
import type { ProtocolDiffs } from "./protocol-diff";
import { ProtocolRefInput } from "./protocol.type";

@Resolver()
export class ProtocolDiffResolver {
  constructor(private readonly diffs: ProtocolDiffs) {}

  @Open("It compares two agreements between organisations, for those whom both bind.")
  @Query(() => ProtocolDiff, {
    nullable: true,
    description:
      "What opens and what closes from one version to another, and how many recent decisions would come out differently. Null for unknown and not yours alike.",
  })
  async protocolDiff(
    @Arg("from", () => ProtocolRefInput) from: ProtocolRefInput,
    @Arg("to", () => ProtocolRefInput) to: ProtocolRefInput,
    @Arg("recent", () => Int, {
      defaultValue: 100,
      description: "How many recent disclosures to look at: at most 500.",
    })
    recent: number,
    @Ctx() request: RequestContext,
  ) {
    const found = await this.diffs.between(from, to, recent, request);
    return found && { ...found, changes: found.changes.map((it) => ({ ...it, text: inWords([it])[0]! })) };
  }
}
