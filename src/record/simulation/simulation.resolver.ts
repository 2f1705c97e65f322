import { Args, Ctx, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import type { RequestContext } from "../../identity/request-context";
import { SimulateArgs, Simulation } from "./simulation.type";
import type { Simulations } from "./simulations";

const ANSWER = "Null alike for unknown, not yours and barred; it touches no data.";

@Resolver()
export class SimulationResolver {
  constructor(private readonly simulations: Simulations) {}

  @Open(ANSWER)
  @Query(() => Simulation, {
    nullable: true,
    description: `What would open, and what would close, at another level, with consent, for another purpose or in another role. ${ANSWER}`,
  })
  simulate(@Args(() => SimulateArgs) args: SimulateArgs, @Ctx() request: RequestContext): Promise<Simulation | null> {
    return this.simulations.simulate(args, request);
  }
}
