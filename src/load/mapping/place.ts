/** A place in a mapping file, and what is wrong there: everything that is wrong is found in one reading. */
import { didYouMean } from "../../governance/protocols/did-you-mean";
import type { Found, Path } from "../../governance/protocols/yaml-text";

export class Place {
  constructor(
    readonly value: unknown,
    readonly path: Path,
    private readonly found: Found[],
  ) {}

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** As a report names it: `items.0.body.hazard`. */
  get name(): string {
    return this.path.map(String).join(".");
  }

  refuse(code: string, message: string): null {
    this.found.push({ path: this.path, code, message });
    return null;
  }

  child(key: string | number): Place {
    const holder = this.value as Record<PropertyKey, unknown> | null | undefined;
    const isHeld = typeof holder === "object" && holder !== null && Object.hasOwn(holder, key);
    return new Place(isHeld ? holder[key] : undefined, [...this.path, key], this.found);
  }

  /** Is it an object? Keys that it may not have are faults, with the one that was probably meant. */
  isObjectOf(known: readonly string[]): boolean {
    if (!isObject(this.value)) {
      this.refuse("NOT_AN_OBJECT", `expected keys and values: ${known.join(", ")}`);
      return false;
    }
    for (const key of Object.keys(this.value)) {
      if (known.includes(key)) continue;
      this.child(key).refuse("UNKNOWN_KEY", `unknown key; expected ${known.join(", ")}${didYouMean(key, known)}`);
    }
    return true;
  }

  text(pattern: RegExp = /^[^]{1,200}$/, expected = "expected a text"): string | null {
    if (!this.isThere) return this.refuse("MISSING", expected);
    return typeof this.value === "string" && pattern.test(this.value)
      ? this.value
      : this.refuse("WRONG_TYPE", expected);
  }

  word<W extends string>(words: readonly W[], otherwise?: W): W | null {
    if (!this.isThere && otherwise !== undefined) return otherwise;
    const word = words.find((it) => it === this.value);
    if (word !== undefined) return word;
    const expected = `expected one of ${words.join(", ")}${didYouMean(this.value, words)}`;
    return this.refuse(this.isThere ? "UNKNOWN_WORD" : "MISSING", expected);
  }

  list(expected: string): Place[] {
    if (Array.isArray(this.value)) return this.value.map((_, i) => this.child(i));
    this.refuse(this.isThere ? "WRONG_TYPE" : "MISSING", expected);
    return [];
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
