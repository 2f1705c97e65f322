import { Arg, createUnionType, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import type { MyNotifications } from "./my-notifications";
import { MyNotification, NotificationSeen } from "./my-notifications.type";

const FOR_CALLER = "It says that something waits for the caller, in words that are the same for everybody.";

const SeenResult = createUnionType({
  name: "NotificationSeenResult",
  description: "The notification, or every reason why nothing was written.",
  types: () => [NotificationSeen, Refused] as const,
});

@Resolver()
export class MyNotificationsResolver {
  constructor(private readonly notifications: MyNotifications) {}

  @Open(FOR_CALLER)
  @Query(() => [MyNotification], { description: "What waits for you, newest first." })
  myNotifications(
    @Arg("first", () => Int, { defaultValue: 50, description: "1 to 200." }) first: number,
    @Arg("after", () => ID, { nullable: true, description: "The last one of the page before." })
    after: string | undefined,
    @Arg("unseen", () => Boolean, { defaultValue: false, description: "Only what you have not yet seen." })
    unseen: boolean,
    @Ctx() request: RequestContext,
  ): Promise<MyNotification[]> {
    return this.notifications.list({ first, after, unseen }, request);
  }

  @Open(FOR_CALLER)
  @Mutation(() => SeenResult, { description: "Says that you have seen a notification." })
  seenNotification(@Arg("notificationId", () => ID) notificationId: string, @Ctx() request: RequestContext) {
    return orRefused("NotificationSeen", () => this.notifications.seen(notificationId, request));
  }
}
