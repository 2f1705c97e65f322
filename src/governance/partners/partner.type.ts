import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Agency } from "../../gateway/contribution-item.type";
import { Open } from "../../gateway/declare";
import { words } from "../../gateway/words";
import type { PartnerKind } from "../../remote/partner-in-force";
import type { BatchMode } from "../../sources/source";
import { PARTNER_STATUSES, type PartnerStatus } from "./partner-version";
import { BatchModeEnum, PartnerKindEnum } from "./partner.inputs";

const GOVERNS = "About systems and agreements, for those who govern or connect them; about no person.";

export const PartnerStatusEnum = words(PARTNER_STATUSES);
registerEnumType(PartnerStatusEnum, {
  name: "PartnerStatus",
  description: "Where a version of a partner stands.",
  valuesConfig: {
    CHECKED: { description: "Without a fault; waits for the approval of the agency's own controller." },
    APPROVED: { description: "Approved as it is, to the letter; waits for the hub." },
    ACTIVE: { description: "Asked by records." },
    OFF: { description: "Not asked. Its cells say SOURCE_UNAVAILABLE, OFF." },
    REPLACED: { description: "A later version is in force." },
  },
});

@ObjectType({ description: "To whom a protocol in force opens a field." })
export class PartnerOpening {
  @Open(GOVERNS)
  @Field(() => String, { description: "The receiving agency's code." })
  agency: string;

  @Open(GOVERNS)
  @Field(() => [String])
  roles: readonly string[];

  @Open(GOVERNS)
  @Field(() => [String])
  purposes: readonly string[];

  @Open(GOVERNS)
  @Field(() => String, { description: "The lowest common level of need, 1 to 4 or 3s." })
  minimumLevel: string;

  @Open(GOVERNS)
  @Field(() => Boolean, { description: "Released by the source's own hand alone." })
  manual: boolean;

  @Open(GOVERNS)
  @Field(() => String, { description: "id@version" })
  protocol: string;
}

@ObjectType({ description: "One thing that a version opens, closes or moves beside the one in force." })
export class PartnerChange {
  @Open(GOVERNS)
  @Field(() => String, { description: "NEW_FIELD, GONE_FIELD, RECLASSIFIED, ELEMENT, SHAPE or MAPPING." })
  kind: string;

  @Open(GOVERNS)
  @Field(() => String, { description: "Such as probation.supervision." })
  path: string;

  @Open(GOVERNS)
  @Field(() => String, { description: "The whole change in words, with whom it opens the field to." })
  words: string;

  @Open(GOVERNS)
  @Field(() => [PartnerOpening])
  opensTo: readonly PartnerOpening[];
}

@ObjectType({ description: "One thing that the gateway relies on, and whether the endpoint does it." })
export class ContractCheck {
  @Open(GOVERNS)
  @Field(() => String, { description: "Such as keys.order." })
  name: string;

  @Open(GOVERNS)
  @Field(() => String, { description: "pass, fail, or skipped where it could not be tried." })
  status: string;

  @Open(GOVERNS)
  @Field(() => String, { description: "What is relied on, in a sentence." })
  what: string;

  @Open(GOVERNS)
  @Field(() => String, { nullable: true, description: "What was found, or why it was not tried." })
  found?: string | null;

  @Open(GOVERNS)
  @Field(() => String, { nullable: true, description: "How it is mended." })
  todo?: string | null;
}

@ObjectType({ description: "What the contract's checks found at a partner's endpoint." })
export class PartnerContractTest {
  @Open(GOVERNS)
  @Field(() => GraphQLDateTimeISO)
  testedAt: Date;

  @Open(GOVERNS)
  @Field(() => ID, { description: "The user who had it tested." })
  testedBy: string;

  @Open(GOVERNS)
  @Field(() => Boolean)
  passed: boolean;

  @Open(GOVERNS)
  @Field(() => [ContractCheck])
  checks: readonly ContractCheck[];
}

@ObjectType({ description: "A version of an agency's own system." })
export class PartnerVersion {
  @Open(GOVERNS)
  @Field(() => Agency)
  agency: Agency;

  @Open(GOVERNS)
  @Field(() => Int)
  version: number;

  @Open(GOVERNS)
  @Field(() => String)
  name: string;

  @Open(GOVERNS)
  @Field(() => PartnerKindEnum)
  kind: PartnerKind;

  @Open(GOVERNS)
  @Field(() => String)
  url: string;

  @Open(GOVERNS)
  @Field(() => String, { nullable: true, description: "Where it is tested, if not at `url`." })
  testUrl?: string | null;

  @Open(GOVERNS)
  @Field(() => String)
  keySystem: string;

  @Open(GOVERNS)
  @Field(() => BatchModeEnum)
  batchMode: BatchMode;

  @Open(GOVERNS)
  @Field(() => Int)
  timeoutMs: number;

  @Open(GOVERNS)
  @Field(() => String, { description: "As it was registered." })
  sdl: string;

  @Open(GOVERNS)
  @Field(() => String, {
    nullable: true,
    description: "Of a JSON interface: the OpenAPI document, as it was registered.",
  })
  openapi?: string | null;

  @Open(GOVERNS)
  @Field(() => String, {
    description: "What an approval pins: SHA-256 of the SDL, and of its OpenAPI document, in one spelling.",
  })
  sha256: string;

  @Open(GOVERNS)
  @Field(() => PartnerStatusEnum)
  status: PartnerStatus;

  @Open(GOVERNS)
  @Field(() => String, { nullable: true, description: "Why it is off." })
  offReason?: string | null;

  @Open(GOVERNS)
  @Field(() => ID, { description: "The user who registered it." })
  registeredBy: string;

  @Open(GOVERNS)
  @Field(() => ID, { nullable: true, description: "The user who approved it, for the agency." })
  approvedBy?: string | null;

  @Open(GOVERNS)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  approvedAt?: Date | null;

  @Open(GOVERNS)
  @Field(() => ID, { nullable: true, description: "The user who activated it, for the hub." })
  activatedBy?: string | null;

  @Open(GOVERNS)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  activatedAt?: Date | null;

  @Open(GOVERNS)
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When its endpoint was last looked at." })
  seenAt?: Date | null;

  @Open(GOVERNS)
  @Field(() => String, { nullable: true, description: "Of the SDL that its endpoint said then." })
  seenSha256?: string | null;

  @Open(GOVERNS)
  @Field(() => PartnerContractTest, {
    nullable: true,
    description: "The newest; without one that passed it is not activated.",
  })
  contractTest?: PartnerContractTest | null;

  @Open(GOVERNS)
  @Field(() => [PartnerChange], {
    description: "Beside the version in force; beside nothing where none is. What an approver approves.",
  })
  changes: () => readonly PartnerChange[];
}
