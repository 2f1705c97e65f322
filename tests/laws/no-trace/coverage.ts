/** What a run of random operations exercised: a proof that asks nothing finds nothing. */
import { getNamedType, isInterfaceType, isObjectType, type GraphQLNamedType, type GraphQLSchema } from "graphql";
import type { RawAnswer } from "./gateway-process";
import type { Operation } from "./operations";

type Kind = "answered" | "refused" | "mistaken";

export interface Measured {
  readonly shares: Readonly<Record<Kind, number>>;
  readonly coverageOf: { readonly fields: number; readonly arguments: number };
}

export class Coverage {
  private readonly count: Record<Kind, number> = { answered: 0, refused: 0, mistaken: 0 };
  private readonly coordinates = new Set<string>();
  private readonly shown = new Set<string>();
  private readonly started = Date.now();
  private empty = 0;

  get markersShown(): number {
    return this.shown.size;
  }

  note(asked: Operation, answer: RawAnswer, markers: ReadonlyMap<string, unknown>): void {
    const kind = kindOf(answer);
    this.count[kind] += 1;
    if (kind === "answered") for (const it of asked.coordinates) this.coordinates.add(it);
    if (kind === "refused") for (const it of asked.coordinates) this.coordinates.add(it);
    if (kind === "answered" && markers.size === 0) this.empty += 1;
    for (const it of markers.keys()) this.shown.add(it);
    // what was to be refused and was not has written, and what follows would prove something else
    if (asked.kind === "mutation" && kind === "answered") throw new Error(`not refused: ${asked.body}\n${answer.body}`);
  }

  measured(schema: GraphQLSchema): Measured {
    const total = Object.values(this.count).reduce((a, b) => a + b, 0);
    const share = (kind: Kind) => this.count[kind] / total;
    const { fields, args } = reachable(schema);
    return {
      shares: { answered: share("answered"), refused: share("refused"), mistaken: share("mistaken") },
      coverageOf: { fields: this.part(fields), arguments: this.part(args) },
    };
  }

  report(schema: GraphQLSchema, markers: number, items: number): string {
    const { fields, args } = reachable(schema);
    const total = Object.values(this.count).reduce((a, b) => a + b, 0);
    const percent = (n: number, of: number) => `${((100 * n) / of).toFixed(1)} %`;
    const asked = (all: ReadonlySet<string>) => [...all].filter((it) => this.coordinates.has(it)).length;
    return [
      `${total} operations in ${Math.round((Date.now() - this.started) / 1000)} s; ${markers} markers planted, ${items} items`,
      `answered ${percent(this.count.answered, total)}, refused ${percent(this.count.refused, total)}, mistaken ${percent(this.count.mistaken, total)}; answered with no marked value ${percent(this.empty, total)}`,
      `fields of the schema in valid operations: ${asked(fields)} of ${fields.size}; arguments: ${asked(args)} of ${args.size}`,
      `distinct markers shown to somebody entitled: ${this.shown.size}`,
      `never asked for: ${
        [...fields, ...args]
          .filter((it) => !this.coordinates.has(it))
          .slice(0, 40)
          .join(" ") || "nothing"
      }`,
    ].join("\n");
  }

  private part(all: ReadonlySet<string>): number {
    return [...all].filter((it) => this.coordinates.has(it)).length / all.size;
  }
}

function kindOf({ status, body }: RawAnswer): Kind {
  if (status !== 200 || /^\{"errors":/.test(body) || body.includes('"errors":[{"message"')) return "mistaken";
  return body.includes('"__typename":"Refused"') ? "refused" : "answered";
}

/** What a query can select, from the root down; of mutations the root fields. */
function reachable(schema: GraphQLSchema): { fields: ReadonlySet<string>; args: ReadonlySet<string> } {
  const fields = new Set<string>();
  const args = new Set<string>();
  const seen = new Set<string>();
  const visit = (type: GraphQLNamedType, deeper: boolean): void => {
    if (seen.has(type.name)) return;
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    seen.add(type.name);
    for (const field of Object.values(type.getFields())) {
      fields.add(`${type.name}.${field.name}`);
      for (const it of field.args) args.add(`${type.name}.${field.name}(${it.name})`);
      if (deeper) visit(getNamedType(field.type), true);
    }
    if (isInterfaceType(type)) for (const it of schema.getPossibleTypes(type)) visit(it, true);
  };
  visit(schema.getQueryType()!, true);
  visit(schema.getMutationType()!, false);
  return { fields, args };
}
