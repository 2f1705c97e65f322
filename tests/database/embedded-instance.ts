import { bootEmbedded, type EmbeddedOptions } from "../../src/database/embedded";

/**
 * One instance of the gateway, as far as the embedded server can tell: it boots with the options that its argument
 * holds as JSON, says on stdout what it got, and stops in good order on SIGTERM.
 */
async function main(): Promise<void> {
  const log: string[] = [];
  const options = JSON.parse(process.argv[2]!) as EmbeddedOptions;
  const database = await bootEmbedded({ ...options, log: (line) => log.push(line) });
  process.on("SIGTERM", () => void database.stop().then(() => process.exit(0)));
  process.stdout.write(`${JSON.stringify({ ...database, log })}\n`);
  setInterval(() => undefined, 60_000); // an embedded database does not keep its process running
}

main().catch((error: unknown) => {
  process.stderr.write((error as Error).message);
  process.exit(1);
});
