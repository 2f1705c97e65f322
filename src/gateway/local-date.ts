import { GraphQLScalarType } from "graphql";
import { GraphQLLocalDate } from "graphql-scalars";

/**
 * A calendar date, `yyyy-mm-dd`. The library's scalar, but what stands on file was checked on its way in: a record has
 * hundreds of dates, and checking each again on its way out costs more than fetching it.
 */
export const LocalDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  serialize: (value) => value as string,
});
