/**
 * What a partner's SDL says once it is accepted: the one thing that approval, the schema, the catalogue and the source
 * of a partner with a system of its own read. `checkPartnerSdl` (check-partner-sdl.ts) makes it; nothing else does.
 */
import type { DocumentNode } from "graphql";
import type { ElementKind, SharedDeclaration } from "../../gateway/declare";
import type { Mapping } from "../mapping/mapping";
import type { PartnerKind } from "../partner-in-force";

/** One thing that is wrong with a partner's SDL, and what to do about it. */
export interface SdlFault {
  /** A stable word for programs; the list is `SDL_FAULTS`. */
  readonly code: string;
  /** What is wrong and what to do, for the developer who wrote it. */
  readonly message: string;
  /** Both from 1, in the text that was checked; 1 and 1 where the fault is that something is missing. */
  readonly line: number;
  readonly column: number;
  /** Left out where the text is the SDL. */
  readonly text?: "openapi";
}

/** Where a partner says more about an item than its content, by the name of the field; lifted into `provenance`. */
export const PROVENANCE_FIELDS = ["occurredOn", "recordedAt", "nature", "authorRole", "sourceRef"] as const;
export type ProvenanceField = (typeof PROVENANCE_FIELDS)[number];

/** One field of the contribution: decided as a whole, by its category. */
export interface PartnerField {
  readonly name: string;
  readonly declaration: SharedDeclaration;
  /** As printed, such as `[Supervision!]`. Always nullable. */
  readonly type: string;
  readonly list: boolean;
  /** The object type of its items, or null where a value is a scalar or an enum. */
  readonly itemType: string | null;
  /** Dotted paths below the field, in the order of the alphabet. */
  readonly elements: readonly { readonly path: string; readonly is: ElementKind }[];
  /** Which of the conventional fields its item type has. Empty without an item type. */
  readonly provenance: readonly ProvenanceField[];
}

export interface AcceptedPartner {
  /** The one field it adds to FamilyMember, such as `probation`. */
  readonly field: string;
  readonly description: string | null;
  /** The one type that field has, such as `ProbationContribution`. */
  readonly contributionType: string;
  /** The contribution's fields, by name. */
  readonly fields: ReadonlyMap<string, PartnerField>;
  /**
   * The partner's own object types and enums, the contribution among them, to extend the gateway's schema with. Without
   * FamilyMember, without federation's directives, without the scalars and enums that the gateway has already; `@shared`
   * and `@element` stand on the fields. Scalars are the gateway's own by name. What every contribution and every item has
   * from the gateway (`agency`, `sharing`, `involved`, `involvements`; `id`, `provenance`) is not in it: those names
   * are reserved.
   */
  readonly definitions: DocumentNode;
  /** How its answers become its fields; null for a subgraph, which answers in the words of its schema. */
  readonly mapping: Mapping | null;
  /** The same in one spelling: sorted, printed, without what the gateway defines itself. */
  readonly sdl: string;
  /** Of `sdl` and of the OpenAPI document where there is one, in hexadecimal. Order, layout and comments do not change it; names, types, descriptions, classes do. */
  readonly sha256: string;
}

/** A partner that is active: nothing of another partner may clash with it. */
export interface ActivePartner {
  readonly name: string;
  readonly sdl: string;
}

export interface SdlSurroundings {
  /** The gateway's own schema, without partners, as SDL with its directives (`schema/schema.graphql`). */
  readonly gatewaySdl: string;
  /** Every active partner but the one that this SDL replaces. */
  readonly active: readonly ActivePartner[];
  /** What the partner's system speaks; a subgraph, where nothing is said. */
  readonly kind?: PartnerKind;
  /** The document that describes a JSON interface. */
  readonly openapi?: string | null;
}

export type SdlVerdict =
  | { readonly accepted: AcceptedPartner; readonly faults: readonly [] }
  | { readonly accepted: null; readonly faults: readonly SdlFault[] };

/** Lists every fault at once, in the order of the text. Pure: asks nobody. */
export type CheckPartnerSdl = (sdl: string, around: SdlSurroundings) => SdlVerdict;

/** The hash of any SDL that parses, to compare a live `_service.sdl` with the approved one; null where it does not. */
export type HashSdl = (sdl: string) => string | null;

export interface ClassificationChange {
  readonly kind: "NEW_FIELD" | "GONE_FIELD" | "RECLASSIFIED" | "ELEMENT" | "SHAPE" | "MAPPING";
  /** `probation.supervision` or `probation.supervision.officer.name`. */
  readonly path: string;
  /** The whole change in words, for a governance reviewer. */
  readonly words: string;
}

/** What an approval of `after` opens, closes or moves; `before` is what is approved now, or null where nothing is. */
export type DiffClassification = (
  before: AcceptedPartner | null,
  after: AcceptedPartner,
) => readonly ClassificationChange[];
