/** The explorer's own script, run as the browser runs it: what it offers for a schema. */
import vm from "node:vm";
import type { GraphQLSchema } from "graphql";
import { OWN_CONTRIBUTIONS, PARTNER_EXAMPLES } from "../../src/explorer/partner-examples-script";
import type { ExampleQuery } from "../../src/explorer/queries";

export const partnerExamples = (schema: GraphQLSchema): readonly ExampleQuery[] =>
  vm.runInThisContext(`(function () {${PARTNER_EXAMPLES}; return partnerExamples; })()`)(schema, OWN_CONTRIBUTIONS);
