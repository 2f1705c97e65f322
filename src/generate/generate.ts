/** Families and what is held about them, one after another: never more than one in memory. */
import type { Writable } from "node:stream";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { dayOf } from "./days";
import { familyOf, type FamilyPlan, type GeneratedFamily } from "./family";
import { itemsOf } from "./holders";
import { testNhsNumbers } from "./numbers";

/** The day that every file speaks of. It lies in the past, because nothing may be recorded after it arrives. */
export const AS_OF = dayOf("2026-03-31");

const CHUNK = 64 * 1024;

export interface Generated {
  readonly families: number;
  readonly people: number;
  readonly items: number;
}

/** The families of a seed, in order; the first hundred are the same whether a hundred or a million are asked for. */
export function* familiesOf(seed: number, count: number): Generator<GeneratedFamily> {
  const plan: FamilyPlan = { seed, asOf: AS_OF, nextNhsNumber: testNhsNumbers() };
  for (let index = 0; index < count; index += 1) yield familyOf(index, plan);
}

/**
 * Writes the families' items as lines that a load takes, as fast as `out` takes them and no faster.
 *
 * @throws Error of `out`, such as a full disk
 */
export async function generate(seed: number, count: number, out: Writable): Promise<Generated> {
  const written = { families: 0, people: 0, items: 0 };
  const chunks = function* (): Generator<string> {
    let chunk = "";
    for (const family of familiesOf(seed, count)) {
      written.families += 1;
      written.people += family.people.length;
      for (const item of itemsOf(family, AS_OF)) {
        written.items += 1;
        chunk += `${JSON.stringify(item)}\n`;
      }
      if (chunk.length >= CHUNK) {
        yield chunk;
        chunk = "";
      }
    }
    if (chunk !== "") yield chunk;
  };
  await pipeline(Readable.from(chunks()), out);
  return written;
}
