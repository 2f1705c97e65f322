/**
 * A partner's way into the record: registered and checked, approved by its own controller, activated by the hub, switched
 * off by either. Each step is refused whole with every reason.
 */
import type { DataSource, EntityManager } from "typeorm";
import { Refusal, type Fault } from "../../gateway/faults";
import { refuse } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { notify } from "../../notifications/outbox";
import { plainText } from "../../people/person-shape";
import { missingIn } from "../../remote/fhir/capability";
import type { PartnerInForce } from "../../remote/partner-in-force";
import type { AddressRules } from "../../remote/transport/partner-address";
import type { PartnerLine } from "../../remote/transport/partner-line";
import type { Category } from "../../sharing/vocabulary";
import { mustBeActive } from "../case-standing";
import type { Hub, HubRepository } from "../hub.repository";
import { CONTRACT_TESTED } from "../../remote/contract/contract-tested";
import { seeLiveSdl } from "./live-sdl";
import { PartnerCheck, toFaults } from "./partner-check";
import { partnerVersions, type PartnerVersionOnFile } from "./partner-version";
import type { RegisterPartnerInput } from "./partner.inputs";
import { readRegistration } from "./registration";
import { switchOff } from "./switch-off";
import { mayActivate, mayApprove, mayRegister, maySwitchOff, mustBeAllowed } from "./who-may";

export interface PartnerParts {
  readonly dataSource: DataSource;
  readonly hub: HubRepository;
  readonly check: PartnerCheck;
  readonly rules: AddressRules;
  /** Over which a partner's endpoint is looked at. */
  readonly lineOf: (inForce: PartnerInForce) => PartnerLine;
  readonly now: () => number;
}

export interface VersionRef {
  readonly agency: string;
  readonly version: number;
}

/** One step at a time, of whatever partner: each is checked against all the others. */
const ALONE = "SELECT pg_advisory_xact_lock(hashtext('partner'))";

const INSERT = `
  INSERT INTO partner (agency_id, version, name, kind, url, test_url, auth, key_system, sdl, sdl_sha256, categories, batch_mode,
    timeout_ms, max_bytes, registered_by, registered_at, openapi, status)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'CHECKED') RETURNING id`;
const APPROVE = `
  UPDATE partner SET status = 'APPROVED', approved_by = $2, approved_at = $3, approved_sha256 = $4 WHERE id = $1`;
const REPLACE =
  "UPDATE partner SET status = 'REPLACED' WHERE agency_id = $1 AND status IN ('ACTIVE', 'OFF') AND id <> $2";
const ACTIVATE = `
  UPDATE partner SET status = 'ACTIVE', activated_by = $2, activated_at = $3, off_by = NULL, off_at = NULL,
    off_reason = NULL WHERE id = $1`;

const WHY = plainText(500);

export class Partners {
  constructor(private readonly parts: PartnerParts) {}

  /** Calls nobody: whoever registers an address does not make the gateway call it. */
  async register(input: RegisterPartnerInput, request: RequestContext): Promise<VersionRef> {
    const hub = await this.allowed(request, (it) => mayRegister(request, it, input.agency));
    const { auth, faults } = readRegistration(input, this.parts.rules);
    return this.parts.dataSource.transaction(async (manager) => {
      await manager.query(ALONE);
      const all = await partnerVersions(manager, null);
      const { accepted, faults: inSdl } = this.parts.check.check({ ...input, openapi: input.openapi ?? null }, all);
      const unknown: Fault[] = hub.agencies.has(input.agency)
        ? []
        : [{ path: "agency", code: "UNKNOWN_AGENCY", message: "no agency of this hub" }];
      if (!accepted || faults.length + unknown.length > 0)
        throw new Refusal([...unknown, ...faults, ...toFaults(inSdl)], "registerPartner");
      const version = Math.max(0, ...all.filter((it) => it.it.agency === input.agency).map((it) => it.it.version)) + 1;
      const categories = [...new Set<Category>([...accepted.fields.values()].map((it) => it.declaration.category))];
      const { name, kind, url, testUrl, keySystem, batchMode, timeoutMs, maxBytes } = input;
      const [row] = await manager.query<{ id: string }[]>(INSERT, [
        ...[
          input.agency,
          version,
          name,
          kind,
          url,
          testUrl ?? null,
          JSON.stringify(auth),
          keySystem,
          input.sdl,
          accepted.sha256,
        ],
        ...[categories.sort(), batchMode, timeoutMs, maxBytes, request.viewer.userId, new Date(request.at)],
        input.openapi ?? null,
      ]);
      await notify(manager, request.at, [
        {
          topic: "PARTNER_TO_APPROVE",
          agency: input.agency,
          roles: ["INFORMATION_GOVERNANCE_LEAD", "CALDICOTT_GUARDIAN"],
          reference: row!.id,
        },
      ]);
      return { agency: input.agency, version };
    });
  }

  /** @param sha256 of the SDL that the approver read: nothing else is approved */
  async approve(ref: VersionRef, sha256: string, request: RequestContext): Promise<VersionRef> {
    await this.allowed(request, (hub) => mayApprove(request, hub, ref.agency));
    return this.step(ref, async (manager, version) => {
      if (version.status !== "CHECKED") refuse("version", "NOT_WAITING", "this version does not wait for approval");
      if (version.registeredBy === request.viewer.userId)
        refuse("", "OWN_REGISTRATION", "somebody else approves what you registered");
      if (version.it.sha256 !== sha256)
        refuse("sha256", "ANOTHER_TEXT", "this is not the text that waits; read it again");
      await manager.query(APPROVE, [version.it.id, request.viewer.userId, new Date(request.at), sha256]);
    });
  }

