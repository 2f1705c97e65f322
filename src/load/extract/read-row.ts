/** One row → whom it is about and its items, or every fault of it. A row goes in whole or not at all. */
import type { Catalogue } from "../../gateway/catalogue";
import type { Fault } from "../../gateway/faults";
import type { HubAgency } from "../../governance/hub.repository";
import type { PersonToMatch } from "../../governance/matching/match-people";
import { checkContribution, isChecked, type CheckedItem } from "../../record/check-contribution";
import { refusedLine, type RefusedLine } from "../check-line";
import type { Mapping } from "../mapping/mapping";
import type { Row } from "./row";

/** An item that may be written, and what it was made from, where it has to wait. */
export interface Draft {
  readonly item: CheckedItem;
  readonly input: object;
}

export interface ReadRow {
  readonly line: number;
  readonly person: PersonToMatch;
  readonly drafts: readonly Draft[];
}

/** @returns null where the row becomes no item */
export function readRow(
  { line, row }: Row,
  mapping: Mapping,
  agency: HubAgency,
  catalogue: Catalogue,
  at: number,
): ReadRow | RefusedLine | null {
  const faults: Fault[] = [];
  const person = mapping.person(row, faults);
  const drafts = mapping.items.flatMap(({ name, read }): Draft[] => {
    const before = faults.length;
    const inputs = read(row, faults);
    const faulty = new Set(faults.slice(before).map((it) => it.path));
    return inputs.flatMap((it) => {
      const input = { ...it, person: named(person) };
      const checked = checkContribution(input, agency, catalogue, at);
      if (isChecked(checked)) return [{ item: checked, input }];
      const more = checked.map((fault) => ({ ...fault, path: `${name}.${fault.path}` }));
      // a value that could not be got is not missing too, and whose it would be is told once
      faults.push(
        ...more.filter((fault) => !faulty.has(fault.path) && (person || !/^items\.\d+\.person/.test(fault.path))),
      );
      return [];
    });
  });
  if (faults.length > 0) return refusedLine(line, faults);
  return drafts.length === 0 ? null : { line, person: person!, drafts };
}

/** As `contribute` has it. */
export const named = (person: PersonToMatch | null): object | null =>
  person && {
    ...person.key,
    name: `${person.given} ${person.family}`.trim(),
    birthDate: person.birthDate,
  };
