/** Writes what one agency holds about one person, in the shape that a load takes. */
import type { ContributionInput } from "../record/check-contribution";
import { instant, iso, type Day } from "./days";
import { birthDate, fullName, type GeneratedFamily, type GeneratedPerson } from "./family";
import { Chance } from "./random";

/** One line of a load. */
export type GeneratedItem = ContributionInput & { readonly agency: string };

type Body = Readonly<Record<string, unknown>>;
type Said = Partial<Pick<ContributionInput, "authorRole" | "nature" | "restrictions">>;

export class Pen {
  readonly items: GeneratedItem[] = [];
  /** This person's at this agency, so that what one agency holds never moves another's. */
  readonly chance: Chance;

  /** @param number of the agency, so that its references are its own */
  constructor(
    readonly agency: string,
    private readonly author: string,
    number: number,
    readonly family: GeneratedFamily,
    readonly person: GeneratedPerson,
    private readonly asOf: Day,
  ) {
    this.chance = new Chance(family.seed, family.index, person.serial, number);
  }

  /** What is so: it was written down on that day and did not happen on one. */
  state(field: string, body: Body, day: Day = this.day(700), said: Said = {}): void {
    this.write(field, body, null, day, said);
  }

  /** What happened on a day. */
  event(field: string, day: Day, body: Body, said: Said = {}): void {
    this.write(field, body, day, day, said);
  }

  /** So many of them, each on a day of its own. */
  events(field: string, mean: number, within: number, body: (day: Day) => Body, said: Said = {}): void {
    for (let left = this.chance.count(mean); left > 0; left -= 1) {
      const day = this.day(within);
      this.event(field, day, body(day), said);
    }
  }

  /** A day of the person's life, at most so many days before the day that the file speaks of. */
  day(within: number, atLeast = 0): Day {
    const latest = this.asOf - atLeast;
    return Math.max(this.person.born, this.chance.int(latest - within, latest));
  }

  /** A later day, or the last. */
  after(day: Day, within: number): Day {
    return Math.min(this.asOf, day + this.chance.int(0, within));
  }

  private write(field: string, body: Body, happened: Day | null, recorded: Day, said: Said): void {
    const { person, agency } = this;
    this.items.push({
      agency,
      person: { ...person.identifier, name: fullName(person), birthDate: birthDate(person) },
      field,
      body,
      ...(happened === null ? {} : { occurredOn: iso(happened) }),
      recordedAt: instant(recorded, 17, this.chance.int(0, 59)),
      nature: "FACT",
      authorRole: this.author,
      sourceRef: `${person.key}-${this.items.length}`,
      ...said,
    });
  }
}

/** FHIR CodeableConcept of SNOMED CT. */
export const snomed = ([code, display]: readonly [string, string]) => ({
  system: "http://snomed.info/sct",
  code,
  display,
});
export const icd10 = ([code, display]: readonly [string, string]) => ({
  system: "http://hl7.org/fhir/sid/icd-10",
  code,
  display,
});
/** Ofcom's numbers for drama. */
export const phone = (chance: Chance) => ({
  system: "phone",
  value: `020 7946 0${String(chance.int(0, 999)).padStart(3, "0")}`,
});