  /** The endpoint is looked at first: what it says of itself must be what was approved. */
  async activate(ref: VersionRef, request: RequestContext): Promise<VersionRef> {
    const hub = await this.allowed(request, (it) => mayActivate(request, it));
    if (!hub.agencies.has(ref.agency)) return refuse("agency", "UNKNOWN_PARTNER", "no such partner");
    const [version] = await this.versionsOf(this.parts.dataSource.manager, ref);
    if (version && isReady(version)) await this.mustBeAsApproved(version.it);
    return this.step(ref, async (manager, it, all) => {
      if (!isReady(it)) refuse("version", "NOT_APPROVED", "only an approved version is activated");
      // approved since is what its controller means now, and may share less
      if (it.status === "APPROVED" && all.some((other) => other.it.agency === ref.agency && isApprovedAfter(other, it)))
        refuse("version", "OLDER_VERSION", "its controller has approved a newer version; activate that one");
      if (await isStoppedByItsOwn(manager, it))
        refuse("version", "STOPPED_BY_ITS_AGENCY", "its own agency stopped it, and goes on by approving a new version");
      if (CONTRACT_TESTED.has(it.it.kind) && !it.contractTest?.passed)
        refuse("version", "NOT_TESTED", "its endpoint has not passed the contract's checks: testPartner");
      const { accepted, faults } = this.parts.check.check(it.it, all);
      if (accepted?.sha256 !== it.it.sha256) throw new Refusal(toFaults(faults), "activatePartner");
      await manager.query(REPLACE, [ref.agency, it.it.id]);
      await manager.query(ACTIVATE, [it.it.id, request.viewer.userId, new Date(request.at)]);
    });
  }

  async switchOff(agency: string, reason: string, request: RequestContext): Promise<VersionRef> {
    const hub = await this.allowed(request, (it) => maySwitchOff(request, it, agency));
    const why = WHY.safeParse(reason);
    if (!why.success) refuse("reason", "BAD_TEXT", "a sentence that says why, and names nobody");
    const inForce = hub.partners.find((it) => it.agency === agency);
    const ref = { agency, version: inForce?.version ?? 0 };
    return this.step(ref, async (manager, version) => {
      if (version.status !== "ACTIVE") refuse("agency", "NOT_ACTIVE", "it is not active");
      await switchOff(manager, version.it, { by: request.viewer.userId, at: request.at, reason, hub });
    });
  }

  private async mustBeAsApproved(inForce: PartnerInForce): Promise<void> {
    const { lineOf, now } = this.parts;
    const seen = await seeLiveSdl(inForce, lineOf(inForce), now());
    if (seen.failure === "NOT_FHIR_R4")
      refuse("url", seen.failure, "the endpoint says that it speaks another version of FHIR than R4");
    if (seen.failure) refuse("url", seen.failure, "the endpoint did not say what it shares; try again when it does");
    if (seen.sha256 !== inForce.sha256)
      refuse("url", "LIVE_SDL_DIFFERS", "the endpoint's own SDL is not the one that was approved");
    const mapping = this.parts.check.read(inForce)?.mapping;
    const missing = "capability" in seen && seen.capability && mapping ? missingIn(seen.capability, mapping) : [];
    if (missing.length > 0)
      refuse("url", "NOT_SUPPORTED", `the endpoint says that it does not have: ${missing.join(", ")}`);
  }

  private async allowed(request: RequestContext, may: (hub: Hub) => boolean): Promise<Hub> {
    const hub = await this.parts.hub.latest();
    mustBeAllowed(may(hub));
    await mustBeActive(this.parts.dataSource.manager, request);
    return hub;
  }

  private async step(
    ref: VersionRef,
    work: (manager: EntityManager, it: PartnerVersionOnFile, all: readonly PartnerVersionOnFile[]) => Promise<void>,
  ): Promise<VersionRef> {
    await this.parts.dataSource.transaction(async (manager) => {
      await manager.query(ALONE);
      const all = await partnerVersions(manager, null);
      const version = all.find(({ it }) => it.agency === ref.agency && it.version === ref.version);
      if (!version) return refuse("agency", "UNKNOWN_PARTNER", "no such partner, or no such version of it");
      await work(manager, version, all);
    });
    return ref;
  }

  private async versionsOf(manager: EntityManager, ref: VersionRef): Promise<PartnerVersionOnFile[]> {
    return (await partnerVersions(manager, ref.agency)).filter((it) => it.it.version === ref.version);
  }
}

const isApprovedAfter = (other: PartnerVersionOnFile, it: PartnerVersionOnFile): boolean =>
  other.it.version > it.it.version && other.approvedAt !== null;
/** Who answers for the data said no: an approval from before is none any more. */
async function isStoppedByItsOwn(
  manager: EntityManager,
  { status, offBy, it }: PartnerVersionOnFile,
): Promise<boolean> {
  if (status !== "OFF" || offBy === null) return false;
  const rows = await manager.query<unknown[]>("SELECT 1 FROM app_user WHERE id = $1 AND agency_id = $2", [
    offBy,
    it.agency,
  ]);
  return rows.length > 0;
}

const isReady = ({ status }: PartnerVersionOnFile): boolean => status === "APPROVED" || status === "OFF";
