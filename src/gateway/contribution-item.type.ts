/** One item of a contribution and where it comes from. Every item class of every partner extends `ContributionItem`. */
import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { AGENCY_KINDS, type AgencyKind, type Nature } from "../sharing/vocabulary";
import { Open } from "./declare";
import { words } from "./words";
import { LocalDate } from "./local-date";

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

@ObjectType({
  description: "An organisation that contributes to or receives from the record; a controller in UK GDPR.",
})
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
  @Field(() => LocalDate, { nullable: true, description: "When it happened, where the source says so." })
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
