import { Field, ID, Int, ObjectType } from "type-graphql";
import { Agency, ContributionItem } from "../gateway/contribution-item.type";
import { DecidedByItem, Open } from "../gateway/declare";
import { LocalDate } from "../gateway/local-date";
import { Category } from "../gateway/release-decision.type";
import type { Category as CategoryWord } from "../sharing/vocabulary";

const ONLY_RELEASED = "The chronology holds what was released, and was filtered before it was counted or paged.";

@ObjectType({ description: "One dated item, wherever in the record it stands." })
export class ChronologyEvent {
  @DecidedByItem()
  @Field(() => LocalDate, { nullable: true })
  occurredOn?: string | null;

  @DecidedByItem()
  @Field(() => ID, { nullable: true, description: "The member it is about." })
  member?: string | null;

  @DecidedByItem()
  @Field(() => Agency, { nullable: true })
  agency?: Agency | null;

  @DecidedByItem()
  @Field(() => Category, { nullable: true })
  category?: CategoryWord | null;

  @DecidedByItem()
  @Field(() => String, { nullable: true, description: "The field of the agency's contribution that it stands under." })
  field?: string | null;

  @DecidedByItem()
  @Field(() => ContributionItem, { nullable: true })
  item?: ContributionItem | null;
}

@ObjectType({ description: "GraphQL Cursor Connections: an edge." })
export class ChronologyEdge {
  @Open(ONLY_RELEASED)
  @Field(() => String)
  cursor: string;

  @Open(ONLY_RELEASED)
  @Field(() => ChronologyEvent)
  node: ChronologyEvent;
}

@ObjectType({ description: "GraphQL Cursor Connections: about the page." })
export class PageInfo {
  @Open(ONLY_RELEASED)
  @Field(() => Boolean)
  hasNextPage: boolean;

  @Open(ONLY_RELEASED)
  @Field(() => Boolean)
  hasPreviousPage: boolean;

  @Open(ONLY_RELEASED)
  @Field(() => String, { nullable: true })
  startCursor?: string | null;

  @Open(ONLY_RELEASED)
  @Field(() => String, { nullable: true })
  endCursor?: string | null;
}

@ObjectType({ description: "The family's events across agencies, newest first." })
export class ChronologyConnection {
  @Open(ONLY_RELEASED)
  @Field(() => [ChronologyEdge])
  edges: ChronologyEdge[];

  @Open(ONLY_RELEASED)
  @Field(() => PageInfo)
  pageInfo: PageInfo;

  @Open(ONLY_RELEASED)
  @Field(() => Int, { description: "Of released events." })
  totalCount: number;
}
