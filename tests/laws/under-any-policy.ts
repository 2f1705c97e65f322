/** One gateway over HTTP and real PostgreSQL, put under one random policy after another. */
import fc from "fast-check";
import type { GraphQLSchema } from "graphql";
import { buildGatewaySchema } from "../../src/schema";
import { startGateway, type Answer, type TestGateway, type TestParts } from "../api/gateway";
import { proofSize } from "../proof-size";
import type { PlantedBug } from "./planted-bug";
import { gatewayWith } from "./planted-copy";
import { caseOf, prepareForPolicies, putOnFile } from "./policy-on-file";
import { pairs, type Pair, drawn } from "./random-pairs";
import { textOf, variablesOf } from "./random-question";
import { readStage, type Stage } from "./the-stage";

jest.setTimeout(proofSize(300_000, 6 * 3_600_000));

/** How many random (policy, query) pairs each law is tried on. */
export const PAIRS = proofSize(300, 10_000);

export interface UnderPolicy {
  readonly stage: Stage;
  readonly schema: GraphQLSchema;
  readonly gateway: TestGateway;
  readonly file: (pair: Pair) => Promise<void>;
  /** @param on another gateway on the same database, for one with a planted bug */
  readonly ask: (pair: Pair, on?: TestGateway, after?: string | null) => Promise<Answer>;
  readonly withBug: (bug: PlantedBug, parts?: TestParts) => Promise<TestGateway>;
  readonly stop: () => Promise<void>;
}

export async function startUnderPolicy(parts: TestParts = {}): Promise<UnderPolicy> {
  const { schema } = await buildGatewaySchema(() => null);
  const gateway = await startGateway(parts);
  await prepareForPolicies(gateway.owner);
  const stage = await readStage(gateway.owner);
  const caseIds = new Map<string, Promise<string>>();
  const caseIdOf = (agency: string, reference: string): Promise<string> => {
    const key = `${agency} ${reference}`;
    if (!caseIds.has(key)) caseIds.set(key, gateway.caseId(agency, reference));
    return caseIds.get(key)!;
  };
  return {
    stage,
    schema,
    gateway,
    file: ({ setting, policy }) => putOnFile(gateway.owner, stage, setting, policy),
    ask: async ({ setting, question }, on = gateway, after = null) => {
      const caseId = await caseIdOf(setting.user.agency, caseOf(stage, setting).reference);
      return on.ask(
        setting.user.id,
        textOf(question, setting, schema, after),
        variablesOf(question, setting, stage, caseId),
      );
    },
    withBug: (bug, more = {}) => gateway.another({ wire: gatewayWith(bug), ...more }),
    stop: () => gateway.stop(),
  };
}

/** A gateway that does not even answer breaks no law; a planted bug that does this is badly planted. */
export class NotAnswered extends Error {}

/** @throws NotAnswered for anything but an answer without errors */
export function answered(it: Answer): Answer {
  if (it.status !== 200 || it.errors !== undefined) throw new NotAnswered(`${it.status} ${it.text.slice(0, 2000)}`);
  return it;
}

export type Law = (pair: Pair) => Promise<void>;

/** The law must hold of every pair. Shrinks to the smallest policy and query that break it. */
export const mustHold = (law: Law, numRuns = PAIRS): Promise<void> =>
  fc.assert(fc.asyncProperty(pairs, law), { ...drawn(), numRuns });

/** The law must not survive the bug that was planted, and it must be the law that breaks. */
export async function mustFail(law: Law): Promise<void> {
  const { failed, errorInstance } = await fc.check(fc.asyncProperty(pairs, law), {
    ...drawn(),
    numRuns: PAIRS,
    endOnFailure: true,
  });
  expect(errorInstance).not.toBeInstanceOf(NotAnswered);
  expect(failed).toBe(true);
}

/** Loaded in the same way as a gateway with a bug, and without one: what fails there must not fail here. */
export const NO_BUG: PlantedBug = { file: "record/cell.ts", edits: [] };
