import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

/** A database of one test file. */
export interface ClonedDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * Makes a database with the schema of all migrations and no rows, by copying the template that global-setup.ts made.
 * Each test file takes its own, because jest runs files at the same time.
 */
export async function cloneDatabase(): Promise<ClonedDatabase> {
  const template = process.env.TEST_TEMPLATE_URL;
  if (!template) throw new Error("TEST_TEMPLATE_URL is not set: run the tests with jest, whose global setup makes it.");
  return createDatabase(template, databaseOf(template));
}

/** Makes a database on the server of `url`, empty or as a copy of `template`. */
export async function createDatabase(url: string, template?: string): Promise<ClonedDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // A template without rows is copied faster file by file than, as by default, page by page through the log.
  const copy = template ? ` template "${template}" strategy file_copy` : "";
  await retryWhileInUse(() => runAsAdmin(url, `create database ${name}${copy}`));
  return {
    url: withDatabase(url, name),
    drop: () => runAsAdmin(url, `drop database if exists ${name} with (force)`),
  };
}

// The URL of a socket has no host, `postgresql://postgres@/app?host=…`, which the URL class refuses.
const DATABASE = /^([a-z]+:\/\/[^/?]*)(?:\/([^?]*))?/;

const databaseOf = (url: string): string => decodeURIComponent(DATABASE.exec(url)?.[2] ?? "");
const withDatabase = (url: string, name: string): string => url.replace(DATABASE, `$1/${name}`);

async function runAsAdmin(url: string, sql: string): Promise<void> {
  const client = new Client(withDatabase(url, "postgres"));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The server refuses to copy a template while a session (an autovacuum, say) is in it. */
async function retryWhileInUse(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== "55006" || attempt === 100) throw error;
      await sleep(50);
    }
  }
}
