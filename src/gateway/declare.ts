/**
 * How a field says what it is. Who may see it is decided elsewhere (`sharing/decide.ts`), and enforced on the
 * finished schema (`protect.ts`), so no decorator option can dodge it.
 */
import { Directive, Extensions } from "type-graphql";
import type { Category, MinimumLevel } from "../sharing/vocabulary";

/** A field stricter than its category: a higher level, or released by the source's own hand alone. */
export interface Tightening {
  readonly minimumLevel?: MinimumLevel;
  readonly manual?: boolean;
  /** EXISTENCE for a field that only says whether anybody is involved. Default CONTENT. */
  readonly existence?: boolean;
}
export interface SharedDeclaration extends Tightening {
  readonly category: Category;
}

/** What an element of an item is, beside its value: it places the person, names somebody else, or tells the story. */
export type ElementKind = "LOCATION" | "THIRD_PARTY" | "NARRATIVE";

/** What a guard asks of the object that a shared field hangs on. */
export interface Guarded {
  readonly isReleased: (field: string) => boolean;
}

/** This field holds data of this category. It must be nullable: what is withheld reads as null. */
export function Shared(category: Category, tightening: Tightening = {}) {
  return (contribution: Guarded, field: string): void => {
    const extras = Object.entries(tightening).map(([name, value]) => `, ${name}: ${JSON.stringify(String(value))}`);
    Directive(`@shared(category: "${category}"${extras.join("")})`)(contribution, field);
    Extensions({ shared: { category, ...tightening } satisfies SharedDeclaration })(contribution, field);
  };
}

/** This field is visible to every signed-in caller who got this far, for the reason given, in words a family could read. */
export function Open(reason: string) {
  return (target: object, field: string, descriptor?: PropertyDescriptor): void => {
    const extension = Extensions({ open: reason }) as (t: object, f: string, d?: PropertyDescriptor) => void;
    extension(target, field, descriptor);
  };
}

/** This field shows what its own object was released with: an entry of the chronology carries its item's decision. */
export function DecidedByItem() {
  return (target: object, field: string): void => Extensions({ decidedByItem: true })(target, field);
}

const element = (kind: ElementKind) => () => (item: object, field: string) => {
  Directive(`@element(is: "${kind}")`)(item, field);
  Extensions({ element: kind })(item, field);
};

/** This element places the person: address, school, treating site. It falls away where a refuge must stay secret. */
export const Location = element("LOCATION");
/** This element names or points at somebody else who told: a referrer, neighbour, informant. */
export const ThirdParty = element("THIRD_PARTY");
/** This element is the account in words. Roles that get flag and date do not get it. */
export const Narrative = element("NARRATIVE");
