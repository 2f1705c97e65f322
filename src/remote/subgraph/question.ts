/**
 * One request to a partner's subgraph: people with the same permissions stand under one alias, each alias asks for what
 * is permitted to all of them and nothing else, and of a person only the key is told.
 */
import type { GraphQLObjectType } from "graphql";
import type { Selection } from "../../sources/source";
import { askedOf } from "../asked";
import type { KeyedAsk } from "../partner-source";
import type { AcceptedPartner } from "../sdl/accepted-partner";

export interface Representation {
  readonly person: string;
  readonly key: string;
}

export interface QuestionGroup {
  readonly alias: string;
  readonly fields: readonly string[];
  /** Below the contribution: what is asked for, the provenance of items included. */
  readonly selection: Selection;
  readonly people: readonly Representation[];
}

export interface Question {
  readonly groups: readonly QuestionGroup[];
  readonly query: string;
  readonly variables: Readonly<Record<string, readonly { readonly __typename: "FamilyMember"; readonly id: string }[]>>;
}

/** @param type the partner's contribution in the schema that is served */
export function questionOf(asks: readonly KeyedAsk[], partner: AcceptedPartner, type: GraphQLObjectType): Question {
  const bySelection = new Map<string, { fields: readonly string[]; selection: Selection; people: Representation[] }>();
  for (const ask of asks) {
    const selection = askedOf(ask, partner, type);
    const text = print(selection);
    const group = bySelection.get(text) ?? { fields: ask.fields, selection, people: [] };
    group.people.push(...ask.keys.map((key) => ({ person: ask.person, key })));
    bySelection.set(text, group);
  }
  const groups = [...bySelection.values()].map((it, i) => ({ alias: `g${i}`, ...it }));
  const variables = groups.map((_, i) => `$r${i}: [_Any!]!`).join(", ");
  const asked = groups.map(
    ({ alias, selection }, i) =>
      `${alias}: _entities(representations: $r${i}) { __typename ... on FamilyMember { id ${partner.field} ${print(selection)} } }`,
  );
  return {
    groups,
    query: `query(${variables}) { ${asked.join(" ")} }`,
    variables: Object.fromEntries(
      groups.map(({ people }, i) => [
        `r${i}`,
        people.map(({ key }) => ({ __typename: "FamilyMember" as const, id: key })),
      ]),
    ),
  };
}

/** Names come from the accepted SDL, where they were checked to be names. An object with nothing below says its type. */
const print = (selection: Selection): string =>
  `{ ${[...selection].map(([name, below]) => (below ? `${name} ${print(below)}` : name)).join(" ") || "__typename"} }`;
