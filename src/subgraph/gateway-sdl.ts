/**
 * The gateway's own types as a composer reads them. `@shared` and `@element` are composed into the supergraph, so that
 * whoever runs one can see, and check (`lint-supergraph.ts`), what is decided here and must not be required elsewhere.
 */
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import type { GraphQLSchema } from "graphql";

/** Names the two directives for composition; nothing is fetched from it. */
export const SPECIFICATION = "https://family-record-gateway.invalid/sharing/v1.0";

const HEADER = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@composeDirective"])
  @link(url: "${SPECIFICATION}", import: ["@shared", "@element"])
  @composeDirective(name: "@shared")
  @composeDirective(name: "@element")
`;

/** @param keys of each entity */
export function gatewaySdl(schema: GraphQLSchema, keys: Readonly<Record<string, readonly string[]>>): string {
  const printed = printSchemaWithDirectives(schema).replace(/^schema \{[\s\S]*?\n\}\n/m, "");
  return Object.entries(keys).reduce(
    (sdl, [type, fields]) =>
      sdl.replace(
        new RegExp(`^type ${type}\\b`, "m"),
        (it) => `${it}${fields.map((key) => ` @key(fields: "${key}")`).join("")}`,
      ),
    `${HEADER}\n${printed}`,
  );
}
