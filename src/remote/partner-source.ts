/**
 * What a partner is to the record, whatever its system speaks: asked for people by its own identifiers, it answers for
 * each person with items or with a code. `subgraph/`, `fhir/` and `rest/` each have one.
 */
import type { GraphQLObjectType } from "graphql";
import type { Deadline, SourceAnswer, SourceAsk } from "../sources/source";
import type { PartnerInForce } from "./partner-in-force";
import type { AcceptedPartner } from "./sdl/accepted-partner";
import type { PartnerLine } from "./transport/partner-line";

/** An ask about somebody whom the partner knows, by the identifiers that it knows them by. */
export interface KeyedAsk extends SourceAsk {
  readonly keys: readonly string[];
}

export interface PartnerSource {
  /** @returns for each person an answer; whoever has none gave no answer */
  fetch(asks: readonly KeyedAsk[], deadline: Deadline): Promise<ReadonlyMap<string, SourceAnswer>>;
}

export interface PartnerSourceParts {
  readonly inForce: PartnerInForce;
  readonly accepted: AcceptedPartner;
  /** The partner's contribution in the schema that is served. */
  readonly type: GraphQLObjectType;
  readonly line: Pick<PartnerLine, "send">;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The id of an item, from what it is of: the same at every fetch, and no way back. */
  readonly itemId: (...of: readonly string[]) => string;
  /** A line for the operator; never holds personal data, nor any word of the partner's answer. */
  readonly report: (event: string) => void;
}
