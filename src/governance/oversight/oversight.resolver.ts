import { Arg, createUnionType, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import type { AuditFindings } from "./audit-findings";
import type { DisclosureSearch } from "./disclosure-search";
import { DisclosureFilter, FindingEnum, SampleInput, type Finding } from "./oversight.inputs";
import { AuditedPage, AuditFindingRecorded, AUDITORS, AuditSample } from "./oversight.type";
import type { Indicators } from "./sharing-indicators";
import { SharingIndicators } from "./sharing-indicators.type";

const OWN_WRITE = "It confirms what the caller has just written.";

const AuditFindingResult = createUnionType({
  name: "AuditFindingResult",
  description: "The finding, or every reason why nothing was written.",
  types: () => [AuditFindingRecorded, Refused] as const,
});

@Resolver()
export class OversightResolver {
  constructor(
    private readonly disclosures: DisclosureSearch,
    private readonly findings: AuditFindings,
    private readonly indicators: Indicators,
  ) {}

  @Open(AUDITORS)
  @Query(() => AuditedPage, {
    description:
      "Searches the disclosure record, newest first. Auditors of the hub see all, others their own agency's.",
  })
  searchDisclosures(
    @Arg("filter", () => DisclosureFilter, { defaultValue: {} }) filter: DisclosureFilter,
    @Arg("first", () => Int, { defaultValue: 50, description: "1 to 200." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "`next` of the page before." })
    after: string | undefined,
    @Ctx() request: RequestContext,
  ): Promise<AuditedPage> {
    return this.disclosures.search(filter, { first, after }, request);
  }

  @Open(AUDITORS)
  @Query(() => AuditSample, { description: "Draws disclosures for a case audit; the same seed draws the same." })
  sampleForAudit(
    @Arg("input", () => SampleInput) input: SampleInput,
    @Ctx() request: RequestContext,
  ): Promise<AuditSample> {
    return this.disclosures.sample(input, request);
  }

  @Open("It counts decisions of many families; what could tell of a few is left empty.")
  @Query(() => SharingIndicators, {
    description:
      "How sharing went in a month that is over. Auditors and governance leads of the hub see all agencies, others their own.",
  })
  sharingIndicators(
    @Arg("month", () => String, { description: "yyyy-mm, in London." }) month: string,
    @Ctx() request: RequestContext,
  ): Promise<SharingIndicators> {
    return this.indicators.of(month, request);
  }

  @Open(OWN_WRITE)
  @Mutation(() => AuditFindingResult, { description: "Records what you, an auditor, found of a disclosure." })
  recordAuditFinding(
    @Arg("disclosureId", () => ID) disclosureId: string,
    @Arg("finding", () => FindingEnum) finding: Finding,
    @Arg("note", () => String, { description: "Why; at least 10 characters, and no names." }) note: string,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("AuditFindingRecorded", () => this.findings.record({ disclosureId, finding, note }, request));
  }
}
