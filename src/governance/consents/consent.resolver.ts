import { GraphQLDateTimeISO } from "graphql-scalars";
import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { NextStep } from "../../gateway/release-decision.type";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { RecordConsentInput, RecordServiceAgreementInput } from "./consent.inputs";
import type { Consents } from "./consents";

const OWN_WRITE = "It confirms what the caller has just written.";

@ObjectType({ description: "Permission to share, as recorded." })
export class ConsentRecorded {
  @Open(OWN_WRITE)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency. Needed to withdraw." })
  consentId: string;

  @Open(OWN_WRITE)
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When it runs out; null once withdrawn." })
  validTo?: Date | null;
}

@ObjectType({ description: "An agreement to receive a service, as recorded. It is not permission to share." })
export class ServiceAgreementRecorded {
  @Open(OWN_WRITE)
  @Field(() => ID)
  agreementId: string;

  @Open(OWN_WRITE)
  @Field(() => NextStep, {
    nullable: true,
    description: "After WITHDRAWN: ask whether consent to share is withdrawn too. It never is by itself.",
  })
  nextStep?: NextStep | null;
}

const ConsentResult = createUnionType({
  name: "ConsentResult",
  description: "What was recorded, or every reason why nothing was.",
  types: () => [ConsentRecorded, Refused] as const,
});
const ServiceAgreementResult = createUnionType({
  name: "ServiceAgreementResult",
  description: "What was recorded, or every reason why nothing was.",
  types: () => [ServiceAgreementRecorded, Refused] as const,
});

@Resolver()
export class ConsentResolver {
  constructor(private readonly consents: Consents) {}

  @Open(OWN_WRITE)
  @Mutation(() => ConsentResult, {
    description: "Records permission to share, or its refusal, for a member of your case.",
  })
  recordConsent(@Arg("input", () => RecordConsentInput) input: RecordConsentInput, @Ctx() request: RequestContext) {
    return orRefused("ConsentRecorded", () => this.consents.record(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ConsentResult, { description: "Withdraws consent, from this instant." })
  withdrawConsent(@Arg("consentId", () => ID) consentId: string, @Ctx() request: RequestContext) {
    return orRefused("ConsentRecorded", () => this.consents.withdraw(consentId, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ServiceAgreementResult, {
    description: "Records whether a member accepts a service; never opens or closes sharing.",
  })
  recordServiceAgreement(
    @Arg("input", () => RecordServiceAgreementInput) input: RecordServiceAgreementInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("ServiceAgreementRecorded", () => this.consents.recordAgreement(input, request));
  }
}
