/**
 * A time limit that holds whatever the work does: the work is told to stop, and nobody waits for it to obey. Made of a
 * timer and an AbortController of its own, for the signals of `AbortSignal.timeout` and `any` can be collected as
 * garbage, on Node 20, before they fire.
 */
import { PartnerFailure } from "./partner-failure";

/** @throws PartnerFailure TIMEOUT, and whatever the work throws before */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new PartnerFailure("TIMEOUT"));
      controller.abort();
    }, ms);
  });
  const working = work(controller.signal);
  // what fails after nobody waits any more is nobody's news
  working.catch(() => undefined);
  try {
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
  }
}
