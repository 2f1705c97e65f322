/** A partner with a system of its own, as its approved version stands on file. */
import type { Category } from "../sharing/vocabulary";
import type { BatchMode } from "../sources/source";
import type { PartnerAuth } from "./transport/partner-auth";

export const PARTNER_KINDS = ["SUBGRAPH", "FHIR", "REST"] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

export interface PartnerInForce {
  /** Of this version: where it is called, as whom and for what never changes under it. */
  readonly id: string;
  readonly agency: string;
  readonly version: number;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly url: string;
  /** Where the same software answers for invented people. */
  readonly testUrl: string | null;
  readonly auth: PartnerAuth;
  /** The identifier that the partner knows people by, and the only thing it is told of them. */
  readonly keySystem: string;
  readonly sdl: string;
  /** What describes a JSON interface; null for every other kind. */
  readonly openapi: string | null;
  readonly sha256: string;
  readonly batch: BatchMode;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** What its fields hold, as approved. */
  readonly categories: readonly Category[];
  /** Not asked: its cells say that it is off, and never that nothing is known. */
  readonly isOff: boolean;
}

export interface PartnerRow {
  id: string;
  agency_id: string;
  version: number;
  name: string;
  kind: PartnerKind;
  url: string;
  test_url: string | null;
  auth: PartnerAuth;
  key_system: string;
  sdl: string;
  openapi: string | null;
  sdl_sha256: string;
  batch_mode: BatchMode;
  timeout_ms: number;
  max_bytes: number;
  categories: Category[];
  status: string;
}

/** A version that was switched off stays in the schema, so that nobody reads its silence as nothing. */
export const PARTNERS_IN_FORCE = `
  (SELECT json_agg(p ORDER BY p.agency_id) FROM (
     SELECT id, agency_id, version, name, kind, url, test_url, auth, key_system, sdl, openapi, sdl_sha256, batch_mode, timeout_ms,
       max_bytes, categories, status
     FROM partner WHERE status IN ('ACTIVE', 'OFF') AND approved_sha256 = sdl_sha256) p)`;

export const toPartnerInForce = (it: PartnerRow): PartnerInForce => ({
  id: it.id,
  agency: it.agency_id,
  version: it.version,
  name: it.name,
  kind: it.kind,
  url: it.url,
  testUrl: it.test_url,
  auth: it.auth,
  keySystem: it.key_system,
  sdl: it.sdl,
  openapi: it.openapi,
  sha256: it.sdl_sha256,
  batch: it.batch_mode,
  timeoutMs: it.timeout_ms,
  maxBytes: it.max_bytes,
  categories: it.categories,
  isOff: it.status !== "ACTIVE",
});
