import type { Server } from "node:http";
import type { JWK } from "jose";

/** What each contender is given, and what it gives. */
export interface Setting {
  readonly databaseUrl: string;
  /** Signs the caller's token. */
  readonly key: JWK;
}

export type Contender = (setting: Setting) => Promise<Server>;

export const CALLER = { userId: "amara.mash", agencyId: "MASH", role: "MASH_ADVANCED_PRACTITIONER" } as const;
export const ID_KEY = new Uint8Array(32).fill(7);
export const TOKEN_RULES = { issuer: "urn:bench", audience: "bench" };
