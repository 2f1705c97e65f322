/**
 * What requests are answered by: one executable schema with its table and its Apollo, for one set of partners. Where the
 * partners change another is made beside it and put in its place; requests under way finish on the one that they began
 * with, and what turned out to be of yesterday's partners is answered again by the new one. Nobody is turned away.
 */
import type { ApolloServer } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { ServedSchema } from "../gateway/catalogue";
import type { RequestContext } from "../identity/request-context";
import { startApollo, type ApolloParts } from "./apollo";

/** A schema and what names it; `release` is called when the last request has left it for a newer one. */
export interface BuiltSchema extends ServedSchema {
  readonly schema: GraphQLSchema;
  readonly release: () => Promise<void>;
}

/** Where schemas come from. */
export interface Schemas {
  /** Of the partners that are on file now; the same object where they are the same. */
  readonly latest: () => Promise<BuiltSchema>;
  /** Without any partner: what an instance begins with that cannot reach its database yet. */
  readonly base: BuiltSchema;
}

export interface Engine {
  readonly served: ServedSchema;
  readonly apollo: ApolloServer<RequestContext>;
}

interface RunningEngine extends Engine {
  readonly built: BuiltSchema;
  requests: number;
}

type EngineParts = Omit<ApolloParts, "schema">;

export class Engines {
  private renewing: Promise<void> | null = null;

  private constructor(
    private current: RunningEngine,
    private readonly schemas: Schemas,
    private readonly parts: EngineParts,
  ) {}

  static async start(schemas: Schemas, parts: EngineParts): Promise<Engines> {
    const engines = new Engines(await engineOf(schemas.base, parts), schemas, parts);
    // an instance that starts before its database has its partners with the first record that it answers
    await engines.renew().catch(() => undefined);
    return engines;
  }

  /** Runs a request on the engine of this moment. */
  async run<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = this.current;
    engine.requests += 1;
    try {
      return await work(engine);
    } finally {
      engine.requests -= 1;
      if (engine !== this.current && engine.requests === 0) this.retire(engine);
    }
  }

  /** Serves the partners that are on file now. @returns whether that is another engine than `than` */
  async renew(than?: Engine): Promise<boolean> {
    if (than !== undefined && than !== this.current) return true;
    this.renewing ??= this.renewNow().finally(() => {
      this.renewing = null;
    });
    const before = this.current;
    await this.renewing;
    return (than ?? before) !== this.current;
  }

  async stop(): Promise<void> {
    await this.current.apollo.stop();
  }

  private async renewNow(): Promise<void> {
    const built = await this.schemas.latest();
    if (built === this.current.built) return;
    const next = await engineOf(built, this.parts);
    const before = this.current;
    this.current = next;
    if (before.requests === 0) this.retire(before);
    this.parts.report("partners changed: another schema is served");
  }

  private retire(engine: RunningEngine): void {
    engine.apollo
      .stop()
      .then(() => engine.built.release())
      .catch(() => this.parts.report("an old schema was not put away"));
  }
}

async function engineOf(built: BuiltSchema, parts: EngineParts): Promise<RunningEngine> {
  const { schema, catalogue, partners } = built;
  return { built, served: { catalogue, partners }, apollo: await startApollo({ ...parts, schema }), requests: 0 };
}
