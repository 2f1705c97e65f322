/**
 * A protocol's life: drafted, signed, activated, suspended, resumed, terminated. Each step holds the protocol's versions
 * still, is logged, and moves the rulebook in its own transaction: the next decision on every instance sees it.
 */
import type { DataSource } from "typeorm";
import { z } from "zod";
import { parseOrListFaults, Refusal, type Fault } from "../../gateway/faults";
import type { RequestContext } from "../../identity/request-context";
import { plainText } from "../../people/person-shape";
import { mustBeActive, mustHaveRole } from "../case-standing";
import type { HubRepository } from "../hub.repository";
import { notReady } from "./activation-faults";
import { checkProtocolText, idInText, type CheckedText } from "./check-protocol";
import { GOVERNORS, MANAGERS, type Transaction } from "./governors";
import type { KnownHub } from "./hub-faults";
import { partiesOf } from "./protocol-document";
import { logAndTell, logStep } from "./protocol-log";
import { handIn } from "./sign-protocol";
import { holdVersions, ownVersion, setStatus, toVersion, type VersionOnFile, type VersionRef } from "./version-on-file";

const reasonShape = z.object({ reason: plainText(1_000) });

export class Protocols {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hub: HubRepository,
  ) {}

  /** What a draft would be refused for; nothing is written. */
  async check(text: string, request: RequestContext): Promise<CheckedText> {
    mustHaveRole(request, GOVERNORS);
    const { manager } = this.dataSource;
    await mustBeActive(manager, request);
    return this.checked(text, await versionsOf(manager, idInText(text)), request);
  }

  /** @throws Refusal listing every fault, each with its line */
  async draft(text: string, request: RequestContext): Promise<VersionRef> {
    // checked before the transaction: who holds one connection does not ask for another
    const { document, faults } = await this.check(text, request);
    if (!document) throw new Refusal(faults, "draftProtocol");
    const { id, version } = document;
    const { viewer, at } = request;
    return this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const written = await manager.query<unknown[]>(
        `INSERT INTO protocol (id, version, status, document) VALUES ($1, $2, 'DRAFT', $3)
         ON CONFLICT DO NOTHING RETURNING id`,
        [id, version, document],
      );
      // of two drafts of one version the database takes the first
      if (written.length === 0) {
        const message = `version ${version} has been drafted meanwhile`;
        throw new Refusal([{ path: "version", code: "NOT_THE_NEXT_VERSION", message }], "draftProtocol");
      }
      await manager.query(
        `INSERT INTO protocol_draft (protocol_id, protocol_version, text, drafted_by, drafted_agency, drafted_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, version, text, viewer.userId, viewer.agencyId, new Date(at)],
      );
      const telling = { topic: "PROTOCOL_TO_SIGN", agencies: partiesOf(document), roles: GOVERNORS } as const;
      await logAndTell(manager, { id, version, event: "DRAFTED" }, telling, viewer, request);
      return { id, version };
    });
  }

  /** @param jws detached, over the canonical form of the document */
  async sign(ref: VersionRef, jws: string, request: RequestContext): Promise<VersionRef> {
    mustHaveRole(request, GOVERNORS);
    return this.step(ref, request, async (manager, it) => {
      await handIn(manager, ref, it, jws, request);
      await logStep(manager, { ...ref, event: "SIGNED" }, request.viewer, request);
    });
  }

  /**
   * Takes the place of the version that it supersedes, in the same instant.
   *
   * @param without parties of that version that have not signed this one, and are known to leave
   */
  async activate(ref: VersionRef, without: readonly string[], request: RequestContext): Promise<VersionRef> {
    mustHaveRole(request, GOVERNORS);
    return this.step(ref, request, async (manager, it, versions) => {
      const { faults, superseded } = await notReady(manager, it, versions, without, request);
      if (faults.length > 0) throw new Refusal(faults, "activateProtocol");
      for (const { version } of superseded) {
        await setStatus(manager, ref.id, version, "TERMINATED");
        const reason = `version ${ref.version} takes its place`;
        await logStep(manager, { id: ref.id, version, event: "SUPERSEDED", reason }, request.viewer, request);
      }
      await setStatus(manager, ref.id, ref.version, "ACTIVE");
      const agencies = [...new Set([...it.parties, ...superseded.flatMap((one) => one.parties)])].sort();
      const telling = { topic: "PROTOCOL_ACTIVATED", agencies, roles: [...GOVERNORS, ...MANAGERS] } as const;
      await logAndTell(manager, { ...ref, event: "ACTIVATED" }, telling, request.viewer, request);
    });
  }

  /** By either side. A second party's suspension is its own: the protocol stays closed until both are lifted. */
  async suspend(ref: VersionRef, given: string, request: RequestContext): Promise<VersionRef> {
    mustHaveRole(request, GOVERNORS);
    const { reason } = parseOrListFaults(reasonShape, { reason: given }, "suspendProtocol");
    const { viewer, at } = request;
    return this.step(ref, request, async (manager, it) => {
      if (it.status !== "ACTIVE" && it.status !== "SUSPENDED") throw refusal("NOT_IN_FORCE", "it is not in force");
      const written = await manager.query<unknown[]>(
        `INSERT INTO protocol_suspension (protocol_id, protocol_version, agency_id, suspended_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING agency_id`,
        [ref.id, ref.version, viewer.agencyId, new Date(at)],
      );
      if (written.length === 0) throw refusal("ALREADY_SUSPENDED", "your agency has suspended it already");
      if (it.status === "ACTIVE") await setStatus(manager, ref.id, ref.version, "SUSPENDED");
      await this.tellOfEnd(manager, { ...ref, event: "SUSPENDED", reason }, it, request);
    });
  }

  /** By the side that suspended. In force again once nobody's suspension is left. */
  async resume(ref: VersionRef, request: RequestContext): Promise<VersionRef> {
    mustHaveRole(request, GOVERNORS);
    const { viewer, at } = request;
    return this.step(ref, request, async (manager, it) => {
      if (it.status !== "SUSPENDED") throw refusal("NOT_SUSPENDED", "it is not suspended");
      const [lifted] = await manager.query<[unknown[], number]>(
        `UPDATE protocol_suspension SET lifted_at = $4
         WHERE protocol_id = $1 AND protocol_version = $2 AND agency_id = $3 AND lifted_at IS NULL RETURNING agency_id`,
        [ref.id, ref.version, viewer.agencyId, new Date(at)],
      );
      const left = await manager.query<{ agency_id: string }[]>(
        `SELECT agency_id FROM protocol_suspension
         WHERE protocol_id = $1 AND protocol_version = $2 AND lifted_at IS NULL ORDER BY agency_id`,
        [ref.id, ref.version],
      );
      const others = left.map((one) => one.agency_id).join(", ");
      if (lifted.length === 0) throw refusal("NOT_YOUR_SUSPENSION", `whoever suspended it resumes it: ${others}`);
      if (left.length === 0) await setStatus(manager, ref.id, ref.version, "ACTIVE");
      const reason = left.length === 0 ? null : `still suspended by ${others}`;
      await logStep(manager, { ...ref, event: "RESUMED", reason }, viewer, request);
    });
  }

  /** For good, in any state but that. A draft that nobody wants ends so too. */
  async terminate(ref: VersionRef, given: string, request: RequestContext): Promise<VersionRef> {
    mustHaveRole(request, GOVERNORS);
    const { reason } = parseOrListFaults(reasonShape, { reason: given }, "terminateProtocol");
    return this.step(ref, request, async (manager, it) => {
      if (it.status === "TERMINATED") throw refusal("NOT_IN_FORCE", "it has ended already");
      await setStatus(manager, ref.id, ref.version, "TERMINATED");
      await this.tellOfEnd(manager, { ...ref, event: "TERMINATED", reason }, it, request);
    });
  }

  private async step(
    ref: VersionRef,
    request: RequestContext,
    take: (manager: Transaction, it: VersionOnFile, versions: readonly VersionOnFile[]) => Promise<void>,
  ): Promise<VersionRef> {
    await this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const versions = await holdVersions(manager, ref.id);
      await take(manager, ownVersion(versions, ref.version, request), versions);
    });
    return ref;
  }

  /** Managers too: what their people could see a moment ago they cannot see now. */
  private async tellOfEnd(
    manager: Transaction,
    step: VersionRef & { readonly event: "SUSPENDED" | "TERMINATED"; readonly reason: string },
    { parties }: VersionOnFile,
    request: RequestContext,
  ): Promise<void> {
    const telling = { topic: "PROTOCOL_SUSPENDED", agencies: parties, roles: [...GOVERNORS, ...MANAGERS] } as const;
    await logAndTell(manager, step, telling, request.viewer, request);
  }

  private async checked(
    text: string,
    versions: readonly VersionOnFile[],
    { viewer, at }: RequestContext,
  ): Promise<CheckedText> {
    const { agencies } = await this.hub.latest();
    const latest = versions.at(-1);
    // the next version is for those whom the last one binds
    if (latest && !latest.parties.includes(viewer.agencyId)) {
      return {
        document: null,
        faults: [{ path: "id", code: "ID_TAKEN", message: "a protocol of others has this id" }],
      };
    }
    const known: KnownHub = { agencies, at, versions: versions.map((it) => ({ ...it.protocol, status: it.status })) };
    const { document, faults } = checkProtocolText(text, known);
    const isParty = !document || partiesOf(document).includes(viewer.agencyId);
    return isParty ? { document, faults } : { document: null, faults: [...faults, NOT_A_PARTY] };
  }
}

const NOT_A_PARTY: Fault = { path: "sources", code: "NOT_A_PARTY", message: "your agency is no party of it" };

const refusal = (code: string, message: string): Refusal => new Refusal([{ path: "id", code, message }]);

async function versionsOf(manager: Transaction, id: string | null): Promise<readonly VersionOnFile[]> {
  if (id === null) return [];
  const rows = await manager.query<Pick<VersionOnFile, "version" | "status" | "document">[]>(
    "SELECT version, status, document FROM protocol WHERE id = $1 ORDER BY version",
    [id],
  );
  return rows.map(toVersion);
}
