import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { z } from "zod";
import { Open } from "../gateway/declare";
import { RequestError } from "../gateway/errors";
import { toFaults } from "../gateway/faults";
import { PurposeEnum } from "../gateway/vocabulary.type";
import type { RequestContext } from "../identity/request-context";
import { isIdentifier } from "../people/identifier-system";
import { mayUse } from "../people/identifier-use";
import { plainText } from "../people/person-shape";
import type { Purpose } from "../sharing/vocabulary";
import { chronologyOf } from "./chronology";
import { ChronologyConnection } from "./chronology.type";
import { FamilyMember } from "./family-member.type";
import { ChronologyArgs, IdentifierInput, PublicTaskStatement } from "./family-record.inputs";
import { FamilyRecord } from "./family-record.type";
import type { FamilyRecords } from "./family-records";

const ANSWER = "Null alike for unknown, not yours and barred; what is inside declares itself.";

@Resolver(() => FamilyRecord)
export class FamilyRecordResolver {
  constructor(private readonly records: FamilyRecords) {}

  @Open(ANSWER)
  @Query(() => FamilyRecord, {
    nullable: true,
    description:
      "The federated family record of a case. Null where there is no such case for you: unknown, not yours and barred look alike. One a request.",
  })
  familyRecord(
    @Arg("caseId", () => ID) caseId: string,
    @Arg("purpose", () => PurposeEnum) purpose: Purpose,
    @Arg("publicTask", () => PublicTaskStatement, { nullable: true }) publicTask: PublicTaskStatement | null,
    @Ctx() request: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FamilyRecord | null> {
    return this.records.ofCase(caseId, purpose, statement(publicTask), request, info);
  }

  @Open(ANSWER)
  @Query(() => FamilyMember, {
    nullable: true,
    description:
      "One person by identifier: your own agency's data, and the others' where you work on an open case of your agency that the person is linked to. Null where there is no match for you. One a request.",
  })
  person(
    @Arg("identifier", () => IdentifierInput) identifier: IdentifierInput,
    @Arg("purpose", () => PurposeEnum) purpose: Purpose,
    @Arg("publicTask", () => PublicTaskStatement, { nullable: true }) publicTask: PublicTaskStatement | null,
    @Ctx() request: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FamilyMember | null> {
    return this.records.ofPerson(valid(identifier, request), purpose, statement(publicTask), request, info);
  }

  @Open("The chronology holds what was released, and was filtered before it was counted or paged.")
  @FieldResolver(() => ChronologyConnection, { description: "What happened, across agencies, newest first." })
  chronology(@Root() record: FamilyRecord, @Args(() => ChronologyArgs) args: ChronologyArgs): ChronologyConnection {
    return chronologyOf(record, args);
  }
}

/** @throws RequestError for a statement that states nothing */
function statement(it: PublicTaskStatement | null | undefined): string | null {
  if (!it) return null;
  const shaped = statementShape.safeParse(it);
  if (shaped.success) return `${shaped.data.function}; ${shaped.data.law}`;
  throw new RequestError("The public-task statement is not valid.", toFaults(shaped.error, "publicTask"));
}
const statementShape = z.object({ function: plainText(200), law: plainText(200) });

function valid(identifier: IdentifierInput, { viewer }: RequestContext): IdentifierInput {
  const { system } = identifier;
  const isFine = isIdentifier(system, identifier.value) && mayUse(identifier, viewer.agencyId);
  if (isFine) return identifier;
  throw new RequestError("The identifier is not valid.", [
    { path: "identifier.value", code: "INVALID_IDENTIFIER", message: `not a valid ${system} of yours` },
  ]);
}
