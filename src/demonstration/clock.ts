/** After the last thing that happens in the stories, and before their protocols run out. */
const FROM = Date.UTC(2026, 10, 22, 12);
const UNTIL = Date.UTC(2027, 10, 30);

const started = Date.now();
const offset = started >= FROM && started < UNTIL ? 0 : FROM - started;

/**
 * The demonstration's time, in milliseconds since the epoch: the machine's own, unless that lies outside the stories;
 * then it runs from 22 November 2026, for restrictions, law and protocols are dated.
 */
export const demonstrationClock = (): number => Date.now() + offset;
