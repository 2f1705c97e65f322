/** The day after the last thing that happens in the stories, and a month before their protocols run out. */
const FROM = Date.UTC(2026, 10, 22);
const UNTIL = Date.UTC(2027, 10, 30);

/**
 * How far the demonstration's time is from the machine's, in milliseconds: nothing, unless the machine's lies outside the
 * stories; then they begin on 22 November 2026, for restrictions, law and protocols are dated. It is settled when the
 * stage is set and kept with it, so that time goes on after a restart and is one for all instances.
 */
export const clockOffset = (machine: number): number => (machine >= FROM && machine < UNTIL ? 0 : FROM - machine);
