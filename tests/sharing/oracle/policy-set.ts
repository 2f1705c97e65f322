/**
 * The policies, parsed once. A question goes to the policies of its action alone: what is not asked costs nothing, and
 * what an answer says is the first of its determining policies in the published order (`@rule`).
 */
import {
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  statefulIsAuthorized,
  type Context,
  type Entities,
  type EntityUid,
} from "@cedar-policy/cedar-wasm/nodejs";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";

// Node 20's V8 dies ("unreachable code", Deoptimizer::DoComputeBuiltinContinuation) when it gives up optimised code that
// has a call into WebAssembly inlined, which some thousands of questions bring about. So it must not inline them.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

export const POLICIES = readFileSync(join(__dirname, "policies.cedar"), "utf8");
export const SCHEMA = readFileSync(join(__dirname, "policies.cedarschema"), "utf8");

const ACTIONS = ["approach", "rely", "relyInEmergency", "count", "bear", "release", "breakGlass"] as const;
export type Action = (typeof ACTIONS)[number];

interface Policy {
  readonly id: string;
  /** Where it stands in the published order: 5.1 comes before 5.2. */
  readonly rule: number;
  readonly says: string;
}

export interface Question {
  readonly principal: EntityUid;
  readonly action: Action;
  readonly resource: EntityUid;
  readonly context: Context;
  readonly entities: Entities;
}

export interface Answer {
  readonly allowed: boolean;
  /** What the determining policies say, first in the published order first. Empty where nothing spoke. */
  readonly says: readonly string[];
}

const known = new Map<string, Policy>();

/** Every policy with its annotations, in the published order. */
export const policies = (): readonly Policy[] => [...known.values()].sort((a, b) => a.rule - b.rule);

function prepare(): void {
  const parts = policySetTextToParts(POLICIES);
  if (parts.type === "failure") throw new Error(`policies.cedar: ${parts.errors[0]?.message}`);
  const byAction = new Map<Action, Record<string, string>>(ACTIONS.map((action) => [action, {}]));
  for (const text of parts.policies) {
    const parsed = policyToJson(text);
    if (parsed.type === "failure") throw new Error(`policies.cedar: ${parsed.errors[0]?.message}`);
    const { annotations, action } = parsed.json;
    const { id, rule, reason } = annotations ?? {};
    if (!id || !rule || !reason || known.has(id)) throw new Error(`@id, @rule and @reason, and @id once: ${text}`);
    known.set(id, { id, rule: Number(rule.replace(/^B/, "")), says: reason });
    for (const asked of ACTIONS)
      if (JSON.stringify(action).includes(`"id":"${asked}"`)) byAction.get(asked)![id] = text;
  }
  for (const [action, staticPolicies] of byAction) {
    const prepared = preparsePolicySet(action, { staticPolicies });
    if (prepared.type === "failure") throw new Error(`policies.cedar: ${prepared.errors[0]?.message}`);
  }
}
prepare();

/** Asks Cedar. A policy that cannot be evaluated is a fault of the oracle and never an answer. */
export function authorise(question: Question): Answer {
  const answer = statefulIsAuthorized({
    ...question,
    action: { type: "Action", id: question.action },
    preparsedPolicySetId: question.action,
  });
  if (answer.type === "failure") throw new Error(answer.errors.map((error) => error.message).join("; "));
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
  const says = diagnostics.reason
    .map((id) => known.get(id)!)
    .sort((a, b) => a.rule - b.rule)
    .map((policy) => policy.says);
  return { allowed: decision === "allow", says };
}
