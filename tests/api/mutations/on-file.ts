/** Whether anything was written: what the tables hold before and after, to the last column. */
import type { TestGateway } from "../gateway";

/** Every row, as one number a table. */
export async function onFile({ owner }: TestGateway, tables: readonly string[]): Promise<unknown> {
  const sums = tables.map(
    (it) => `(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM ${it} t) AS ${it}`,
  );
  return (await owner.query(`SELECT ${sums.join(", ")}`)).rows[0];
}

export const writingNothing =
  (gate: () => TestGateway, tables: readonly string[]) =>
  async (work: () => Promise<void>): Promise<void> => {
    const before = await onFile(gate(), tables);
    await work();
    expect(await onFile(gate(), tables)).toEqual(before);
  };
