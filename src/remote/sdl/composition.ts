/** Puts a partner's SDL together with the gateway and every active partner, as a federation engine would. */
import { composeServices } from "@theguild/federation-composition";
import { Kind, parse, type ConstDirectiveNode, type DefinitionNode, type DocumentNode } from "graphql";
import type { SdlSurroundings } from "./accepted-partner";
import { MEMBER } from "./profile";
import type { SdlFaults } from "./sdl-faults";
import { withOurDirectives } from "./self-consistent";
import { gatewayDocument } from "./surroundings";

const LINK = parse('extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])');
const KEY = (
  parse('type T @key(fields: "id") { id: ID! }').definitions[0] as { directives: readonly ConstDirectiveNode[] }
).directives;

/** Adds what a composer finds. To be asked only where nothing else is wrong: its words are not for beginners. */
export function checkComposition(partner: DocumentNode, around: SdlSurroundings, faults: SdlFaults): void {
  const { errors } = composeServices([
    { name: "gateway", typeDefs: asSubgraph(gatewayDocument(around.gatewaySdl)) },
    ...around.active.map((it, i) => ({ name: `active-${i}`, typeDefs: withOurDirectives(parse(it.sdl)) })),
    { name: "partner", typeDefs: withOurDirectives(partner) },
  ]);
  for (const error of errors ?? []) {
    const message = error.message.replace(/active-(\d+)/g, (_, i: string) => around.active[Number(i)]?.name ?? "");
    faults.add("COMPOSITION", error.nodes?.[0] ?? null, message);
  }
}

/** The gateway's own schema with FamilyMember as the entity that partners add to. */
const asSubgraph = ({ definitions }: DocumentNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [
    ...LINK.definitions,
    ...definitions.map((it): DefinitionNode => {
      const isMember = it.kind === Kind.OBJECT_TYPE_DEFINITION && it.name.value === MEMBER;
      return isMember ? { ...it, directives: [...(it.directives ?? []), ...KEY] } : it;
    }),
  ],
});
