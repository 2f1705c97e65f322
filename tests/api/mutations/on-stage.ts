/** The people and cases of the demonstration, as a test names them and as an agency's ids name them. */
import { OpaqueIds } from "../../../src/gateway/opaque-ids";
import { sealMember } from "../../../src/governance/member-id";
import { ID_KEY, type TestGateway } from "../gateway";

export const ids = new OpaqueIds(ID_KEY);
export const FAULTS = "... on Refused { faults { path code message } }";

export interface OnStage {
  one: <T>(sql: string, values?: unknown[]) => Promise<T>;
  personIdOf: (key: string) => Promise<string>;
  caseIdOf: (reference: string) => Promise<string>;
  member: (agency: string, reference: string, key: string) => Promise<string>;
}

export function onStage(gate: () => TestGateway): OnStage {
  const one = async <T>(sql: string, values: unknown[] = []): Promise<T> =>
    (await gate().owner.query(sql, values)).rows[0] as T;
  const personIdOf = async (key: string) =>
    (await one<{ id: string }>("SELECT person_id AS id FROM person_identifier WHERE value = $1", [`HUB:${key}`])).id;
  const caseIdOf = async (reference: string) =>
    (await one<{ id: string }>("SELECT id FROM case_file WHERE reference = $1", [reference])).id;
  return {
    one,
    personIdOf,
    caseIdOf,
    member: async (agency, reference, key) =>
      sealMember(ids, agency, { caseId: await caseIdOf(reference), personId: await personIdOf(key) }),
  };
}
