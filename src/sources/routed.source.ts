/** Sends each ask where its agency's contributions are: to the hub's own store, or elsewhere; both at once. */
import type { Deadline, Source, SourceAnswer, SourceAsk } from "./source";

export class RoutedSource implements Source {
  constructor(
    private readonly hosted: Source,
    private readonly elsewhere: Source,
  ) {}

  async fetch(asks: readonly SourceAsk[], deadline: Deadline): Promise<ReadonlyMap<string, SourceAnswer>> {
    const here = asks.filter((it) => it.elsewhere === null);
    const there = asks.filter((it) => it.elsewhere !== null);
    const answers = await Promise.all([
      answered(this.hosted, here, deadline),
      there.length === 0 ? NONE : answered(this.elsewhere, there, deadline),
    ]);
    return new Map(answers.flatMap((it) => [...it]));
  }
}

const NONE: ReadonlyMap<string, SourceAnswer> = new Map();

/** One that fails altogether has answered nothing, and takes the other's answers with it no more than a slow one does. */
async function answered(source: Source, asks: readonly SourceAsk[], deadline: Deadline) {
  try {
    return await source.fetch(asks, deadline);
  } catch {
    return NONE;
  }
}
