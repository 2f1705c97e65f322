/** Agencies with systems of their own: how they are taken in, looked after and asked. */
import { ContractTests } from "../governance/partners/contract-tests";
import { PartnerCheck } from "../governance/partners/partner-check";
import { PartnerRegister } from "../governance/partners/partner-register";
import { PartnerWatch } from "../governance/partners/partner-watch";
import { PartnerResolver } from "../governance/partners/partner.resolver";
import { Partners } from "../governance/partners/partners";
import { ownSdl, PartnerSchemas } from "../partner-schemas";
import type { PartnerInForce } from "../remote/partner-in-force";
import { PartnersInReach } from "../remote/partners-in-reach";
import { PartnersSource } from "../remote/partners.source";
import { SecretsOnFile } from "../remote/transport/partner-secrets";
import type { GatewaySchema } from "../schema";
import type { Source } from "../sources/source";
import type { Foundation } from "./foundation";
import type { GatewayParts } from "./gateway-parts";

export interface PartnerParts {
  readonly resolvers: readonly object[];
  readonly watch: PartnerWatch;
  /** All that is held elsewhere. */
  readonly source: Source;
  /** The schema to serve for the partners on file. */
  readonly schemas: PartnerSchemas;
  readonly close: () => Promise<void>;
}

const ALONE: NonNullable<GatewayParts["partners"]> = { secrets: new SecretsOnFile(null, {}), plainHttp: false };

export function wirePartners(on: Foundation, parts: GatewayParts, own: GatewaySchema): PartnerParts {
  const { dataSource, pool, hub, now, report } = on;
  const joining = parts.partners ?? ALONE;
  const sdl = ownSdl(own);
  const check = new PartnerCheck(sdl);
  const reach = new PartnersInReach({ ...joining, idKey: parts.idKey, now, report });
  const lineOf = (inForce: PartnerInForce) => reach.lineOf(inForce);
  const partners = new Partners({ dataSource, hub, check, rules: joining, lineOf, now });
  const testLineOf = (inForce: PartnerInForce) => reach.testLineOf(inForce);
  const contract = new ContractTests({ dataSource, hub, check, testLineOf, now });
  return {
    resolvers: [new PartnerResolver(partners, new PartnerRegister(dataSource, hub, check), contract)],
    watch: new PartnerWatch(dataSource, hub, lineOf, report),
    source: new PartnersSource(pool, (partner) => reach.get(partner)),
    schemas: new PartnerSchemas(own, sdl, hub, reach, report),
    close: () => reach.keepOnly(new Set()),
  };
}
