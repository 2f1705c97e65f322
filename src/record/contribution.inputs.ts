/** Items as the mutation takes them, and in the shape that files use, which is the one that is checked. */
import { GraphQLDateTimeISO, GraphQLJSONObject } from "graphql-scalars";
import { Field, InputType, registerEnumType } from "type-graphql";
import { NatureEnum } from "../gateway/contribution-item.type";
import { LocalDate } from "../gateway/local-date";
import { words } from "../gateway/words";
import { PersonInput } from "../people/person-input.type";
import type { Nature, RestrictionCode } from "../sharing/vocabulary";

/** GraphQL words cannot hold a hyphen: X-THIRD-PARTY is THIRD_PARTY here. */
const ItemRestrictionEnum = words([
  "REFUGE",
  "ADOPTION",
  "GRC",
  "HFEA",
  "COURT",
  "INTEL",
  "THIRD_PARTY",
  "PRIVILEGE",
] as const);
registerEnumType(ItemRestrictionEnum, {
  name: "ItemRestriction",
  description:
    "A restriction that the source puts on its item (release-decision model, B5). It always wins and is never shown.",
});

@InputType({ description: "A restriction on an item, set by its source." })
export class ItemRestrictionInput {
  @Field(() => ItemRestrictionEnum)
  code: keyof typeof ItemRestrictionEnum;

  @Field(() => [String], {
    nullable: true,
    description: "Dotted paths of the elements it touches; left out, the item.",
  })
  elements?: string[] | null;

  @Field(() => [String], { nullable: true, description: "COURT: agencies on the order, which it does not bind." })
  exempt?: string[] | null;
}

@InputType({ description: "One item of your agency about one person." })
export class ContributionItemInput {
  @Field(() => PersonInput)
  person: PersonInput;

  @Field(() => String, { description: "A field of your contribution, such as edAttendances." })
  field: string;

  @Field(() => GraphQLJSONObject, { description: "The item, in the shape of that field's type." })
  body: Record<string, unknown>;

  @Field(() => LocalDate, { nullable: true, description: "When it happened." })
  occurredOn?: string | null;

  @Field(() => GraphQLDateTimeISO, { description: "When you recorded it." })
  recordedAt: Date;

  @Field(() => NatureEnum)
  nature: Nature;

  @Field(() => String, { nullable: true, description: "The author's role, never their name." })
  authorRole?: string | null;

  @Field(() => String, {
    description: "Your own reference. The same again changes nothing; anything else under it supersedes.",
  })
  sourceRef: string;

  @Field(() => [ItemRestrictionInput], { nullable: true })
  restrictions?: ItemRestrictionInput[] | null;
}

export const toFileShape = ({ restrictions, recordedAt, person, ...item }: ContributionItemInput) => ({
  ...item,
  person: { ...person },
  recordedAt: recordedAt.toISOString(),
  restrictions: restrictions?.map(({ code, elements, exempt }) => ({
    code: `X-${code.replaceAll("_", "-")}` as RestrictionCode,
    ...(elements ? { elements } : {}),
    ...(exempt ? { exempt } : {}),
  })),
});
