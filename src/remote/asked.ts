/** What is asked of a partner about one person: what is permitted and selected, and where an item comes from. */
import { getNamedType, type GraphQLObjectType } from "graphql";
import type { Selection } from "../sources/source";
import type { KeyedAsk } from "./partner-source";
import type { AcceptedPartner } from "./sdl/accepted-partner";

/** What the rules read of an item, whether or not the query selects it: a service that may not be named names itself. */
const READ_BY_RULES = "service";

/** The permitted fields, and of an item also where it comes from. */
export function askedOf({ fields, elsewhere }: KeyedAsk, partner: AcceptedPartner, type: GraphQLObjectType): Selection {
  return new Map(
    [...fields].sort().map((name) => {
      const field = partner.fields.get(name)!;
      if (field.itemType === null) return [name, null];
      const below = new Map(elsewhere?.selections.get(name) ?? []);
      for (const it of field.provenance) below.set(it, null);
      const item = getNamedType(type.getFields()[name]!.type) as GraphQLObjectType;
      if (field.declaration.category === "involvement" && item.getFields()[READ_BY_RULES])
        below.set(READ_BY_RULES, null);
      return [name, new Map([...below].sort(([a], [b]) => (a < b ? -1 : 1)))];
    }),
  );
}
