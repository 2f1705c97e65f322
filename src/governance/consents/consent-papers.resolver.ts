import { GraphQLDateTimeISO, GraphQLJSONObject } from "graphql-scalars";
import { Arg, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { ImportConsentFhirInput } from "./fhir/fhir.inputs";
import type { FhirConsents } from "./fhir/fhir-consents";
import { DAYS_AHEAD, type ExpiringConsents } from "./expiring-consents";
import type { Receipts } from "./receipt/receipts";

const TO_RECIPIENT = "A recipient that a consent names, and who recorded it, must know what was agreed.";
const OWN_WRITE = "It confirms what the caller has just written.";

@ObjectType({ description: "A consent for the family to keep." })
export class ConsentReceipt {
  @Open(TO_RECIPIENT)
  @Field(() => GraphQLJSONObject, { description: "A consent receipt, shaped after ISO/IEC TS 27560:2023." })
  receipt: object;

  @Open(TO_RECIPIENT)
  @Field(() => String, { description: "The same on one page of A4 in plain English: a whole HTML file, to print." })
  html: string;
}

@ObjectType({ description: "A consent that runs out soon." })
export class ExpiringConsent {
  @Open(TO_RECIPIENT)
  @Field(() => ID)
  consentId: string;

  @Open(TO_RECIPIENT)
  @Field(() => ID, { description: "Whose data it is, on a case that you work on." })
  memberId: string;

  @Open(TO_RECIPIENT)
  @Field(() => GraphQLDateTimeISO)
  validTo: Date;

  @Open(TO_RECIPIENT)
  @Field(() => [String])
  purposes: readonly string[];
}

@ObjectType({ description: "Consents that run out soon and name your agency, or were recorded by it." })
export class ConsentsExpiring {
  @Open(TO_RECIPIENT)
  @Field(() => Int)
  count: number;

  @Open(TO_RECIPIENT)
  @Field(() => [ExpiringConsent], {
    description: "Of the cases that you work on; whoever governs gets the count alone.",
  })
  consents: readonly ExpiringConsent[];
}

@ObjectType({ description: "An element of a consent that FHIR R4 has no place for." })
export class NotCarried {
  @Open(TO_RECIPIENT)
  @Field(() => String)
  element: string;

  @Open(TO_RECIPIENT)
  @Field(() => String, { description: "EXTENSION or LEFT_OUT." })
  how: string;

  @Open(TO_RECIPIENT)
  @Field(() => String)
  why: string;
}

@ObjectType({ description: "A consent as FHIR R4 Consent." })
export class ConsentFhirExported {
  @Open(TO_RECIPIENT)
  @Field(() => GraphQLJSONObject)
  resource: object;

  @Open(TO_RECIPIENT)
  @Field(() => [NotCarried])
  notCarried: readonly NotCarried[];
}

@ObjectType({ description: "A consent that came in as FHIR R4 Consent, as recorded." })
export class ConsentImported {
  @Open(OWN_WRITE)
  @Field(() => ID)
  consentId: string;

  @Open(OWN_WRITE)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  validTo?: Date | null;

  @Open(OWN_WRITE)
  @Field(() => [String], { description: "Elements of the resource that were not kept." })
  leftOut: readonly string[];
}

const READ = "What was asked for, or why you cannot have it.";
const ReceiptResult = createUnionType({
  name: "ConsentReceiptResult",
  description: READ,
  types: () => [ConsentReceipt, Refused] as const,
});
const ExpiringResult = createUnionType({
  name: "ConsentsExpiringResult",
  description: READ,
  types: () => [ConsentsExpiring, Refused] as const,
});
const ExportResult = createUnionType({
  name: "ConsentFhirExportResult",
  description: READ,
  types: () => [ConsentFhirExported, Refused] as const,
});
const ImportResult = createUnionType({
  name: "ConsentFhirImportResult",
  description: "What was recorded, or every reason why nothing was.",
  types: () => [ConsentImported, Refused] as const,
});

@Resolver()
export class ConsentPapersResolver {
  constructor(
    private readonly receipts: Receipts,
    private readonly expiring: ExpiringConsents,
    private readonly fhir: FhirConsents,
  ) {}

  @Open(TO_RECIPIENT)
  @Query(() => ReceiptResult, { description: "A receipt of a consent for the family." })
  consentReceipt(@Arg("consentId", () => ID) consentId: string, @Ctx() request: RequestContext) {
    return orRefused("ConsentReceipt", () => this.receipts.get(consentId, request));
  }

  @Open(TO_RECIPIENT)
  @Query(() => ExpiringResult, { description: "Consents of your cases that run out soon." })
  consentsExpiring(
    @Arg("withinDays", () => Int, { defaultValue: DAYS_AHEAD }) withinDays: number,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("ConsentsExpiring", () => this.expiring.list(withinDays, request));
  }

  @Open(TO_RECIPIENT)
  @Query(() => ExportResult, { description: "A consent as FHIR R4, and what R4 cannot say of it." })
  exportConsentFhir(@Arg("consentId", () => ID) consentId: string, @Ctx() request: RequestContext) {
    return orRefused("ConsentFhirExported", () => this.fhir.export(consentId, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ImportResult, {
    description: "Records a consent from a FHIR R4 resource: checked like any other, in force from when it was given.",
  })
  importConsentFhir(
    @Arg("input", () => ImportConsentFhirInput) input: ImportConsentFhirInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("ConsentImported", () => this.fhir.import(input, request));
  }
}
