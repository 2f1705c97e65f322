/** A gateway that anchors its record in a directory of the test's own, and what a test does to the two. */
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { notesIn } from "../../src/audit/proof/checkpoint";
import type { AnchorSettings } from "../../src/audit/anchor/anchor";
import { signerOf } from "../../src/audit/proof/signed-note";
import request from "supertest";
import { startGateway, type Answer, type TestGateway } from "../api/gateway";

/** The demonstration's agencies that have an information-governance lead. */
export const WITH_A_LEAD = ["CSC", "EH", "HOUSING", "MASH", "POLICE", "PROB", "SCHOOL", "YJS"];

export const HOUR = 3_600_000;
export const SIGNER = signerOf("example.org/family-record", new Uint8Array(32).fill(11));
export const NEXT_SIGNER = signerOf("example.org/family-record", new Uint8Array(32).fill(12));

export const newDirectory = (): Promise<string> => fs.mkdtemp(path.join(os.tmpdir(), "checkpoints-"));
export const settings = (directory: string, more: Partial<AnchorSettings> = {}): AnchorSettings => ({
  signer: SIGNER,
  formerKeys: [],
  directory,
  intervalMs: 10_000,
  graceMs: 4 * HOUR,
  ...more,
});

export async function startAnchored(directory: string): Promise<TestGateway> {
  return startGateway({ checkpoints: settings(directory) });
}

export const historyOf = async (directory: string): Promise<string[]> =>
  notesIn(await fs.readFile(path.join(directory, "history"), "utf8"));

/** Records as they would be written, of nobody in particular. */
export async function fill({ owner }: TestGateway, count: number, at: number): Promise<void> {
  await owner.query(
    `SELECT append_disclosures(
       array_agg(format('{"v":2,"id":"%s","at":"%s","case":null,"subjects":[],"decisions":[]}', gen_random_uuid(), $2::text)),
       array_agg(''::text)) FROM generate_series(1, $1)`,
    [count, new Date(at).toISOString()],
  );
}

/** As somebody could who owns the database. */
export async function asOwner({ owner }: TestGateway, ...statements: string[]): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("BEGIN");
    for (const it of ["disclosure_record", "disclosure_subtree", "disclosure_checkpoint"]) {
      await client.query(`ALTER TABLE ${it} DISABLE TRIGGER ${it}_append_only`);
    }
    for (const it of statements) await client.query(it);
    for (const it of ["disclosure_record", "disclosure_subtree", "disclosure_checkpoint"]) {
      await client.query(`ALTER TABLE ${it} ENABLE TRIGGER ${it}_append_only`);
    }
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

/** Makes the chain right again from a record on, as a careful forger would. */
export const RECHAIN = (from: number): string => `
  DO $$ DECLARE r record; p bytea; BEGIN
    SELECT hash INTO p FROM disclosure_record WHERE seq = ${from} - 1;
    p := coalesce(p, decode(repeat('00', 32), 'hex'));
    FOR r IN SELECT seq, body FROM disclosure_record WHERE seq >= ${from} ORDER BY seq LOOP
      UPDATE disclosure_record SET previous_hash = p, hash = sha256(p || convert_to(r.body, 'UTF8')) WHERE seq = r.seq
        RETURNING hash INTO p;
    END LOOP;
  END $$`;

/** Asks for a record, as one who may. */
export async function ask(gate: TestGateway): Promise<Answer> {
  const id = await gate.caseId("MASH", "MASH-0001");
  const text = "query ($id: ID!) { familyRecord(caseId: $id, purpose: MASH_SCREENING) { caveat } }";
  return gate.ask("amara.mash", text, { id });
}
export const turn = (gate: TestGateway): Promise<void> => gate.gateway.anchor!.turn();
export const said = (gate: TestGateway): string | undefined => gate.reports.at(-1);
const readiness = async (gate: TestGateway): Promise<number> => (await request(gate.server).get("/ready")).status;

export async function expectStopped(gate: TestGateway): Promise<void> {
  const answer = await ask(gate);
  expect(answer).toMatchObject({ status: 503, data: { familyRecord: null } });
  expect(answer.errors).toEqual([
    expect.objectContaining({
      message: "The record of disclosures cannot be anchored, so nothing is released. Try again later.",
      extensions: { code: "E-ANCHOR" },
    }),
  ]);
  expect(await readiness(gate)).toBe(503);
}
export async function expectReleasing(gate: TestGateway): Promise<void> {
  const answer = await ask(gate);
  expect(answer).toMatchObject({ status: 200, data: { familyRecord: { caveat: expect.any(String) } } });
  expect(await readiness(gate)).toBe(200);
}
