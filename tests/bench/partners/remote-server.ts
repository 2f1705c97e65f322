/**
 * The three partners with systems of their own, in one process: real HTTP, the servers of the examples, a delay that can
 * be set, and, when told to, an account of every cell that they were asked for.
 */
import type { AddressInfo } from "node:net";
import { Kind, parse, type FieldNode, type SelectionSetNode } from "graphql";
import { createServer } from "../../../docs/examples/starter/src/server";
import { createSubgraph, type Question } from "../../../docs/examples/starter/src/subgraph";
import { heldBy, REMOTES, remoteSdl } from "./question";

export interface CellAsked {
  readonly contribution: string;
  readonly person: string;
  readonly field: string;
}
export type Told = { readonly delay: number } | { readonly audit: boolean };

let delay = 0;
let asked: CellAsked[] | null = null;

const fieldsIn = (set: SelectionSetNode): FieldNode[] =>
  set.selections.flatMap((it) => {
    if (it.kind === Kind.FIELD) return [it];
    return it.kind === Kind.INLINE_FRAGMENT ? fieldsIn(it.selectionSet) : [];
  });

/** Each (person, field) that a request asks one contribution for, in whatever way it groups them. */
export function cellsOf({ query, variables = {} }: Question, contribution: string): CellAsked[] {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return fieldsIn(operation.selectionSet).flatMap((entities) => {
    const [argument] = entities.arguments ?? [];
    if (argument?.value.kind !== Kind.VARIABLE || !entities.selectionSet) return [];
    const people = variables[argument.value.name.value] as { id: string }[];
    return fieldsIn(entities.selectionSet)
      .filter((it) => it.name.value === contribution)
      .flatMap((it) => fieldsIn(it.selectionSet!))
      .flatMap(({ name }) => people.map(({ id }) => ({ contribution, person: id, field: name.value })));
  });
}

async function serve(): Promise<void> {
  const urls: Record<string, string> = {};
  for (const name of Object.keys(REMOTES)) {
    const held = heldBy(name);
    const answer = createSubgraph(remoteSdl(name), name, () => Promise.resolve(held));
    const server = createServer({
      answer: async (question) => {
        asked?.push(...cellsOf(question, name));
        if (delay > 0) await new Promise((waited) => setTimeout(waited, delay));
        return answer(question);
      },
    });
    await new Promise<void>((started) => server.listen(0, "127.0.0.1", started));
    urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }
  process.on("SIGTERM", () => process.exit());
  process.on("disconnect", () => process.exit());
  process.on("message", (told: Told) => {
    if ("delay" in told) delay = told.delay;
    else {
      process.send!(asked ?? []);
      asked = told.audit ? [] : null;
      return;
    }
    process.send!("done");
  });
  process.send!(urls);
}

if (require.main === module) void serve();
