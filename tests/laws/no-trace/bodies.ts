/** Bodies of items, marked in every leaf that can carry a marker, from the GraphQL type that they are checked against. */
import {
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from "graphql";
import type { Marker, Markers } from "./markers";

/** Named by the rules, so they must stay what they are. */
const SENSITIVE = new Set(["SEXUAL_HEALTH", "MENTAL_HEALTH", "CAMHS", "SUBSTANCE_MISUSE", "DOMESTIC_ABUSE"]);

type Body = Record<string, unknown>;

export class Bodies {
  constructor(
    private readonly markers: Markers,
    private readonly place: Omit<Marker, "path">,
    /** Leaves without a marker take another value of their list with every variant. */
    private readonly variant = 0,
  ) {}

  /** Every field of the type. */
  full = (type: GraphQLObjectType): Body => this.object(type, undefined, "", []);

  /** The same shape as the body that is given; what cannot carry a marker stays as it was. */
  remarked = (type: GraphQLObjectType, body: Body): Body => this.object(type, body, "", []);

  private object(type: GraphQLObjectType, given: Body | undefined, path: string, above: readonly string[]): Body {
    const body: Body = {};
    for (const field of Object.values(type.getFields())) {
      if (field.name === "id" || field.name === "provenance") continue;
      if (given && (given[field.name] === undefined || given[field.name] === null)) continue;
      const below = path === "" ? field.name : `${path}.${field.name}`;
      const value = this.value(field.type, given?.[field.name], below, [...above, type.name]);
      if (value !== undefined) body[field.name] = value;
    }
    return body;
  }

  private value(type: GraphQLOutputType, given: unknown, path: string, above: readonly string[]): unknown {
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const entries = given === undefined ? [undefined, undefined] : (given as unknown[]);
      const list = entries.map((it) => this.value(nullable.ofType, it, path, above));
      return list.some((it) => it === undefined) ? undefined : list;
    }
    if (isObjectType(nullable)) {
      return above.includes(nullable.name) ? undefined : this.object(nullable, given as Body | undefined, path, above);
    }
    if (isEnumType(nullable)) {
      const values = nullable.getValues();
      return given ?? values[this.variant % values.length]!.name;
    }
    return this.leaf(String(nullable), codesOf(nullable), given, path);
  }

  private leaf(scalar: string, codes: readonly string[], given: unknown, path: string): unknown {
    if (typeof given === "string" && SENSITIVE.has(given)) return given;
    const markers = this.markers.at({ ...this.place, path });
    switch (scalar) {
      case "String":
        return markers.word();
      case "Int":
        return markers.number();
      case "Float":
        return markers.number() + 0.5;
      case "LocalDate":
        return markers.day();
      case "DateTimeISO":
        return markers.instant();
      case "OdsCode":
        return markers.odsCode();
      case "Uprn":
        return markers.uprn();
      case "NhsNumber":
        return markers.nhsNumber();
      case "Upn":
        return markers.upn();
      case "PncId":
        return markers.pncId();
      case "CroNumber":
        return markers.croNumber();
      case "SchoolUrn":
        return markers.sixDigits();
      case "Laestab":
        return markers.laestab();
      default:
        return given ?? this.unmarkable(scalar, codes);
    }
  }

  private unmarkable(scalar: string, codes: readonly string[]): unknown {
    if (scalar === "Boolean") return this.variant % 2 === 0;
    if (codes.length > 0) return codes[this.variant % codes.length];
    const fixed: Record<string, string> = { LaCode: "312", NccisActivityCode: "310", Uln: "1000000019" };
    if (fixed[scalar] === undefined) throw new Error(`no value known for ${scalar}`);
    return fixed[scalar];
  }
}

/** A published list of codes tells them in its description. */
const codesOf = ({ description }: { description?: string | null }): string[] =>
  (/Codes: ([\s\S]*)$/.exec(description ?? "")?.[1] ?? "").split(" · ").flatMap((it) => it.split(" ")[0] || []);
