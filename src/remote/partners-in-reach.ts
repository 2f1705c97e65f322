/**
 * The partners in force, as this instance can ask them: each accepted version's line is opened once, kept while the
 * version is in force, and closed behind the last request that used it.
 */
import { createHmac } from "node:crypto";
import type { GraphQLObjectType, GraphQLSchema } from "graphql";
import type { HeldElsewhere } from "../gateway/partner";
import { FhirSource } from "./fhir/fhir.source";
import type { PartnerInForce } from "./partner-in-force";
import type { PartnerSource, PartnerSourceParts } from "./partner-source";
import type { ReachablePartner } from "./partners.source";
import type { AcceptedPartner } from "./sdl/accepted-partner";
import { RestSource } from "./rest/rest.source";
import { SubgraphSource } from "./subgraph/subgraph.source";
import type { AddressRules } from "./transport/partner-address";
import { PartnerLine, type LineLimits, type LineSettings } from "./transport/partner-line";
import { partnerLookup } from "./transport/partner-lookup";
import type { PartnerSecrets } from "./transport/partner-secrets";

/** How a partner of each kind is asked. */
export type PartnerSources = Partial<Record<PartnerInForce["kind"], (parts: PartnerSourceParts) => PartnerSource>>;
export const PARTNER_SOURCES: PartnerSources = {
  SUBGRAPH: (parts) => new SubgraphSource(parts),
  FHIR: (parts) => new FhirSource(parts),
  REST: (parts) => new RestSource(parts),
};

/** A version in force whose SDL this gateway still takes. */
export interface JoinedPartner {
  readonly inForce: PartnerInForce;
  readonly accepted: AcceptedPartner;
}

export interface ReachParts extends AddressRules {
  readonly secrets: PartnerSecrets;
  /** 32 bytes; the ids of items are made under a key of their own. */
  readonly idKey: Uint8Array;
  readonly now: () => number;
  readonly report: (event: string) => void;
  readonly limits?: LineLimits;
}

export class PartnersInReach {
  private readonly lines = new Map<string, PartnerLine>();
  private readonly reachable = new Map<string, ReachablePartner>();

  constructor(private readonly parts: ReachParts) {}

  get(id: string): ReachablePartner | undefined {
    return this.reachable.get(id);
  }

  /** From now on these can be asked as well; those of before still can, until `keepOnly`. */
  join(partners: readonly JoinedPartner[], schema: GraphQLSchema): HeldElsewhere[] {
    return partners.map((partner) => {
      const { inForce, accepted } = partner;
      const source = inForce.isOff ? null : this.sourceOf(partner, schema);
      this.reachable.set(inForce.id, { keySystem: inForce.keySystem, source });
      return {
        agency: inForce.agency,
        partner: inForce.id,
        field: accepted.field,
        contributionType: accepted.contributionType,
        fields: accepted.fields,
        batch: inForce.batch,
      };
    });
  }

  /** Nobody asks any other any more. */
  async keepOnly(ids: ReadonlySet<string>): Promise<void> {
    for (const id of [...this.reachable.keys()]) if (!ids.has(id)) this.reachable.delete(id);
    const closing = [...this.lines].filter(([id]) => !ids.has(id));
    for (const [id] of closing) this.lines.delete(id);
    await Promise.all(closing.map(([, line]) => line.close()));
  }

  /** Its own line, for looking at its endpoint. */
  lineOf(inForce: PartnerInForce): PartnerLine {
    const known = this.lines.get(inForce.id);
    if (known) return known;
    const { secrets, now, limits } = this.parts;
    const line = new PartnerLine(this.settingsOf(inForce, inForce.url), secrets, now, limits);
    this.lines.set(inForce.id, line);
    return line;
  }

  /** A line of its own, of its test endpoint; whoever asks for it closes it. */
  testLineOf(inForce: PartnerInForce): PartnerLine {
    const { secrets, now, limits } = this.parts;
    return new PartnerLine(this.settingsOf(inForce, inForce.testUrl ?? inForce.url), secrets, now, limits);
  }

  private settingsOf(inForce: PartnerInForce, url: string): LineSettings {
    return { ...inForce, url, ...(this.parts.plainHttp ? {} : { lookup: partnerLookup }) };
  }

  private sourceOf({ inForce, accepted }: JoinedPartner, schema: GraphQLSchema): PartnerSource | null {
    const { idKey, now, report } = this.parts;
    const type = schema.getType(accepted.contributionType) as GraphQLObjectType;
    const itemKey = createHmac("sha256", idKey).update("items of partners").digest();
    const itemId = (...of: readonly string[]) => uuidOf(itemKey, of);
    const line = this.lineOf(inForce);
    return PARTNER_SOURCES[inForce.kind]?.({ inForce, accepted, type, line, now, itemId, report }) ?? null;
  }
}

/** Shaped as the ids of our own items are (RFC 9562, version 8). */
function uuidOf(key: Uint8Array, of: readonly string[]): string {
  const bytes = createHmac("sha256", key).update(of.join("\n")).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
