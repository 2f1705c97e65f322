/** Asks a partner's endpoint everything that the gateway relies on, and reports each check by its name. */
import { checkPartnerSdl } from "../sdl/check-partner-sdl";
import { NoAnswer, type ContractEndpoint } from "./contract-endpoint";
import { checksOf, type EndpointCheck } from "./checks";
import { dataOf, Found, Trial } from "./trial";

export interface EndpointUnderCheck {
  readonly endpoint: ContractEndpoint;
  /** Two or more. */
  readonly known: readonly string[];
  /** One or more. */
  readonly unknown: readonly string[];
  /** The SDL that was checked; without it the served one is checked now. */
  readonly sdl: string | null;
  readonly gatewaySdl: string;
}

export interface CheckResult {
  readonly name: string;
  readonly status: "pass" | "fail" | "skipped";
  readonly what: string;
  /** What was found, or why it was not tried; null where it passed. */
  readonly found: string | null;
  /** How it is mended; null where it passed. */
  readonly todo: string | null;
}

export async function checkEndpoint(it: EndpointUnderCheck): Promise<readonly CheckResult[]> {
  const { endpoint } = it;
  const served = it.sdl === null ? await resultOf(SERVED, () => servedSdl(endpoint)) : null;
  if (served && typeof served.value !== "string") return [served.result];
  const sdl = it.sdl ?? served!.value!;
  const { accepted, faults } = checkPartnerSdl(sdl, { gatewaySdl: it.gatewaySdl, active: [] });
  if (!accepted) return [failed(ACCEPTED, `${faults.length} faults, the first: ${faults[0]?.message ?? ""}`)];
  const trial = new Trial(endpoint, accepted, it.known, it.unknown, accepted.sha256);
  const results: CheckResult[] = [];
  // one after another: a test endpoint is often a small thing, and what one check upsets should not fail another
  for (const check of checksOf(trial)) {
    const { result } = await resultOf(check, () => check.run(trial));
    results.push(result);
    // where not even a plain question is answered, the rest would say the same in other words
    if (check.name === "http.answers" && result.status === "fail") break;
  }
  return results;
}

type Naming = Pick<EndpointCheck, "name" | "what" | "todo">;
const SERVED: Naming = {
  name: "http.sdl",
  what: "`_service { sdl }` serves the SDL",
  todo: "serve `_service { sdl }`, or name the file with --sdl",
};
const ACCEPTED: Naming = {
  name: "sdl.accepted",
  what: "the SDL is accepted",
  todo: "run `partner check sdl FILE` and mend what it lists",
};

async function servedSdl(endpoint: ContractEndpoint): Promise<string> {
  const service = dataOf(await endpoint.post({ query: "{ _service { sdl } }" }))["_service"];
  const sdl = (service as { sdl?: unknown } | null)?.sdl;
  if (typeof sdl !== "string") throw new Found("_service { sdl } is no text");
  return sdl;
}

async function resultOf<T>(check: Naming, run: () => Promise<T>): Promise<{ result: CheckResult; value?: T }> {
  try {
    const value = await run();
    const skipped = (value as { skipped?: string } | undefined)?.skipped;
    if (skipped !== undefined)
      return { result: { name: check.name, status: "skipped", what: check.what, found: skipped, todo: null } };
    return { result: { name: check.name, status: "pass", what: check.what, found: null, todo: null }, value };
  } catch (error) {
    if (!(error instanceof Found) && !(error instanceof NoAnswer)) throw error;
    return { result: failed(check, error.message) };
  }
}

const failed = ({ name, what, todo }: Naming, found: string): CheckResult => ({
  name,
  status: "fail",
  what,
  found,
  todo,
});
