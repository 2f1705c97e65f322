/** The schema to serve for the partners that are on file: the gateway's own, and theirs joined to it, protected alike. */
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import type { GraphQLSchema } from "graphql";
import { compileCatalogue } from "./gateway/catalogue";
import { protect } from "./gateway/protect";
import type { Hub, HubRepository } from "./governance/hub.repository";
import type { BuiltSchema, Schemas } from "./http/engines";
import { PARTNERS } from "./partners";
import { joinPartners } from "./remote/joined-schema";
import type { PartnerInForce } from "./remote/partner-in-force";
import type { JoinedPartner, PartnersInReach } from "./remote/partners-in-reach";
import type { AcceptedPartner, ActivePartner } from "./remote/sdl/accepted-partner";
import { checkPartnerSdl } from "./remote/sdl/check-partner-sdl";
import type { GatewaySchema } from "./schema";

/** The gateway's own schema as text, which partners' SDL is checked against. Printed at its first use. */
export function ownSdl({ schema }: GatewaySchema): () => string {
  let text: string | null = null;
  return () => (text ??= printSchemaWithDirectives(schema));
}

export class PartnerSchemas implements Schemas {
  readonly base: BuiltSchema;
  private current: BuiltSchema;
  /** By version: its SDL is read once. Null for one that this gateway does not take any more. */
  private readonly accepted = new Map<string, AcceptedPartner | null>();
  /** Versions that a schema which is still in use was made of. */
  private readonly inUse = new Map<BuiltSchema, ReadonlySet<string>>();

  constructor(
    private readonly own: GatewaySchema,
    private readonly sdl: () => string,
    private readonly hub: HubRepository,
    private readonly reach: PartnersInReach,
    private readonly report: (event: string) => void,
  ) {
    this.base = { ...own, partners: "", release: () => Promise.resolve() };
    this.current = this.base;
  }

  async latest(): Promise<BuiltSchema> {
    const hub = await this.hub.latest();
    if (hub.partnersKey !== this.current.partners) this.current = this.build(hub);
    return this.current;
  }

  private build({ partners, partnersKey }: Hub): BuiltSchema {
    const { joined, schema } = this.served(this.joinedOf(partners));
    const built: BuiltSchema = {
      schema,
      catalogue: compileCatalogue(schema, PARTNERS, this.reach.join(joined, schema)),
      partners: partnersKey,
      release: () => this.release(built),
    };
    this.inUse.set(built, new Set(joined.map((it) => it.inForce.id)));
    return built;
  }

  private async release(built: BuiltSchema): Promise<void> {
    this.inUse.delete(built);
    await this.reach.keepOnly(new Set([...this.inUse.values()].flatMap((it) => [...it])));
  }

  private schemaOf(joined: readonly JoinedPartner[]): GraphQLSchema {
    const accepted = joined.map((it) => it.accepted);
    return protect(joinPartners(this.own.schema, accepted));
  }

  private served(accepted: readonly JoinedPartner[]) {
    try {
      return { joined: accepted, schema: this.schemaOf(accepted) };
    } catch {
      const joined = this.thoseThatCanJoin(accepted);
      return { joined, schema: this.schemaOf(joined) };
    }
  }

  private canServe(joined: readonly JoinedPartner[]): boolean {
    try {
      this.schemaOf(joined);
      return true;
    } catch {
      return false;
    }
  }

  /** One partner that cannot be served must not cost everybody their records. */
  private thoseThatCanJoin(accepted: readonly JoinedPartner[]): JoinedPartner[] {
    return accepted.reduce<JoinedPartner[]>((joined, it) => {
      if (this.canServe([...joined, it])) return [...joined, it];
      this.report(`partner ${it.inForce.agency} cannot be joined: its types are not safe to serve`);
      return joined;
    }, []);
  }

  /** Each was checked with the others before it was activated; what is refused now, a newer gateway refuses. */
  private joinedOf(partners: readonly PartnerInForce[]): JoinedPartner[] {
    const active: ActivePartner[] = [];
    const joined: JoinedPartner[] = [];
    for (const inForce of partners) {
      const accepted = this.acceptedOf(inForce, active);
      if (!accepted) {
        this.report(`partner ${inForce.agency} cannot be joined: its SDL is not taken any more`);
        continue;
      }
      active.push({ name: inForce.name, sdl: accepted.sdl });
      joined.push({ inForce, accepted });
    }
    return joined;
  }

  private acceptedOf(
    { id, sdl, sha256, kind, openapi }: PartnerInForce,
    active: readonly ActivePartner[],
  ): AcceptedPartner | null {
    const known = this.accepted.get(id);
    if (known !== undefined) return known;
    const { accepted } = checkPartnerSdl(sdl, { gatewaySdl: this.sdl(), active, kind, openapi });
    // the text on file is the text that was approved, or it is not served
    const pinned = accepted?.sha256 === sha256 ? accepted : null;
    this.accepted.set(id, pinned);
    return pinned;
  }
}
