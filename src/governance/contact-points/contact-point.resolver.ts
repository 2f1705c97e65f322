import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import { RoleEnum } from "../../gateway/vocabulary.type";
import type { RequestContext } from "../../identity/request-context";
import type { Channel } from "../../notifications/sender";
import type { Role } from "../../sharing/vocabulary";
import { ChannelEnum, SetContactPointInput } from "./contact-point.inputs";
import type { ContactPoints } from "./contact-points";

const OWN_WRITE = "It confirms what the caller has just written.";
const OWN_AGENCY = "It is where the caller's own agency is told that something waits; it is about no family.";

@ObjectType({ description: "Where notifications of your agency go." })
export class NotificationContact {
  @Open(OWN_AGENCY)
  @Field(() => ID)
  id: string;

  @Open(OWN_AGENCY)
  @Field(() => ID, { nullable: true, description: "One user's own." })
  userId?: string | null;

  @Open(OWN_AGENCY)
  @Field(() => RoleEnum, { nullable: true, description: "Of all who hold this role." })
  role?: Role | null;

  @Open(OWN_AGENCY)
  @Field(() => ChannelEnum)
  channel: Channel;

  @Open(OWN_AGENCY)
  @Field(() => String)
  address: string;
}

@ObjectType({ description: "A contact point, as it was set or taken away." })
export class ContactPointChanged {
  @Open(OWN_WRITE)
  @Field(() => ID)
  contactPointId: string;
}

const ContactPointResult = createUnionType({
  name: "ContactPointResult",
  description: "The contact point, or every reason why nothing was written.",
  types: () => [ContactPointChanged, Refused] as const,
});

@Resolver()
export class ContactPointResolver {
  constructor(private readonly contactPoints: ContactPoints) {}

  @Open(OWN_AGENCY)
  @Query(() => [NotificationContact], {
    description: "Where notifications of your agency go; for its information-governance lead.",
  })
  notificationContacts(@Ctx() request: RequestContext): Promise<NotificationContact[]> {
    return this.contactPoints.list(request);
  }

  @Open(OWN_WRITE)
  @Mutation(() => ContactPointResult, {
    description: "Has your agency's notifications sent to an address too; for its information-governance lead.",
  })
  setContactPoint(
    @Arg("input", () => SetContactPointInput) input: SetContactPointInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("ContactPointChanged", () => this.contactPoints.set(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ContactPointResult, {
    description: "Takes an address away, from this instant; what was still to be sent there is not.",
  })
  removeContactPoint(@Arg("contactPointId", () => ID) contactPointId: string, @Ctx() request: RequestContext) {
    return orRefused("ContactPointChanged", () => this.contactPoints.remove(contactPointId, request));
  }
}
