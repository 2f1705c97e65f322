import { Ctx, Query, Resolver } from "type-graphql";
import { Open } from "../gateway/declare";
import type { RequestContext } from "../identity/request-context";
import { Viewer } from "./viewer.type";
import type { Viewers } from "./viewers";

@Resolver()
export class ViewerResolver {
  constructor(private readonly viewers: Viewers) {}

  @Open("It is about the caller.")
  @Query(() => Viewer, { description: "Who you are, for which purposes and under which protocols." })
  viewer(@Ctx() request: RequestContext): Promise<Viewer> {
    return this.viewers.get(request);
  }
}
