/**
 * On top of the bench's store: three partners with systems of their own, in force, and families of whom two members in
 * five have consented to nothing, so that there is something to withhold.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ClientBase } from "pg";
import { PROTOCOLS } from "../../../src/demonstration";
import { checkPartnerSdl } from "../../../src/remote/sdl/check-partner-sdl";
import { REMOTES, remoteSdl } from "./question";

const SCHEMA = path.join(__dirname, "../../../schema/schema.graphql");

export async function seedRemotes(client: ClientBase, urls: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, { agency, kind }] of Object.entries(REMOTES)) {
    await client.query(
      "INSERT INTO agency (id, name, kind, authority, categories, safeguarding_contact) VALUES ($1, $1, $2, 'B05', '{}', '020 7946 0000')",
      [agency, kind],
    );
    for (const user of ["integrator", "controller"])
      await client.query(
        "INSERT INTO app_user (id, agency_id, display_name, roles) VALUES ($1, $2, $1, '{INTEGRATOR}')",
        [`${user}.${name}`, agency],
      );
    await client.query(
      `INSERT INTO case_agency (case_id, agency_id, valid_from)
         SELECT id, $1, opened_at FROM case_file WHERE opened_by = 'bench' AND 'B05' = ANY (authorities)`,
      [agency],
    );
    // the number by which the partner knows somebody is, here, the one by which the engines name them to it
    await client.query(
      `INSERT INTO person_identifier (system, value, person_id)
         SELECT 'LOCAL_ID', $1 || ':' || id, id FROM person WHERE name LIKE 'Bench %'`,
      [agency],
    );
  }
  await seedProtocol(client);
  await client.query(
    "DELETE FROM consent WHERE recorded_by = 'bench' AND subject_id IN (SELECT id FROM person WHERE name ~ '^Bench \\d+-[14]$')",
  );
  for (const [name, url] of Object.entries(urls)) await seedPartner(client, name, url);
  await client.query("VACUUM ANALYZE");
}

async function seedProtocol(client: ClientBase): Promise<void> {
  const agencies = Object.values(REMOTES).map((it) => it.agency);
  const categories = Object.values(REMOTES).flatMap(({ fields }) => Object.values(fields).map((it) => it.category));
  const model = PROTOCOLS.find((it) => it.id === "ISA-MASH")!;
  const document = {
    ...model,
    id: "ISA-BENCH-REMOTE",
    signed: [...agencies, "MASH"],
    sources: agencies,
    recipients: ["MASH"],
    cats: [...new Set(categories)].sort(),
    manual: [],
  };
  await client.query("INSERT INTO protocol (id, version, status, document) VALUES ($1, 1, 'ACTIVE', $2)", [
    document.id,
    JSON.stringify(document),
  ]);
  await client.query(
    "INSERT INTO protocol_signature SELECT $1, 1, agency, '2026-01-01' FROM unnest($2::text[]) agency",
    [document.id, document.signed],
  );
}

/** How long a partner is waited for. */
export const LIMIT_MS = 1_000;

async function seedPartner(client: ClientBase, name: string, url: string): Promise<void> {
  const sdl = remoteSdl(name);
  const { accepted, faults } = checkPartnerSdl(sdl, { gatewaySdl: readFileSync(SCHEMA, "utf8"), active: [] });
  if (!accepted) throw new Error(JSON.stringify(faults));
  const categories = [...new Set([...accepted.fields.values()].map((it) => it.declaration.category))];
  await client.query(
    `INSERT INTO partner (agency_id, version, name, kind, url, auth, key_system, sdl, sdl_sha256, categories, batch_mode,
       timeout_ms, max_bytes, registered_by, registered_at, status, approved_by, approved_at, approved_sha256)
     VALUES ($1, 1, $2, 'SUBGRAPH', $3, '{}', 'LOCAL_ID', $4, $5, $6, 'RECORD', $9, 1000000, $7, now(), 'ACTIVE', $8, now(), $5)`,
    [
      ...[REMOTES[name]!.agency, name, url, sdl, accepted.sha256, categories],
      ...[`integrator.${name}`, `controller.${name}`, LIMIT_MS],
    ],
  );
}
