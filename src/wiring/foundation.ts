/** What everything else stands on: the store, ids, the evidence, the rules and the disclosure record. */
import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import { Anchor } from "../audit/anchor/anchor";
import { AnchoredLog } from "../audit/anchor/anchored-log";
import { tellLeads } from "../audit/anchor/tell-leads";
import { DisclosureCodec } from "../audit/disclosure-codec";
import { DisclosureIndex } from "../audit/disclosure-index";
import { DisclosureLog } from "../audit/disclosure-log";
import { DisclosureRepository } from "../audit/disclosure.repository";
import { poolOf } from "../database/pool";
import { OpaqueIds } from "../gateway/opaque-ids";
import { EvidenceRepository, type EvidenceOnFile } from "../governance/evidence.repository";
import { HubRepository } from "../governance/hub.repository";
import { decide } from "../sharing/decide";
import type { GatewayParts } from "./gateway-parts";

export interface Foundation {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  readonly now: () => number;
  readonly report: (event: string) => void;
  readonly ids: OpaqueIds;
  readonly hub: HubRepository;
  readonly evidence: EvidenceOnFile;
  readonly decider: typeof decide;
  readonly codec: DisclosureCodec;
  readonly log: Pick<DisclosureLog, "append" | "drain">;
  /** Null where nothing is anchored. */
  readonly anchor: Anchor | null;
  readonly recorded: DisclosureRepository;
  readonly index: DisclosureIndex;
}

export function layFoundation(parts: GatewayParts): Foundation {
  const { dataSource, report } = parts;
  const pool = poolOf(dataSource);
  const now = parts.now ?? Date.now;
  const codec = new DisclosureCodec(parts.auditKey);
  const anchor = anchorOf(parts, pool, now);
  const written = parts.log ?? new DisclosureLog(pool, codec);
  return {
    dataSource,
    pool,
    now,
    report,
    ids: new OpaqueIds(parts.idKey),
    hub: new HubRepository(pool),
    evidence: parts.evidence ?? new EvidenceRepository(pool),
    decider: parts.decider ?? decide,
    codec,
    log: anchor ? new AnchoredLog(written, anchor) : written,
    anchor,
    recorded: new DisclosureRepository(pool, codec),
    index: new DisclosureIndex(pool, codec),
  };
}

const anchorOf = ({ checkpoints, dataSource, report }: GatewayParts, pool: Pool, now: () => number): Anchor | null =>
  checkpoints &&
  new Anchor({
    ...checkpoints,
    pool,
    now,
    report,
    tell: (incident, at) => tellLeads(dataSource.manager, incident, at),
  });
