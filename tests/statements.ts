import type { Pool } from "pg";

/**
 * Hears every statement that a pool is given, as it is given.
 * @returns what ends it
 */
export function listen(
  pool: Pool,
  heard: (statement: { readonly name?: string; readonly text: string }, result: Promise<unknown>) => void,
): () => void {
  const original = pool.query.bind(pool) as (statement: unknown, values?: unknown) => Promise<unknown>;
  pool.query = ((statement: string | { readonly text: string }, values?: unknown) => {
    const result = original(statement, values);
    heard(typeof statement === "string" ? { text: statement } : statement, result);
    return result;
  }) as never;
  return () => (pool.query = original as never);
}
