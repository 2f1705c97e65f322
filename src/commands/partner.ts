/**
 * npm run -s partner -- check sdl FILE [--active NAME=FILE …] [--before FILE] [--kind subgraph|fhir|rest] [--openapi FILE] [--before-openapi FILE] [--json]
 * npm run -s partner -- check endpoint URL --known id,id --unknown id [--sdl FILE] [--kind subgraph|fhir] [--header "Name: value" …] [--json]
 * npm run -s partner -- mock FILE [--port 4100] [--seed 1] [--known id,id]
 * npm run -s partner -- new NAME [--out DIR]
 *
 * The kit for an agency that has a system of its own. Needs no database and no running gateway. Exits 0 where all is
 * well, 1 where something is to be mended, 2 where it was asked wrongly.
 */
import fs from "node:fs";
import path from "node:path";
import { runPartner } from "../kit/partner-command";

/** From the sources and from `dist/` alike. */
const SCHEMA = ["../../schema/schema.graphql", "../../../schema/schema.graphql"]
  .map((it) => path.join(__dirname, it))
  .find((it) => fs.existsSync(it));

if (require.main === module) {
  void runPartner(process.argv.slice(2), {
    gatewaySdl: () => fs.readFileSync(SCHEMA ?? "schema/schema.graphql", "utf8"),
    now: Date.now,
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
    stopped: new Promise((stop) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop());
    }),
  }).then((code) => {
    process.exitCode = code;
  });
}
