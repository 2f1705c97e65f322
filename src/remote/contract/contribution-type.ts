/** A partner's contribution as it would be served, with the gateway's own dates, so that values are checked as there. */
import { buildASTSchema, concatAST, parse, type GraphQLObjectType, type GraphQLScalarType } from "graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";
import { LocalDate } from "../../gateway/local-date";
import type { AcceptedPartner } from "../sdl/accepted-partner";

export function contributionType(accepted: AcceptedPartner, gatewaySdl: string): GraphQLObjectType {
  const schema = buildASTSchema(concatAST([parse(gatewaySdl), accepted.definitions]), { assumeValidSDL: true });
  for (const it of [LocalDate, GraphQLDateTimeISO]) {
    const scalar = schema.getType(it.name) as GraphQLScalarType | undefined;
    if (scalar) scalar.parseValue = (value) => it.parseValue(value);
  }
  return schema.getType(accepted.contributionType) as GraphQLObjectType;
}
