/**
 * Looks at the endpoint of every active partner, again and again. One whose own SDL is no longer what its controller
 * approved is switched off at once, and both sides are told: it may mean something else by the same words now.
 */
import type { DataSource } from "typeorm";
import type { PartnerInForce } from "../../remote/partner-in-force";
import type { PartnerLine } from "../../remote/transport/partner-line";
import type { Hub, HubRepository } from "../hub.repository";
import { seeLiveSdl, type Seen } from "./live-sdl";
import { switchOff } from "./switch-off";

const SEEN = `
  INSERT INTO partner_seen (partner_id, seen_at, sha256, failure) VALUES ($1, $2, $3, $4)
  ON CONFLICT (partner_id) DO UPDATE SET seen_at = $2, sha256 = $3, failure = $4`;

const DRIFTED = "The endpoint's own SDL is no longer the one that was approved.";
const ANOTHER_FHIR = "The endpoint says that it speaks another version of FHIR than R4.";
const HAS_NONE = "The endpoint no longer says what it shares.";

export class PartnerWatch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hub: HubRepository,
    private readonly lineOf: (inForce: PartnerInForce) => PartnerLine,
    private readonly report: (event: string) => void,
  ) {}

  /** @param at milliseconds since the epoch */
  async run(at: number): Promise<void> {
    const hub = await this.hub.latest();
    await Promise.all(hub.partners.filter((it) => !it.isOff).map((it) => this.look(it, hub, at)));
  }

  private async look(partner: PartnerInForce, hub: Hub, at: number): Promise<void> {
    const seen = await seeLiveSdl(partner, this.lineOf(partner), at);
    const reason = driftOf(partner, seen);
    await this.dataSource.transaction(async (manager) => {
      await manager.query(SEEN, [partner.id, new Date(at), seen.sha256, seen.failure]);
      if (reason !== null) await switchOff(manager, partner, { by: null, at, reason, hub });
    });
    if (reason !== null) this.report(`partner ${partner.agency} switched off: ${reason}`);
    else if (seen.failure) this.report(`partner ${partner.agency} out of sight: ${seen.failure}`);
  }
}

/** One that cannot be reached is no other than it was; its breaker deals with that. */
function driftOf(partner: PartnerInForce, seen: Seen): string | null {
  if (seen.failure === "NO_SDL") return HAS_NONE;
  if (seen.failure === "NOT_FHIR_R4") return ANOTHER_FHIR;
  return seen.sha256 !== null && seen.sha256 !== partner.sha256 ? DRIFTED : null;
}
