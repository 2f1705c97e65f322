/** What a story looks for in a record: who, from which agency, decided how. */
import type { Answer } from "../gateway";

export type Json = Answer["data"];

export const memberOf = (it: Json, name: string): Json => it.members.find((member: Json) => member.name === name);

export const contributions = (member: Json): Json[] =>
  ["health", "police", "housing", "education", "socialCare"].flatMap((partner) => member[partner]);

export const from = (member: Json, agency: string): Json => contributions(member).find((it) => it.agency.id === agency);

export const decisionsOn = (member: Json, agency: string, category: string): Json[] =>
  from(member, agency).sharing.decisions.filter((d: Json) => d.category === category);

/** @param field where several fields of one category were decided apart */
export const decisionOn = (member: Json, agency: string, category: string, field?: string): Json =>
  decisionsOn(member, agency, category).find((d) => field === undefined || d.fields.includes(field));

export const why = (member: Json, agency: string, category: string, field?: string): string =>
  decisionOn(member, agency, category, field).reason;

/** `AGENCY category`, once where several fields of one category were decided apart. */
export const opened = (member: Json, reason: string): string[] => [
  ...new Set(
    contributions(member).flatMap((it) =>
      it.sharing.decisions
        .filter((d: Json) => d.outcome === "RELEASED" && d.reason === reason)
        .map((d: Json) => `${it.agency.id} ${d.category}`),
    ),
  ),
];

/** The same for every member, by name. */
export const openedTo = (it: Json, reason: string): Record<string, string[]> =>
  Object.fromEntries(it.members.map((member: Json) => [member.name, opened(member, reason)]));
