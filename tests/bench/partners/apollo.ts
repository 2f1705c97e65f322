/** `@apollo/gateway`: its query planner and executor. */
import { apollo as load } from "./engines";
import type { Engine } from "./engine-server";
import { supergraph } from "./subgraphs";

export const apollo: Engine = (send) => {
  const { ApolloGateway } = load();
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph(),
    buildService: ({ name }) => {
      const to = send(name);
      return { process: ({ request: { query, variables } }) => to({ query, ...(variables && { variables }) }) };
    },
  });
  return { gateway };
};
