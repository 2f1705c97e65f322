/** The connection pool of a data source, for statements that TypeORM has nothing to add to. */
import type { Pool, PoolConfig } from "pg";
import type { DataSource } from "typeorm";
import type { PostgresDriver } from "typeorm/driver/postgres/PostgresDriver";

export const poolOf = (dataSource: DataSource): Pool => (dataSource.driver as PostgresDriver).master as Pool;

/** From now on new connections go to `url`; those to a server that has gone are broken and leave the pool by themselves. */
export const reconnectTo = (url: string, pool: Pool): void => {
  // the pool reads its options at every connection that it makes
  (pool.options as PoolConfig).connectionString = url;
};

/** What every connection of the gateway is: its own role, and no statement without an end. */
export const GATEWAY_SESSION = {
  extra: {
    options:
      "-c role=family_record_gateway -c statement_timeout=8000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=10000 -c jit=off",
  },
};

/**
 * @throws Error where this connection could change a disclosure, what proofs are made of, or whom the record names: a
 * gateway that can rewrite its own record proves nothing, so it does not start
 */
export async function refuseTooMuchPower(dataSource: DataSource): Promise<void> {
  const [row] = await dataSource.query<{ can: boolean }[]>(
    `SELECT bool_or(has_table_privilege(it, 'UPDATE') OR has_table_privilege(it, 'DELETE'))
       OR has_column_privilege('person', 'disclosure_key', 'UPDATE') AS can
     FROM unnest(ARRAY['disclosure_record', 'disclosure_subtree', 'disclosure_checkpoint']) it`,
  );
  if (row?.can !== false)
    throw new Error("the gateway's database role can change the disclosure record; it must only insert and read");
}
