/** Record, partners, governance and hub as one protected schema. */
import "reflect-metadata";
import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLNonNull,
  GraphQLString,
  isObjectType,
  specifiedDirectives,
  type GraphQLSchema,
} from "graphql";
import { buildSchema, getMetadataStorage } from "type-graphql";
import { compileCatalogue, type Catalogue } from "./gateway/catalogue";
import { protect } from "./gateway/protect";
import { PARTNERS } from "./partners";
import { joinPartner } from "./record/family-member.type";
import type { RequestContext } from "./identity/request-context";
import { RESOLVERS } from "./resolvers";
import type { Role } from "./sharing/vocabulary";
import { asSubgraph } from "./subgraph/as-subgraph";
import { gatewaySdl } from "./subgraph/gateway-sdl";
import { MEMBER_KEYS, MemberEntity } from "./subgraph/member-entity";

for (const partner of PARTNERS) joinPartner(partner);

const optional = { type: GraphQLString };
const needed = { type: new GraphQLNonNull(GraphQLString) };

/** What a field holds; who may see it is decided from protocols and consents. */
export const SHARED_DIRECTIVE = new GraphQLDirective({
  name: "shared",
  description: "This field holds data of this category, decided for each caller, purpose, case and person.",
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: { category: needed, minimumLevel: optional, manual: optional, existence: optional },
});

export const ELEMENT_DIRECTIVE = new GraphQLDirective({
  name: "element",
  description: "LOCATION places the person, THIRD_PARTY names who told, NARRATIVE is the account in words.",
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: { is: needed },
});

/** Who composes larger graphs, and who answers for them. To anybody else the types are nobody's business. */
const COMPOSERS: ReadonlySet<Role> = new Set(["INTEGRATOR", "INFORMATION_GOVERNANCE_LEAD"]);

export interface GatewaySchema {
  readonly schema: GraphQLSchema;
  readonly catalogue: Catalogue;
}

/**
 * @param instanceOf where a resolver class finds its one instance, at the time of a request
 * @throws Error naming every field that is not declared, so that the server does not start
 */
export async function buildGatewaySchema(instanceOf: (resolver: unknown) => unknown): Promise<GatewaySchema> {
  const schema = await buildSchema({
    resolvers: RESOLVERS,
    orphanedTypes: PARTNERS.map((it) => it.contribution),
    container: { get: (resolver) => instanceOf(resolver) as never },
    directives: [...specifiedDirectives, SHARED_DIRECTIVE, ELEMENT_DIRECTIVE],
    validate: false,
  });
  readPlainly(schema);
  let sdl: string | null = null;
  const subgraph = asSubgraph<RequestContext>(schema, {
    sdl: ({ viewer }) =>
      COMPOSERS.has(viewer.role) ? (sdl ??= gatewaySdl(schema, { FamilyMember: MEMBER_KEYS })) : null,
    entities: {
      FamilyMember: {
        keys: MEMBER_KEYS,
        find: (...asked) => (instanceOf(MemberEntity) as MemberEntity).find(...asked),
      },
    },
    open: "A larger graph asks here for what it has keys of; every member says for itself what is released.",
  });
  return { schema: protect(subgraph), catalogue: compileCatalogue(subgraph, PARTNERS) };
}

/** Fields without a resolver of their own read a property. type-graphql's basic resolver does so too, at a price. */
function readPlainly(schema: GraphQLSchema): void {
  const resolved = new Set(
    getMetadataStorage().fieldResolvers.map((it) => `${it.getObjectType?.()?.name}.${it.schemaName}`),
  );
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.includes(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      if (!resolved.has(`${type.name}.${field.name}`)) field.resolve = undefined;
    }
  }
}
