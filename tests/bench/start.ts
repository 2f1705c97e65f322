/** How long a start takes on a store that is there already: from the command to "Ready". */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { spawn } from "node:child_process";
import path from "node:path";
import { spreadOf, type Spread } from "./median";

const ROOT = path.join(__dirname, "../..");

/** @returns milliseconds, one spread a store; the stores are started on in turn */
export async function startsOn(databaseUrls: readonly string[], rounds: number): Promise<Spread[]> {
  const times: number[][] = databaseUrls.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, url] of databaseUrls.entries()) times[i]!.push(await startOn(url));
  }
  return times.map(spreadOf);
}

function startOn(databaseUrl: string): Promise<number> {
  const began = performance.now();
  const child = spawn("node", ["-r", "@swc-node/register", "src/main.ts"], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      CHECKPOINT_DIR: mkdtempSync(path.join(tmpdir(), "checkpoints-")),
      DEMONSTRATION: "true",
      PORT: "4917",
      SHUTDOWN_GRACE_MS: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((ready, failed) => {
    let took: number | null = null;
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (took !== null || !said.includes("Ready on")) return;
      took = performance.now() - began;
      child.kill("SIGKILL");
    });
    child.on("exit", () => (took === null ? failed(new Error(`the gateway did not start:\n${said}`)) : ready(took)));
  });
}
