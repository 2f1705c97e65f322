/** Whom an answer is about: a mistake here shows one person's data under another's name. */
import type { EndpointCheck } from "./checks";
import { entitiesQuestion } from "./questions";
import { Found, idOf, same } from "./trial";

/** Nobody's number, in any partner's numbering. */
const MALFORMED = "not-a-number-of-anybody";

export const KEYS: readonly EndpointCheck[] = [
  {
    name: "keys.known",
    what: "everybody named by --known is answered, and at least one of them with something",
    todo: "name test people whom the endpoint knows; look them up by `id` of the representation",
    run: async (trial) => {
      const entities = await trial.entities(trial.known);
      const missing = entities.filter((it) => it === null).length;
      if (missing > 0) throw new Found(`${missing} of ${trial.known.length} known people were answered with null`);
      if (entities.every((it) => (it?.[trial.partner.field] ?? null) === null))
        throw new Found(`${trial.partner.field} is null for every known person, so nothing can be tried`);
    },
  },
  {
    name: "keys.echoed",
    what: "each entity carries, as `id`, exactly the key it was asked for by",
    todo: "answer with the representation's own `id`, letter for letter",
    run: async (trial) => {
      const ids = (await trial.entities(trial.known)).map(idOf);
      const wrong = ids.filter((it, i) => it !== trial.known[i]).length;
      if (wrong > 0 && same([...ids].sort(), [...trial.known].sort())) return; // the order is the next check's
      if (wrong > 0)
        throw new Found(`${wrong} of ${ids.length} entities carry another key than they were asked for by`);
    },
  },
  {
    name: "keys.order",
    what: "entities stand in the order in which they were asked for",
    todo: "map over `representations`; where one statement fetches everybody, put its rows back by key",
    run: async (trial) => {
      const back = [...trial.known].reverse();
      for (const order of [trial.known, back])
        if (!same((await trial.entities(order, "id")).map(idOf), order))
          throw new Found("asked for in one order and answered in another");
    },
  },
  {
    name: "keys.duplicates",
    what: "who is asked for twice is answered twice",
    todo: "map over `representations` as they are; do not make a set of them",
    run: async (trial) => {
      const [a, b] = trial.known as [string, string];
      const twice = [a, a, b, a];
      if (!same((await trial.entities(twice, "id")).map(idOf), twice))
        throw new Found("not the four that were asked for");
    },
  },
  {
    name: "keys.unknown-is-null",
    what: "who is not known is null, without an error",
    todo: "answer null in that place; an error would say that something is wrong",
    run: async (trial) => {
      const [entity] = await trial.entities([trial.unknown[0]!]);
      if (entity !== null) throw new Found("somebody unknown was answered with an object");
    },
  },
  {
    name: "keys.unknown-keeps-others",
    what: "one unknown person among others leaves the others as they are",
    todo: "answer null in that place and the others in theirs; fail for nobody",
    run: async (trial) => {
      const [a, b] = trial.known as [string, string];
      const asked = [a, trial.unknown[0]!, b];
      if (!same((await trial.entities(asked, "id")).map(idOf), [a, null, b])) throw new Found("the places moved");
    },
  },
  {
    name: "keys.unknown-alike",
    what: "nobody can tell one unknown person from another, byte for byte: not who once was, not whom you hold back",
    todo: "answer whom you may not tell of exactly as whom you never knew; no reason, no header, no length",
    run: async (trial) => {
      const asked = await Promise.all(
        [...trial.unknown, MALFORMED].map((id) => trial.ask([{ ids: [id], selection: trial.all }])),
      );
      const looks = new Set(asked.map((it) => `${it.status} ${it.contentType} ${it.text}`));
      if (looks.size > 1) throw new Found(`${asked.length} unknown people were answered in ${looks.size} ways`);
    },
  },
  {
    name: "keys.wrong-typename",
    what: "a representation of another type is answered with nothing",
    todo: "look at `__typename`: null, or an error, for everything but FamilyMember",
    run: async (trial) => {
      const question = entitiesQuestion([{ ids: [trial.known[0]!], selection: "id", typename: "Household" }]);
      const asked = await trial.endpoint.post(question);
      const data = (asked.json as { data?: { g0?: unknown } | null } | undefined)?.data;
      const entities = Array.isArray(data?.g0) ? data.g0 : [];
      if (entities.some((it) => it !== null)) throw new Found("a Household was asked for, and a person came back");
    },
  },
];
