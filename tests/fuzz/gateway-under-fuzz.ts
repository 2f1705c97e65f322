/**
 * The gateway itself in a process of its own, which says on request how much memory it holds once all garbage is
 * collected. With `--leak` it keeps every request for ever: a planted fault, so that the fuzz is seen to see one.
 */
import diagnostics from "node:diagnostics_channel";
import "../../src/main";

const kept: unknown[] = [];
if (process.argv.includes("--leak")) {
  diagnostics.subscribe("http.server.request.start", (message) => kept.push(message));
}

process.on("message", () => {
  for (let i = 0; i < 4; i += 1) global.gc!();
  process.send!(process.memoryUsage().heapUsed);
});
