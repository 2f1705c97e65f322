/** The family record, what would be released in it, and who has seen it. */
import { DisclosureProofResolver } from "../audit/anchor/disclosure-proof.resolver";
import { DisclosureProofs } from "../audit/anchor/disclosure-proofs";
import type { Catalogue } from "../gateway/catalogue";
import { ContributionResolver } from "../record/contribution.resolver";
import { Contributions } from "../record/contributions";
import { DisclosuresAbout } from "../record/disclosures-about";
import { DisclosuresAboutResolver } from "../record/disclosures-about.resolver";
import { FamilyRecordResolver } from "../record/family-record.resolver";
import { FamilyRecords } from "../record/family-records";
import { SimulationResolver } from "../record/simulation/simulation.resolver";
import { Simulations } from "../record/simulation/simulations";
import { WhoHasSeenRecords } from "../record/who-has-seen/who-has-seen";
import { WhoHasSeenResolver } from "../record/who-has-seen/who-has-seen.resolver";
import { WithholdingRepository } from "../record/who-has-seen/withholding.repository";
import { FamilyWithholdings } from "../record/who-has-seen/withholdings";
import type { Source } from "../sources/source";
import { MemberEntity } from "../subgraph/member-entity";
import type { Foundation } from "./foundation";

export function recordResolvers(on: Foundation, source: Source, catalogue: Catalogue): object[] {
  const { dataSource, pool, hub, ids, evidence, codec, recorded } = on;
  const records = new FamilyRecords(evidence, hub, source, ids, on.decider);
  const withholdings = new WithholdingRepository(dataSource.manager);
  return [
    new FamilyRecordResolver(records),
    new MemberEntity(records, ids),
    new SimulationResolver(new Simulations(evidence, hub, ids, on.decider)),
    new ContributionResolver(new Contributions(dataSource, pool, hub, catalogue)),
    new DisclosuresAboutResolver(new DisclosuresAbout(recorded, codec, evidence, ids)),
    new DisclosureProofResolver(new DisclosureProofs(pool, codec, on.anchor?.keys ?? [])),
    new WhoHasSeenResolver(
      new WhoHasSeenRecords(recorded, codec, withholdings, hub, ids),
      new FamilyWithholdings(dataSource, ids),
    ),
  ];
}
