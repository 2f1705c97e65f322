/** What an answer holds: each field by itself, for the gateway asks only for what its caller may see. */
import type { EndpointCheck } from "./checks";
import { misfits, misfitsOfObject } from "./fits";
import { Found, same, type Entity, type Trial } from "./trial";

const contributionOf = (trial: Trial, entity: Entity | undefined): Record<string, unknown> | null =>
  (entity?.[trial.partner.field] as Record<string, unknown> | null | undefined) ?? null;

export const FIELDS = (trial: Trial): readonly EndpointCheck[] => [
  {
    name: "fields.fit",
    what: "every value is of the type that the SDL gives it, nothing left out and nothing more than was asked for",
    todo: "serve with a GraphQL library from the very SDL; codes, dates and instants as their types say",
    run: async () => {
      const type = trial.shape.contribution;
      const found = (await trial.entities(trial.known)).flatMap((it, i) => {
        const contribution = contributionOf(trial, it);
        const path = `person ${i + 1}: ${trial.partner.field}`;
        return contribution === null ? [] : misfitsOfObject(type, contribution, path);
      });
      if (found.length > 0) throw new Found(`${found.slice(0, 5).join("; ")}${found.length > 5 ? "; …" : ""}`);
    },
  },
  {
    name: "fields.key-only",
    what: "asked for the key alone, the answer is the key alone",
    todo: "answer what is selected and nothing else",
    run: async () => {
      for (const it of await trial.entities(trial.known, "id"))
        if (Object.keys(it ?? {}).some((key) => key !== "id" && key !== "__typename"))
          throw new Found("more than the key came back");
    },
  },
  ...[...trial.partner.fields.keys()].map((field): EndpointCheck => ({
    name: `fields.${field}`,
    what: `${field} asked for alone is the same as among the others, and comes alone`,
    todo: `resolve ${field} from the person, not from another field's resolver`,
    run: async () => {
      const among = await trial.entities(trial.known);
      const alone = await trial.entities(trial.known, trial.alone(field));
      for (const [i, it] of alone.entries()) {
        const [part, whole] = [contributionOf(trial, it), contributionOf(trial, among[i])];
        if ((part === null) !== (whole === null))
          throw new Found(`person ${i + 1}: held in one question, not in the other`);
        if (part === null || whole === null) continue;
        const more = Object.keys(part).filter((key) => key !== field && key !== "__typename");
        if (more.length > 0) throw new Found(`person ${i + 1}: ${more.length} more than was asked for`);
        const [misfit] = misfits(trial.shape.contribution.getFields()[field]!.type, part[field], field);
        if (misfit) throw new Found(`person ${i + 1}: ${misfit}`);
        if (!same(part[field], whole[field]))
          throw new Found(`person ${i + 1}: answered otherwise when asked for alone`);
      }
    },
  })),
];
