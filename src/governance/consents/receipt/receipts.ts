/** Receipts for families, made when they are asked for. */
import type { DataSource } from "typeorm";
import { covers } from "../../../sharing/evidence";
import type { OpaqueIds } from "../../../gateway/opaque-ids";
import type { RequestContext } from "../../../identity/request-context";
import { mustBePractitioner } from "../../case-standing";
import type { HubRepository } from "../../hub.repository";
import { consentOnRecord } from "../consent-on-record";
import { receiptId, receiptOf } from "./receipt";
import { receiptPage } from "./receipt-page";

export class Receipts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hub: HubRepository,
    private readonly ids: OpaqueIds,
  ) {}

  async get(consentId: string, request: RequestContext): Promise<{ receipt: Record<string, unknown>; html: string }> {
    mustBePractitioner(request);
    const consent = await consentOnRecord(this.dataSource.manager, this.ids, consentId, request);
    const { agencies, law } = await this.hub.latest();
    const basis = law.find((it) => it.reason === "P-CONSENT" && covers(it, consent.validFrom.getTime()));
    return {
      receipt: receiptOf(consent, agencies, basis, this.ids, request.at),
      html: receiptPage(consent, agencies, receiptId(this.ids, consent.id), request.at),
    };
  }
}
