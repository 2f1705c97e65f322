/**
 * What every agency's contribution has in common. An agency's own class (`partners/<agency>/`) adds the fields; it
 * needs no resolver. The values are put in place by `contribution.ts`, after the decision.
 */
import { GraphQLDateTimeISO, GraphQLLocalDate } from "graphql-scalars";
import { Field, ID, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import type { Decision } from "../sharing/decision";
import { AGENCY_KINDS, type AgencyKind, type Nature } from "../sharing/vocabulary";
import { Open } from "./declare";
import { ReleaseDecision } from "./release-decision.type";

const words = <W extends string>(list: readonly W[]) => Object.fromEntries(list.map((w) => [w, w])) as { [K in W]: K };

export const AgencyKindEnum = words(AGENCY_KINDS);
registerEnumType(AgencyKindEnum, { name: "AgencyKind", description: "What kind of organisation an agency is." });

export const NatureEnum = words(["FACT", "OPINION", "ALLEGATION"] as const);
registerEnumType(NatureEnum, {
  name: "Nature",
  description: "How sure a statement is. An allegation is not a fact.",
  valuesConfig: {
    FACT: { description: "Observed or recorded directly by the source." },
    OPINION: { description: "A practitioner's professional judgement." },
    ALLEGATION: { description: "What somebody says happened; not established." },
  },
});

@ObjectType({ description: "An organisation that contributes to or receives from the record; a controller in UK GDPR." })
export class Agency {
  @Open("Which organisations take part is public.")
  @Field(() => ID, { description: "The agency's code in this hub." })
  id: string;

  @Open("Which organisations take part is public.")
  @Field(() => String)
  name: string;

  @Open("Which organisations take part is public.")
  @Field(() => AgencyKindEnum)
  kind: AgencyKind;

  @Open("Practitioners must always be able to ring.")
  @Field(() => String, { nullable: true, description: "How to reach the agency's safeguarding lead." })
  safeguardingContact?: string | null;
}

@ObjectType({ description: "Where one item comes from and how far to trust it (ADCS 2026)." })
export class Provenance {
  @Open("Stands on a released item.")
  @Field(() => Agency, { description: "The controller that contributed the item." })
  source: Agency;

  @Open("Stands on a released item.")
  @Field(() => GraphQLLocalDate, { nullable: true, description: "When it happened, where the source says so." })
  occurredOn?: string | null;

  @Open("Stands on a released item.")
  @Field(() => GraphQLDateTimeISO, { description: "When the source recorded it." })
  recordedAt: string;

  @Open("Stands on a released item.")
  @Field(() => String, { nullable: true, description: "The role of the person who wrote it, never their name." })
  authorRole?: string | null;

  @Open("Stands on a released item.")
  @Field(() => NatureEnum)
  nature: Nature;
}

@InterfaceType({ description: "One thing an agency holds about one person." })
export abstract class ContributionItem {
  @Open("Stands on a released item.")
  @Field(() => ID, { description: "Opaque; bound to the caller's agency and this case." })
  id: string;

  @Open("Stands on a released item.")
  @Field(() => Provenance)
  provenance: Provenance;
}

@ObjectType({ description: "What was decided for this contribution, and what the caller can do next." })
export class ContributionSharing {
  @Open("A decision is about the caller's own rights; it is made before anything is fetched.")
  @Field(() => [ReleaseDecision], { description: "One decision a category that this query selected." })
  decisions: ReleaseDecision[];
}

@InterfaceType({ description: "What one agency contributes about one person." })
export abstract class Contribution {
  @Open("Which agencies a record asks depends on the case's area, never on the person.")
  @Field(() => Agency)
  agency: Agency;

  @Open("A decision is about the caller's own rights; it is made before anything is fetched.")
  @Field(() => ContributionSharing)
  sharing: ContributionSharing;

  /** The decision for a field of this contribution; the guard asks it again when the field resolves. */
  readonly decisionFor: (field: string) => Decision | undefined;
}
