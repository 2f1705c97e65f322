/** The conditions of a search and their values, which never become text of a statement. */
import type { Scope } from "./auditor";

export class Conditions {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  get sql(): string {
    return this.conditions.length === 0 ? "true" : this.conditions.join(" AND ");
  }

  /** Its place among the statement's values. */
  value(it: unknown): string {
    return `$${this.values.push(it)}`;
  }

  add(condition: (place: string) => string, value: unknown): void {
    this.conditions.push(condition(this.value(value)));
  }

  equal(column: string, value: string | null | undefined): void {
    if (value !== null && value !== undefined) this.add((place) => `${column} = ${place}`, value);
  }

  /** The list in this column has all of these. */
  holds(column: string, words: readonly (string | null | undefined)[]): void {
    const said = words.filter((it) => it !== null && it !== undefined);
    if (said.length > 0) this.add((place) => `${column} @> ${place}`, said);
  }

  within(from: Date | null, to: Date | null): void {
    if (from) this.add((place) => `f.at >= ${place}`, from);
    if (to) this.add((place) => `f.at < ${place}`, to);
  }

  /** What the agency asked, and what was asked of it. */
  scope({ agency }: Scope): void {
    if (agency !== null) this.add((place) => `(f.agency = ${place} OR f.sources @> ARRAY[${place}::text])`, agency);
  }
}
