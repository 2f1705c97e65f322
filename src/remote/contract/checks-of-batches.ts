/** Many people in one request: the gateway asks once for a whole family, grouped by what its caller may see. */
import type { EndpointCheck } from "./checks";
import { Found, idOf, same } from "./trial";

const MANY = 100;

export const BATCHES: readonly EndpointCheck[] = [
  {
    name: "batch.empty",
    what: "asked for nobody, the answer is an empty list",
    todo: "answer []",
    run: async (trial) => {
      await trial.entities([]);
    },
  },
  {
    name: "batch.same-as-single",
    what: "everybody is answered alike alone and in company",
    todo: "let no person's answer depend on who else is asked for",
    run: async (trial) => {
      const together = await trial.entities(trial.known);
      const alone = await Promise.all(trial.known.map(async (id) => (await trial.entities([id]))[0]));
      const wrong = alone.filter((it, i) => !same(it, together[i])).length;
      if (wrong > 0) throw new Found(`${wrong} of ${trial.known.length} people are answered otherwise in company`);
    },
  },
  {
    name: "batch.hundred",
    what: "a hundred in one request are answered, each in its place",
    todo: "allow at least a hundred representations; fetch them in one statement",
    run: async (trial) => {
      const everybody = [...trial.known, ...trial.unknown];
      const asked = Array.from({ length: MANY }, (_, i) => everybody[i % everybody.length]!);
      const ids = (await trial.entities(asked)).map(idOf);
      const expected = asked.map((it) => (trial.known.includes(it) ? it : null));
      if (!same(ids, expected)) throw new Found("not everybody stands in their place");
    },
  },
  {
    name: "batch.aliases",
    what: "two groups under two aliases are two lists, each with its own selection",
    todo: "answer under the alias, from the alias's own arguments; do not cache `_entities` by name",
    run: async (trial) => {
      const [a, b] = trial.known as [string, string];
      const [first, second] = await trial.groups([
        { ids: [a, b], selection: "id" },
        { ids: [b], selection: trial.all },
      ]);
      if (!same(first!.map(idOf), [a, b]) || !same(second!.map(idOf), [b])) throw new Found("the two lists were mixed");
      if (first!.some((it) => it && trial.partner.field in it))
        throw new Found("one group was answered with the other's selection");
    },
  },
];
