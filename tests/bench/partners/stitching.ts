/** `@graphql-tools/federation`: one stitched schema, executed by graphql-js. */
import type { DocumentNode } from "graphql";
import { federation, graphql } from "./engines";
import type { Engine } from "./engine-server";
import { SUBGRAPHS, supergraph } from "./subgraphs";

export const stitching: Engine = (send) => ({
  schema: federation().getStitchedSchemaFromSupergraphSdl({
    supergraphSdl: supergraph(),
    batch: true,
    onSubschemaConfig: (config) => {
      // the supergraph writes names in capitals, with words apart
      const name = config.name.replaceAll("_", "").toUpperCase();
      const to = send(SUBGRAPHS.find((it) => it.toUpperCase() === name)!);
      config.executor = ({ document, variables }) => to({ query: textOf(document), ...(variables && { variables }) });
    },
  }),
});

/** A plan that is used again brings the same document. */
const texts = new WeakMap<DocumentNode, string>();
function textOf(document: DocumentNode): string {
  const known = texts.get(document) ?? graphql.print(document);
  texts.set(document, known);
  return known;
}
