/** Processor time of PostgreSQL: of the server and every process of its own, in microseconds. Linux only. */
import fs from "node:fs";

/** A tick of the kernel's clock, as `getconf CLK_TCK` says nearly everywhere. */
const TICK = 10_000;

/** @param pid of the postmaster; what its ended children took is counted with it */
export function processorTimeOf(pid: number): number {
  let ticks = 0;
  for (const entry of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${entry}/stat`, "utf8");
      // after the name, which may hold anything: state, parent, …, user, system, children's user, children's system
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const [user, system, childrensUser, childrensSystem] = fields.slice(11, 15).map(Number) as [
        number,
        number,
        number,
        number,
      ];
      if (Number(entry) === pid) ticks += user + system + childrensUser + childrensSystem;
      else if (Number(fields[1]) === pid) ticks += user + system;
    } catch {
      // gone since it was listed; its time is the postmaster's children's now
    }
  }
  return ticks * TICK;
}
