/** What the gateway is made from, and what comes out. */
import type { JWTVerifyGetKey } from "jose";
import type { DataSource } from "typeorm";
import type { Anchor, AnchorSettings } from "../audit/anchor/anchor";
import type { DisclosureLog } from "../audit/disclosure-log";
import type { EvidenceOnFile } from "../governance/evidence.repository";
import type { PartnerWatch } from "../governance/partners/partner-watch";
import type { ProtocolReviews } from "../governance/protocols/protocol-reviews";
import type { NightlyReplay } from "../governance/replay/nightly-replay";
import type { Route } from "../http/route";
import type { GatewayServer } from "../http/server";
import type { TokenRules } from "../identity/token-verifier";
import type { Jobs } from "../jobs/jobs";
import type { EmailOptions } from "../notifications/email";
import type { WebhookOptions } from "../notifications/webhook";
import type { ReachParts } from "../remote/partners-in-reach";
import type { AddressRules } from "../remote/transport/partner-address";
import type { decide } from "../sharing/decide";
import type { Source } from "../sources/source";

export interface GatewayParts {
  /** Connected as the gateway's own role. */
  readonly dataSource: DataSource;
  readonly idKey: Uint8Array;
  readonly auditKey: Uint8Array;
  readonly tokenKeys: JWTVerifyGetKey;
  readonly tokenRules: TokenRules;
  readonly requestTimeoutMs: number;
  /** Null anchors nothing, for tests of other things. */
  readonly checkpoints: AnchorSettings | null;
  readonly introspection: boolean;
  readonly routes: readonly Route[];
  readonly report: (event: string) => void;
  /** How agencies' own systems are reached; without it, over TLS alone and with no secret. */
  readonly partners?: Pick<ReachParts, "secrets" | "limits"> & AddressRules;
  /** How notifications leave; without it they are read with `myNotifications` alone. */
  readonly delivery?: { readonly smtp: EmailOptions | null; readonly webhook: WebhookOptions };
  /** Time and the rest of the outside come in as arguments; tests bring their own. */
  readonly now?: () => number;
  readonly decider?: typeof decide;
  readonly source?: Source;
  readonly evidence?: EvidenceOnFile;
  readonly log?: Pick<DisclosureLog, "append" | "drain">;
}

export interface Gateway extends GatewayServer {
  readonly nightlyReplay: NightlyReplay;
  readonly partnerWatch: PartnerWatch;
  /** Tells whoever is late to decide on a request or to review break-glass; said again, it is told once. */
  readonly remindOfOverdue: (at: number) => Promise<void>;
  readonly protocolReviews: ProtocolReviews;
  readonly log: Pick<DisclosureLog, "append" | "drain">;
  /** Started and stopped by whoever made the gateway. */
  readonly anchor: Anchor | null;
  /** Not started yet. */
  readonly jobs: Jobs;
}
