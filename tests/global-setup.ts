import "reflect-metadata";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { makeDataSource } from "../ormconfig";
import { bootEmbedded } from "../src/database/embedded";
import { migrate } from "../src/database/migrate";
import { createDatabase } from "./database-clone";

declare global {
  /** What global-teardown.ts has to undo. */
  var undoGlobalSetup: (() => Promise<void>) | undefined;
}

/**
 * Makes the template that every test file copies (database-clone.ts): on the server that TEST_DATABASE_URL names, or
 * on a throw-away embedded one. A server of one's own is left as it was found, apart from roles.
 *
 * Jest asks for a default export here.
 */
export default async function globalSetup(): Promise<void> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => undefined }
    : await bootThrowAway();
  globalThis.undoGlobalSetup = server.stop;
  try {
    process.env.TEST_TEMPLATE_URL = await makeTemplate(server);
  } catch (error) {
    await globalThis.undoGlobalSetup(); // jest calls no teardown when the setup has failed
    throw error;
  }
}

interface TestServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function makeTemplate(server: TestServer): Promise<string> {
  const template = await createDatabase(server.url);
  globalThis.undoGlobalSetup = async () => {
    await template.drop();
    await server.stop();
  };
  const dataSource = makeDataSource(template.url);
  await dataSource.initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy(); // a template may have no session
  }
  return template.url;
}

async function bootThrowAway(): Promise<TestServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "gateway-tests-"));
  await chmod(folder, 0o711); // run by root, the server is another user, who must get through
  const server = await bootEmbedded({ dataDir: path.join(folder, "data"), ephemeral: true });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}
