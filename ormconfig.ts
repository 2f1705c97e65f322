import "reflect-metadata";
import path from "node:path";
import { DataSource, type DataSourceOptions } from "typeorm";
import { ENTITIES } from "./src/database/entities";

/** @param url `postgresql://…`; a unix socket goes into `?host=` */
export function makeDataSource(url: string, extra: Partial<DataSourceOptions> = {}): DataSource {
  return new DataSource({
    type: "postgres",
    url,
    entities: ENTITIES,
    migrations: [path.join(__dirname, "migrations", "[0-9]*.{ts,js}")],
    migrationsTableName: "schema_migration",
    migrationsTransactionMode: "each",
    synchronize: false,
    poolSize: 10,
    ...(extra as object),
  });
}

/** For the TypeORM command line, which wants one instance. */
export const commandLineDataSource = makeDataSource(
  process.env["DATABASE_URL"] ?? "postgresql://postgres@127.0.0.1:5432/postgres",
);
