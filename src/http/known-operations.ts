/**
 * A validation rule: an operation of a kind that the schema has, and no other. graphql-js asks for the root type of a
 * subscription only while it executes, and its failure then would count as a fault of ours.
 */
import { GraphQLError, type ValidationRule } from "graphql";

export const knownOperationsRule: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`There is no ${node.operation} here.`, { nodes: node }));
  },
});
