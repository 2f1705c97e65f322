import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import type { RequestContext } from "../../identity/request-context";
import { Explanation, Replay, ReplayRun } from "./explanation.type";
import type { ReplayRuns } from "./replay-runs";
import type { Replays } from "./replays";

const ENTITLED = "Null alike for a decision that is unknown and one that is not the caller's to read.";
const GOVERNING = "For auditors and information governance.";

@Resolver()
export class ReplayResolver {
  constructor(
    private readonly replays: Replays,
    private readonly runs: ReplayRuns,
  ) {}

  @Open(ENTITLED)
  @Query(() => Explanation, { nullable: true, description: `How a decision was made, rule by rule. ${ENTITLED}` })
  explain(
    @Arg("decisionId", () => ID) decisionId: string,
    @Ctx() request: RequestContext,
  ): Promise<Explanation | null> {
    return this.replays.explain(decisionId, request);
  }

  @Open(ENTITLED)
  @Query(() => Replay, {
    nullable: true,
    description: `Makes a decision again from evidence and law as they stood; for the source's governance and the auditor. ${ENTITLED}`,
  })
  replay(@Arg("decisionId", () => ID) decisionId: string, @Ctx() request: RequestContext): Promise<Replay | null> {
    return this.replays.replay(decisionId, request);
  }

  @Open(GOVERNING)
  @Query(() => [ReplayRun], { description: `The nightly replays, newest first. ${GOVERNING}` })
  replayRuns(
    @Arg("first", () => Int, { defaultValue: 30, description: "1 to 200." }) first: number,
    @Ctx() request: RequestContext,
  ): Promise<ReplayRun[]> {
    return this.runs.get(first, request);
  }
}
