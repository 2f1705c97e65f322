/** Starts the subgraph: PORT (4101), TOKEN (a test endpoint's credential). */
import fs from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { FIELD, find } from "./people";
import { createServer } from "./server";
import { createSubgraph } from "./subgraph";

const sdl = fs.readFileSync(path.join(process.cwd(), "schema.graphql"), "utf8");
const port = Number(process.env["PORT"] ?? 4101);
const server = createServer({ answer: createSubgraph(sdl, FIELD, find), token: process.env["TOKEN"] });
server.listen(port, () => console.log(`${FIELD}: http://localhost:${(server.address() as AddressInfo).port}/`));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => server.close());
