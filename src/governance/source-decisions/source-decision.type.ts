import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Open } from "../../gateway/declare";
import { Category } from "../../gateway/release-decision.type";
import { PurposeEnum, RagEnum, RoleEnum, type Rag } from "../../gateway/vocabulary.type";
import { words } from "../../gateway/words";
import type { Category as CategoryWord, Purpose, Role } from "../../sharing/vocabulary";

const OWN_WRITE = "It confirms what the caller has just written.";
const FOR_THE_SOURCE =
  "Only those who decide for the source get here; what is shown is the request and the source's own.";
const FOR_THE_REQUESTER = "Only who works on the case that it was asked for gets here, at the agency that asked.";

export const RequestStatusEnum = words(["OPEN", "RELEASED", "REFUSED", "MORE_DETRIMENTAL"] as const);
export type RequestStatus = keyof typeof RequestStatusEnum;
registerEnumType(RequestStatusEnum, {
  name: "DisclosureRequestStatus",
  description: "What has become of a disclosure request.",
  valuesConfig: {
    OPEN: { description: "Waits for the source." },
    RELEASED: { description: "The source has released; the record shows what, as long as it lasts." },
    REFUSED: { description: "The source has refused, and says why." },
    MORE_DETRIMENTAL: { description: "The source finds that sharing would be more detrimental to the child." },
  },
});

@ObjectType({ description: "A disclosure request, as it waits for the source." })
export class DisclosureRequested {
  @Open(OWN_WRITE)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency." })
  requestId: string;

  @Open(OWN_WRITE)
  @Field(() => GraphQLDateTimeISO, { description: "By when the source should decide." })
  dueAt: Date;
}

@ObjectType({ description: "A disclosure request, as it was answered or as its release was ended." })
export class DisclosureAnswered {
  @Open(OWN_WRITE)
  @Field(() => ID)
  requestId: string;

  @Open(OWN_WRITE)
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "With a release: when it ends." })
  validTo?: Date | null;
}

@ObjectType({ description: "An identifier by which the source itself knows the person." })
export class OwnIdentifier {
  @Open(FOR_THE_SOURCE)
  @Field(() => String)
  system: string;

  @Open(FOR_THE_SOURCE)
  @Field(() => String)
  value: string;
}

@ObjectType({ description: "One of the source's own items that a release can name. Never its content." })
export class ReleasableItem {
  @Open(FOR_THE_SOURCE)
  @Field(() => String, { description: "The source's own reference." })
  sourceRef: string;

  @Open(FOR_THE_SOURCE)
  @Field(() => String)
  field: string;

  @Open(FOR_THE_SOURCE)
  @Field(() => String, { nullable: true, description: "yyyy-mm-dd." })
  occurredOn?: string | null;

  @Open(FOR_THE_SOURCE)
  @Field(() => Boolean, { description: "You put a restriction on it, which wins over any release." })
  restricted: boolean;
}

@ObjectType({ description: "What somebody asks of your agency: only its own people may release it." })
export class DisclosureRequestAtSource {
  @Open(FOR_THE_SOURCE)
  @Field(() => ID)
  id: string;

  @Open(FOR_THE_SOURCE)
  @Field(() => RequestStatusEnum)
  status: RequestStatus;

  @Open(FOR_THE_SOURCE)
  @Field(() => String, { description: "The agency that asks, and to which a release is made." })
  agency: string;

  @Open(FOR_THE_SOURCE)
  @Field(() => String, { description: "Who asks, by name." })
  requestedBy: string;

  @Open(FOR_THE_SOURCE)
  @Field(() => RoleEnum)
  role: Role;

  @Open(FOR_THE_SOURCE)
  @Field(() => PurposeEnum)
  purpose: Purpose;

  @Open(FOR_THE_SOURCE)
  @Field(() => Category)
  category: CategoryWord;

  @Open(FOR_THE_SOURCE)
  @Field(() => String, { description: "Why it is needed, in the requester's words." })
  reason: string;

  @Open(FOR_THE_SOURCE)
  @Field(() => String, { description: "Common level of need when it was asked: 1 to 4, or 3s with a statutory basis." })
  level: string;

  @Open(FOR_THE_SOURCE)
  @Field(() => RagEnum, { description: "How urgent the case was rated; AMBER where nobody had." })
  rag: Rag;

  @Open(FOR_THE_SOURCE)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  neededBy?: Date | null;

  @Open(FOR_THE_SOURCE)
  @Field(() => GraphQLDateTimeISO)
  requestedAt: Date;

  @Open(FOR_THE_SOURCE)
  @Field(() => GraphQLDateTimeISO)
  dueAt: Date;

  @Open(FOR_THE_SOURCE)
  @Field(() => Boolean, { description: "It still waits, and should not." })
  overdue: boolean;

  @Open(FOR_THE_SOURCE)
  @Field(() => [OwnIdentifier], {
    description: "By which your agency knows the person; empty where it does not. If so, ring who asks.",
  })
  subject: OwnIdentifier[];

  @Open(FOR_THE_SOURCE)
  @Field(() => [ReleasableItem], { description: "What your agency holds of this category about the person." })
  items: ReleasableItem[];

  @Open(FOR_THE_SOURCE)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  answeredAt?: Date | null;

  @Open(FOR_THE_SOURCE)
  @Field(() => Boolean, { description: "It was answered MORE_DETRIMENTAL, and the requester is not to know." })
  covert: boolean;

  @Open(FOR_THE_SOURCE)
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When a release ends." })
  validTo?: Date | null;
}

@ObjectType({ description: "What your agency has asked of a source for a case that you work on." })
export class RequestedDisclosure {
  @Open(FOR_THE_REQUESTER)
  @Field(() => ID)
  id: string;

  @Open(FOR_THE_REQUESTER)
  @Field(() => ID)
  memberId: string;

  @Open(FOR_THE_REQUESTER)
  @Field(() => String, { description: "The agency that decides." })
  source: string;

  @Open(FOR_THE_REQUESTER)
  @Field(() => Category)
  category: CategoryWord;

  @Open(FOR_THE_REQUESTER)
  @Field(() => PurposeEnum)
  purpose: Purpose;

  @Open(FOR_THE_REQUESTER)
  @Field(() => RequestStatusEnum)
  status: RequestStatus;

  @Open(FOR_THE_REQUESTER)
  @Field(() => GraphQLDateTimeISO)
  requestedAt: Date;

  @Open(FOR_THE_REQUESTER)
  @Field(() => GraphQLDateTimeISO)
  dueAt: Date;

  @Open(FOR_THE_REQUESTER)
  @Field(() => Boolean)
  overdue: boolean;

  @Open(FOR_THE_REQUESTER)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  answeredAt?: Date | null;

  @Open(FOR_THE_REQUESTER)
  @Field(() => String, { nullable: true, description: "With REFUSED: why, in the source's words." })
  answer?: string | null;

  @Open(FOR_THE_REQUESTER)
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "With RELEASED: when it ends." })
  validTo?: Date | null;
}
