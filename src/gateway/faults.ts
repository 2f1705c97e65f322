/** Bad input is refused whole, with every fault listed. A fault names the place and the rule, never the value. */
import type { z } from "zod";

export interface Fault {
  /** Where: a dotted path such as `items.3.body.arrival`. */
  readonly path: string;
  /** A stable word for programs. */
  readonly code: string;
  /** What is expected, for people. */
  readonly message: string;
}

export class Refusal extends Error {
  constructor(
    readonly faults: readonly Fault[],
    what = "input",
  ) {
    const lines = faults.map((it) => `  ${it.path || "(whole)"}: ${it.message}`);
    super(`${what}: ${faults.length} fault${faults.length === 1 ? "" : "s"}\n${lines.join("\n")}`);
  }
}

/** zod's messages name what was expected; its issue never carries the value here. */
export const toFaults = (error: z.ZodError, below = ""): Fault[] =>
  error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          path: [...root(below), ...issue.path, key].join("."),
          code: "UNKNOWN_KEY",
          message: "unknown key",
        }))
      : [{ path: [...root(below), ...issue.path].join("."), code: issue.code.toUpperCase(), message: issue.message }],
  );

const root = (below: string): string[] => (below === "" ? [] : [below]);

/** @throws Refusal */
export function parseOrListFaults<S extends z.ZodType>(shape: S, input: unknown, what: string): z.infer<S> {
  const result = shape.safeParse(input);
  if (!result.success) throw new Refusal(toFaults(result.error), what);
  return result.data;
}
