/** Partners as those who connect and govern them see them: every version with what it changes. */
import type { DataSource } from "typeorm";
import type { RequestContext } from "../../identity/request-context";
import { mustBeActive } from "../case-standing";
import type { Hub, HubRepository } from "../hub.repository";
import { changesOf } from "./partner-changes";
import type { PartnerCheck } from "./partner-check";
import { isInForce, partnerVersions, type PartnerVersionOnFile } from "./partner-version";
import type { PartnerVersion } from "./partner.type";
import type { VersionRef } from "./partners";
import { maySee } from "./who-may";

export class PartnerRegister {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hub: HubRepository,
    private readonly check: PartnerCheck,
  ) {}

  /** Newest version first of each agency. Empty for whoever has nothing to do with partners. */
  async all(agency: string | null, request: RequestContext): Promise<PartnerVersion[]> {
    await mustBeActive(this.dataSource.manager, request);
    const hub = await this.hub.latest();
    if (agency !== null && !hub.agencies.has(agency)) return [];
    const versions = await partnerVersions(this.dataSource.manager, agency);
    return versions
      .filter((it) => maySee(request, hub, it.it.agency))
      .map((it) => this.shown(it, versions, hub, request.at));
  }

  async one(ref: VersionRef, request: RequestContext): Promise<PartnerVersion> {
    const hub = await this.hub.latest();
    const versions = await partnerVersions(this.dataSource.manager, ref.agency);
    return this.shown(
      versions.find((it) => it.it.version === ref.version)!,
      versions,
      hub,
      request.at,
    );
  }

  private shown(
    version: PartnerVersionOnFile,
    versions: readonly PartnerVersionOnFile[],
    hub: Hub,
    at: number,
  ): PartnerVersion {
    const { it, status, offReason, registeredBy, approvedBy, approvedAt, activatedBy, activatedAt } = version;
    const agency = hub.agencies.get(it.agency)!;
    return {
      agency: { id: agency.id, name: agency.name, kind: agency.kind, safeguardingContact: agency.safeguardingContact },
      version: it.version,
      name: it.name,
      kind: it.kind,
      url: it.url,
      testUrl: it.testUrl,
      keySystem: it.keySystem,
      batchMode: it.batch,
      timeoutMs: it.timeoutMs,
      sdl: it.sdl,
      openapi: it.openapi,
      sha256: it.sha256,
      status,
      offReason: status === "OFF" ? offReason : null,
      registeredBy,
      approvedBy,
      approvedAt,
      activatedBy,
      activatedAt,
      seenAt: version.seenAt,
      seenSha256: version.seenSha256,
      contractTest: version.contractTest,
      changes: () => this.changes(version, versions, hub, at),
    };
  }

  /** Of an earlier version nothing is open any more; of the one in force, what it opens is all of it. */
  private changes(version: PartnerVersionOnFile, versions: readonly PartnerVersionOnFile[], hub: Hub, at: number) {
    const { agency, id } = version.it;
    const inForce = versions.find((it) => it.it.agency === agency && isInForce(it) && it.it.id !== id);
    const after = this.check.read(version.it);
    return after ? changesOf(agency, inForce ? this.check.read(inForce.it) : null, after, hub, at) : [];
  }
}
