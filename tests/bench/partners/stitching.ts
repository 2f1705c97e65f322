/** `@graphql-tools/federation`: one stitched schema, executed by graphql-js. */
import type { DocumentNode, ExecutionResult } from "graphql";
import { federation, graphql } from "./engines";
import type { Engine } from "./engine-server";
import { SUBGRAPHS, supergraph } from "./subgraphs";

export const stitching: Engine = (send) => {
  const schema = federation().getStitchedSchemaFromSupergraphSdl({
    supergraphSdl: supergraph(),
    batch: true,
    onSubschemaConfig: (config) => {
      // the supergraph writes names in capitals, with words apart
      const to = send(SUBGRAPHS.find((it) => it.toUpperCase() === config.name.replaceAll("_", "").toUpperCase())!);
      config.executor = ({ document, variables }) => to({ query: textOf(document), ...(variables && { variables }) });
    },
  });
  const documents = new Map<string, DocumentNode>();
  return Promise.resolve(async ({ query, variables }): Promise<ExecutionResult> => {
    const document = documents.get(query) ?? graphql.parse(query);
    if (!documents.has(query)) {
      const errors = graphql.validate(schema, document);
      if (errors.length > 0) return { errors };
    }
    documents.set(query, document);
    return graphql.execute({ schema, document, variableValues: variables, contextValue: {} });
  });
};

/** A plan that is used again brings the same document. */
const texts = new WeakMap<DocumentNode, string>();
function textOf(document: DocumentNode): string {
  const known = texts.get(document) ?? graphql.print(document);
  texts.set(document, known);
  return known;
}
