/** Lists of dispensations: of a case, for those who work on it; those that wait, for those who may decide. */
import type { DataSource } from "typeorm";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { mustBeActive, mustHaveRole, standingOn } from "../case-standing";
import { sealMember } from "../member-id";
import { OF_CASE, TO_DECIDE, type DispensationRow } from "./dispensation.sql";
import { DECIDERS } from "./dispensations";

export class DispensationsOnFile {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async ofCase(sealedCaseId: string, request: RequestContext) {
    const { caseId } = await standingOn(this.dataSource.manager, this.ids, sealedCaseId, request);
    return { dispensations: await this.read(OF_CASE, request, caseId) };
  }

  async toDecide(request: RequestContext) {
    mustHaveRole(request, DECIDERS);
    await mustBeActive(this.dataSource.manager, request);
    return { dispensations: await this.read(TO_DECIDE, request) };
  }

  private async read(sql: string, { viewer, at }: RequestContext, ...more: string[]) {
    const rows = await this.dataSource.query<DispensationRow[]>(sql, [
      ...[viewer.userId, viewer.agencyId, new Date(at)],
      ...more,
    ]);
    return rows.map(({ id, personId, caseId, ...it }) => ({
      ...it,
      dispensationId: this.ids.seal("dispensation", agencyScope(viewer.agencyId), id),
      memberId: sealMember(this.ids, viewer.agencyId, { caseId, personId }),
    }));
  }
}
