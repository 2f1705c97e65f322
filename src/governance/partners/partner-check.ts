/** A partner's SDL checked for this hub: with the gateway and with every other partner in force. */
import type { Fault } from "../../gateway/faults";
import type { PartnerInForce } from "../../remote/partner-in-force";
import type { AcceptedPartner, SdlFault } from "../../remote/sdl/accepted-partner";
import { checkPartnerSdl } from "../../remote/sdl/check-partner-sdl";
import { isInForce, type PartnerVersionOnFile } from "./partner-version";

/** What a version says it shares, in the words of its kind. */
export type PartnerText = Pick<PartnerInForce, "sdl" | "kind" | "agency" | "openapi">;

export class PartnerCheck {
  /** @param gatewaySdl the gateway's own schema, without partners */
  constructor(readonly gatewaySdl: () => string) {}

  /** @param others every version on file; those in force of other agencies count */
  check({ sdl, kind, agency, openapi }: PartnerText, others: readonly PartnerVersionOnFile[]) {
    const active = others.filter((it) => isInForce(it) && it.it.agency !== agency);
    return checkPartnerSdl(sdl, {
      gatewaySdl: this.gatewaySdl(),
      active: active.map(({ it }) => ({ name: it.name, sdl: it.sdl })),
      kind,
      openapi,
    });
  }

  /** One that was accepted before, read again; null where it would not be now. */
  read({ sdl, kind, openapi }: Omit<PartnerText, "agency">): AcceptedPartner | null {
    return checkPartnerSdl(sdl, { gatewaySdl: this.gatewaySdl(), active: [], kind, openapi }).accepted;
  }
}

export const toFaults = (faults: readonly SdlFault[]): Fault[] =>
  faults.map(({ code, message, line, column, text = "sdl" }) => ({
    path: `${text}:${line}:${column}`,
    code,
    message: `line ${line}, column ${column}: ${message}`,
  }));
