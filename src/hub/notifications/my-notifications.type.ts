import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Open } from "../../gateway/declare";
import { words } from "../../gateway/words";
import { TOPICS, type Topic } from "../../notifications/topics";

const FOR_CALLER = "It says that something waits for the caller, in words that are the same for everybody.";

export const TopicEnum = words(Object.keys(TOPICS) as Topic[]);
registerEnumType(TopicEnum, {
  name: "NotificationTopic",
  description: "What a notification can be about.",
  valuesConfig: Object.fromEntries(Object.entries(TOPICS).map(([word, description]) => [word, { description }])),
});

@ObjectType({ description: "Something that waits for you, or for your role at your agency. It names nobody." })
export class MyNotification {
  @Open(FOR_CALLER)
  @Field(() => ID, { description: "Opaque; the reference in the e-mail or webhook." })
  id: string;

  @Open(FOR_CALLER)
  @Field(() => TopicEnum)
  topic: Topic;

  @Open(FOR_CALLER)
  @Field(() => String)
  text: string;

  @Open(FOR_CALLER)
  @Field(() => GraphQLDateTimeISO)
  at: Date;

  @Open(FOR_CALLER)
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "By when somebody has to act." })
  dueAt?: Date | null;

  @Open(FOR_CALLER)
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When you said that you have seen it." })
  seenAt?: Date | null;
}

@ObjectType({ description: "A notification that you have seen." })
export class NotificationSeen {
  @Open(FOR_CALLER)
  @Field(() => ID)
  notificationId: string;
}
