import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { RoleEnum } from "../../gateway/vocabulary.type";
import { words } from "../../gateway/words";
import { CHANNELS, type Channel } from "../../notifications/sender";
import type { Role } from "../../sharing/vocabulary";

export const ChannelEnum = words(CHANNELS);
registerEnumType(ChannelEnum, { name: "NotificationChannel", description: "How somebody is told." });

@InputType({
  description:
    "Where notifications of your agency go: to one user, to all who hold a role, or, with neither, whatever nobody else gets.",
})
export class SetContactPointInput {
  @Field(() => ID, { nullable: true, description: "A user of your agency." })
  userId?: string | null;

  @Field(() => RoleEnum, { nullable: true })
  role?: Role | null;

  @Field(() => ChannelEnum)
  channel: Channel;

  @Field(() => String, { description: "An e-mail address, or an https URL on the public internet." })
  address: string;
}
