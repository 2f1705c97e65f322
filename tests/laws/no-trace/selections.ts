/** Random selections below a field of the real schema: what a valid document may say, within the server's limits. */
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLUnionType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import { CATEGORIES } from "../../../src/sharing/vocabulary";
import type { Choice } from "./choice";
import type { Known } from "./operations";

type Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType;

const DEEPEST = 9;
/** The server takes 60 aliases and 60 directives. */
const MOST = 40;
/** One chronology is as long as the family's history, and the server takes three. */
const MOST_CHRONOLOGIES = 2;

export class Selections {
  private readonly variables: { name: string; type: string; value: unknown }[] = [];
  private readonly fragments: string[] = [];
  private readonly coordinates = new Set<string>();
  private aliases = 0;
  private directives = 0;
  private chronologies = 0;
  private names = 0;

  constructor(
    private readonly choice: Choice,
    private readonly schema: GraphQLSchema,
    private readonly known: Known,
  ) {}

  cover(...coordinates: string[]): void {
    for (const it of coordinates) if (it !== "") this.coordinates.add(it);
  }

  /** The value as a literal or, as chance has it, as a variable. */
  variable(type: string, value: unknown, literal: string = JSON.stringify(value)): string {
    if (this.choice.chance(50)) return literal;
    const name = this.name("v");
    this.variables.push({ name, type, value });
    return `$${name}`;
  }

  field(on: string, name: string, given: string): string {
    const field = (this.schema.getType(on) as GraphQLObjectType).getFields()[name]!;
    return this.selected(on, field, given, 0);
  }

  document(roots: readonly string[]): { body: string; coordinates: ReadonlySet<string> } {
    const { choice } = this;
    const declared = this.variables.map((it) => `$${it.name}: ${it.type}`).join(", ");
    const operationName = choice.chance(20) ? "Asked" : undefined;
    const head = `query${operationName ? " Asked" : ""}${declared === "" ? "" : ` (${declared})`}`;
    const query = `${head} { ${roots.join(" ")} }\n${this.fragments.join("\n")}`;
    const variables = Object.fromEntries(this.variables.map((it) => [it.name, it.value]));
    return { body: JSON.stringify({ query, variables, operationName }), coordinates: this.coordinates };
  }

  private selected(
    on: string,
    field: GraphQLField<unknown, unknown>,
    given: string,
    depth: number,
    alias = this.alias(),
  ): string {
    this.cover(`${on}.${field.name}`);
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` { ${this.below(named as Composite, depth + 1)} }` : "";
    return `${alias}${field.name}${given === "" ? "" : `(${given})`}${this.directive()}${below}`;
  }

  /** A list is nested in an interface, an interface in fragments, as they come. */
  private below(type: Composite, depth: number): string {
    const { choice } = this;
    const fields = this.chosen(type, depth).map((it) => this.selected(type.name, it, this.arguments(type, it), depth));
    const parts = fields.map((it) => this.wrapped(type, it));
    if (isAbstractType(type)) {
      const possible = this.schema.getPossibleTypes(type);
      for (const it of choice.some(possible, 3)) parts.push(`... on ${it.name} { ${this.ofOneType(it, depth + 1)} }`);
    }
    if (parts.length === 0 || choice.chance(6)) parts.push(`${this.alias()}__typename`);
    return parts.join(" ");
  }

  /** Two types may give one name to different things, so each is told apart by an alias. */
  private ofOneType(type: GraphQLObjectType, depth: number): string {
    const fields = this.chosen(type, depth).filter((it) => it.name !== "id" && it.name !== "provenance");
    const aliased = fields.filter(() => {
      this.aliases += 1;
      return this.aliases < MOST;
    });
    const parts = aliased.map((it) => this.selected(type.name, it, "", depth, `${this.name("a")}: `));
    return ["__typename", ...parts].join(" ");
  }

  /** Of what leads further fewer are taken the deeper it is. */
  private chosen(type: Composite, depth: number): GraphQLField<unknown, unknown>[] {
    const { choice } = this;
    // a union has no fields but those of its types
    const fields = isUnionType(type) ? [] : Object.values(type.getFields()).filter((it) => this.fits(it, depth));
    if (fields.length === 0) return [];
    if (type.name === "FamilyRecord") {
      return fields.filter((it) => choice.chance(it.name === "members" ? 85 : it.name === "chronology" ? 12 : 25));
    }
    if (type.name === "FamilyMember") return choice.some(fields, 5);
    const isContribution = type.name.endsWith("Contribution");
    return choice.some(fields, isContribution ? (choice.chance(8) ? 24 : 5) : depth < 5 ? 6 : 4);
  }

  private fits(field: GraphQLField<unknown, unknown>, depth: number): boolean {
    if (field.name === "chronology" && this.chronologies >= MOST_CHRONOLOGIES) return false;
    return !isCompositeType(getNamedType(field.type)) || depth < DEEPEST;
  }

  private arguments(type: Composite, field: GraphQLField<unknown, unknown>): string {
    if (field.name !== "chronology" || field.args.length === 0) return "";
    this.chronologies += 1;
    const { choice, known } = this;
    const given: string[] = [];
    const give = (name: string, percent: number, value: () => string): void => {
      if (!choice.chance(percent)) return;
      given.push(`${name}: ${value()}`);
      this.cover(`${type.name}.chronology(${name})`);
    };
    give("first", 80, () => this.variable("Int!", choice.of([1, 2, 3, 7, 20, 60])));
    // a cursor of another record, or none at all, is an answer too
    give("after", 35, () => this.variable("String", choice.of([...known.cursors.slice(-6), "made-up"])));
    give("from", 25, () => this.variable("LocalDate", choice.of(["1601-01-01", "1650-06-30", "2020-01-01"])));
    give("to", 25, () => this.variable("LocalDate", choice.of(["1605-01-01", "1700-01-01", "2030-01-01"])));
    give("categories", 75, () =>
      this.variable("[Category!]", choice.some(Object.keys(CATEGORIES), choice.chance(10) ? 28 : 3)),
    );
    return given.join(", ");
  }

  private wrapped(type: Composite, field: string): string {
    const { choice } = this;
    const at = choice.upTo(99);
    if (at < 90) return field;
    const on = this.condition(type);
    if (at < 96) return `...${on ? ` on ${on}` : ""}${this.directive()} { ${field} }`;
    const name = this.name("F");
    this.fragments.push(`fragment ${name} on ${on ?? type.name} { ${field} }`);
    return `...${name}${this.directive()}`;
  }

  private condition(type: Composite): string | undefined {
    return this.choice.chance(60) ? type.name : undefined;
  }

  private alias(): string {
    if (this.aliases >= MOST || !this.choice.chance(12)) return "";
    this.aliases += 1;
    return `${this.name("a")}: `;
  }

  private directive(): string {
    const { choice } = this;
    if (this.directives >= MOST || !choice.chance(8)) return "";
    this.directives += 1;
    const skips = choice.chance(50);
    const shown = choice.chance(75);
    return ` @${skips ? "skip" : "include"}(if: ${this.variable("Boolean!", shown !== skips)})`;
  }

  private name(kind: string): string {
    this.names += 1;
    return `${kind}${this.names}`;
  }
}
