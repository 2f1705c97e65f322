/** Sets the demonstration's stage on an empty database, once: families, protocols, users and a signing key. */
import type { JWK } from "jose";
import type { Pool, PoolClient } from "pg";
import { Refusal } from "../gateway/faults";
import type { Catalogue } from "../gateway/catalogue";
import type { HubAgency } from "../governance/hub.repository";
import { DemonstrationIssuer } from "../identity/demonstration-issuer";
import { checkContribution, isChecked, type CheckedItem } from "../record/check-contribution";
import { writeContributions } from "../record/contribution-writer";
import { inTransaction } from "../sources/transaction";
import { clockOffset } from "./clock";
import { AGENCIES, FAMILIES } from "./index";
import type { DemonstrationAgency, DemonstrationItem } from "./family";
import { localId, seedDemonstration } from "./seed";

/** What every instance on one database shares. */
export interface Stage {
  /** Signs the demonstration callers' tokens. */
  readonly key: JWK;
  readonly clockOffsetMs: number;
}

/**
 * All of it or nothing: a start that is cut off leaves an empty stage.
 *
 * @param owner connected as the owner of the tables, not as the gateway
 * @param machine the machine's time, in milliseconds since the epoch
 */
export async function stageDemonstration(owner: Pool, catalogue: Catalogue, machine: number): Promise<Stage> {
  const key = await DemonstrationIssuer.newKey();
  const clockOffsetMs = clockOffset(machine);
  return inTransaction(owner, async (client) => {
    // of several first starts one sets the stage and the others find it set
    await client.query("SELECT pg_advisory_xact_lock(hashtext('demonstration'))");
    const { rows } = await client.query<{ jwk: JWK; offset: string }>(
      "SELECT jwk, clock_offset_ms AS offset FROM demonstration_key",
    );
    if (rows[0]) return { key: rows[0].jwk, clockOffsetMs: Number(rows[0].offset) };
    await client.query("INSERT INTO demonstration_key (jwk, clock_offset_ms) VALUES ($1, $2)", [key, clockOffsetMs]);
    const at = machine + clockOffsetMs;
    await seedDemonstration((sql, values) => client.query(sql, values), at);
    for (const agency of AGENCIES) await contribute(client, agency, catalogue, at);
    return { key, clockOffsetMs };
  });
}

/** By the agencies' own way in, checks and all. */
async function contribute(
  client: PoolClient,
  agency: DemonstrationAgency,
  catalogue: Catalogue,
  at: number,
): Promise<void> {
  const items = FAMILIES.flatMap((it) => it.items).filter((it) => it.agency === agency.id);
  const checked = items.map((it) => checkContribution(toInput(it), toHubAgency(agency), catalogue, at));
  const faults = checked.flatMap((it, i) =>
    isChecked(it) ? [] : it.map((fault) => ({ ...fault, path: `${agency.id} ${items[i]!.sourceRef} ${fault.path}` })),
  );
  if (faults.length > 0) throw new Refusal(faults, "demonstration");
  await writeContributions(client, checked as CheckedItem[], { at, userId: null });
}

const PEOPLE = new Map(FAMILIES.flatMap((it) => it.people).map((it) => [it.key, it]));

function toInput({ person, agency: _agency, ...item }: DemonstrationItem) {
  const { name, birthDate, key } = PEOPLE.get(person)!;
  return { ...item, person: { system: "LOCAL_ID", value: localId(key), name, birthDate } };
}

const toHubAgency = (it: DemonstrationAgency): HubAgency => ({
  id: it.id,
  name: it.name,
  kind: it.kind,
  authority: it.authority ?? null,
  active: true,
  categories: new Set(it.categories),
  listedIn16LA: it.listedIn16LA ?? true,
  publicAuthority: it.publicAuthority ?? true,
  safeguardingContact: it.safeguardingContact,
});
