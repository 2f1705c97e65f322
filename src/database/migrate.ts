import { MigrationExecutor, type DataSource } from "typeorm";

const LOCK = "family-record-gateway migrations";

/**
 * Brings the schema up to date. Instances that start together wait for one another: TypeORM takes no lock of its own,
 * and of several on an empty database all but one would fail.
 *
 * The migrations run on the connection that holds the lock; so a pool of one does not wait for itself, and work cannot
 * go on after the lock was lost with its connection.
 */
export async function migrate(dataSource: DataSource): Promise<void> {
  const session = dataSource.createQueryRunner();
  await session.connect();
  try {
    await session.query("select pg_advisory_lock(hashtext($1))", [LOCK]);
    try {
      const executor = new MigrationExecutor(dataSource, session);
      executor.transaction = "each";
      await executor.executePendingMigrations();
    } finally {
      // A broken connection has released it already; its error must not hide the one that broke it.
      await session.query("select pg_advisory_unlock(hashtext($1))", [LOCK]).catch(() => undefined);
    }
  } finally {
    await session.release();
  }
}
