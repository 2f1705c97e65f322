/** Two gateways on two databases that are alike but for what one caller is denied: each is asked the same. */
import fc, { type GeneratorValue } from "fast-check";
import type { Pool } from "pg";
import { DeniedChanges, type Depth } from "./denied-changes";
import { startProcess, type GatewayProcess, type RawAnswer } from "./gateway-process";
import { KnownToCaller } from "./known";
import { connect, markedDatabase, type MarkedDatabase } from "./marked-database";
import { oracle, type Oracle } from "./may-be-seen";
import { generated, operation } from "./operations";
import type { PlantedBug } from "../planted-bug";
import { SEED } from "./search-for-traces";
import { countStatements, type StatementCounter } from "./statement-counter";

interface Side {
  readonly gateway: GatewayProcess;
  readonly statements: StatementCounter;
}

export class Twins {
  private constructor(
    readonly database: MarkedDatabase,
    private readonly twin: Pool,
    private readonly seen: Oracle,
    private readonly sides: readonly [Side, Side],
    private readonly started: number,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(bug: PlantedBug | null = null): Promise<Twins> {
    const started = Date.now();
    const database = await markedDatabase();
    const copy = await database.copy();
    const twin = connect(copy.url);
    const side = async (url: string): Promise<Side> => {
      const statements = await countStatements(url);
      return { statements, gateway: await startProcess(statements.url, bug) };
    };
    const sides = await Promise.all([side(database.url), side(copy.url)]);
    return new Twins(database, twin, oracle(database.items), sides, started, async () => {
      for (const { gateway, statements } of sides) {
        await gateway.stop();
        await statements.stop();
      }
      await twin.end();
      await copy.drop();
      await database.stop();
    });
  }

  /** @returns how many items were changed; @throws Error with the first answer, statement or row that differed */
  async compare(caller: string, operations: number, every = 8, seed = SEED): Promise<number> {
    const [one] = this.sides;
    const { schema } = this.database.schema;
    const known = await KnownToCaller.of(caller, this.database, one.gateway);
    await KnownToCaller.of(caller, this.database, this.sides[1].gateway); // the same questions to both
    const changes = await DeniedChanges.of(caller, this.database, this.twin, this.seen, seed);
    let asked = 0;
    const property = fc.asyncProperty(generated(), async (generator: GeneratorValue) => {
      const depth: Depth = asked * 2 < operations ? "not permitted" : "dropped";
      if (asked % every === 0) await changes.make(depth);
      asked += 1;
      const { body } = operation(generator, schema, caller, known);
      for (const side of this.sides) side.statements.take();
      const [a, b] = await Promise.all(this.sides.map((it) => it.gateway.ask(caller, body)));
      known.learn(a!.body);
      this.same(a!, b!, body, depth);
    });
    try {
      const found = await fc.check(property, { numRuns: operations, seed, endOnFailure: true });
      if (found.failed) throw found.errorInstance as Error;
    } finally {
      await changes.undo();
    }
    return changes.changed;
  }

  private same(a: RawAnswer, b: RawAnswer, asked: string, depth: Depth): void {
    const [one, other] = this.sides.map((it) => it.statements.take());
    const differ = (what: string, left: unknown, right: unknown): never => {
      throw new Error(`differs in ${what}, ${depth}:\n${String(left)}\n${String(right)}\n${asked}`);
    };
    if (a.status !== b.status) differ("status", a.status, b.status);
    if (a.headers !== b.headers) differ("headers", a.headers, b.headers);
    const [left, right] = [this.normal(a.body), this.normal(b.body)];
    if (left !== right) {
      const at = [...left].findIndex((it, i) => it !== right[i]);
      differ("body", left.slice(Math.max(0, at - 200), at + 200), right.slice(Math.max(0, at - 200), at + 200));
    }
    const texts = [inShort(one!.statements), inShort(other!.statements)];
    if (texts[0] !== texts[1]) differ("statements", texts[0], texts[1]);
    // what was dropped had to be read; what is not permitted was not even that
    if (depth === "not permitted" && one!.rows !== other!.rows) differ("rows", one!.rows, other!.rows);
  }

  /** Ids that are new with every request, and instants of this run; each keeps its length. */
  private normal = (body: string): string =>
    body
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "-".repeat(36))
      .replace(/\d{4}-\d\d-\d\dT[\d:.]{12}Z/g, (it) => (Date.parse(it) >= this.started ? "-".repeat(24) : it));
}

/** Root fields of one operation run side by side, so their statements come in any order. */
const inShort = (statements: readonly string[]): string =>
  statements
    .map((it) => it.replace(/\s+/g, " ").slice(0, 400))
    .sort()
    .join("\n");
