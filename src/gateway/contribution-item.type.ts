/** One item of a contribution and where it comes from. Every item class of every partner extends `ContributionItem`. */
import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { AGENCY_KINDS, type AgencyKind, type Nature } from "../sharing/vocabulary";
import { Open } from "./declare";
import { words } from "./words";
import { LocalDate } from "./local-date";

const PUBLIC = "Which organisations take part is public.";
const ON_ITEM = "Stands on a released item.";

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
  @Open(PUBLIC)
  @Field(() => ID, { description: "The agency's code in this hub." })
  id: string;

  @Open(PUBLIC)
  @Field(() => String)
  name: string;

  @Open(PUBLIC)
  @Field(() => AgencyKindEnum)
  kind: AgencyKind;

  @Open("Practitioners must always be able to ring.")
  @Field(() => String, { nullable: true, description: "How to reach the agency's safeguarding lead." })
  safeguardingContact?: string | null;
}

@ObjectType({ description: "Where one item comes from and how far to trust it (ADCS 2026)." })
export class Provenance {
  @Open(ON_ITEM)
  @Field(() => Agency, { description: "The controller that contributed the item." })
  source: Agency;

  @Open(ON_ITEM)
  @Field(() => LocalDate, { nullable: true, description: "When it happened, where the source says so." })
  occurredOn?: string | null;

  @Open(ON_ITEM)
  @Field(() => GraphQLDateTimeISO, { description: "When the source recorded it." })
  recordedAt: string;

  @Open(ON_ITEM)
  @Field(() => String, { nullable: true, description: "The role of the person who wrote it, never their name." })
  authorRole?: string | null;

  @Open(ON_ITEM)
  @Field(() => NatureEnum)
  nature: Nature;
}

@InterfaceType({ description: "One thing an agency holds about one person." })
export abstract class ContributionItem {
  @Open(ON_ITEM)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency and this case." })
  id: string;

  @Open(ON_ITEM)
  @Field(() => Provenance)
  provenance: Provenance;
}
