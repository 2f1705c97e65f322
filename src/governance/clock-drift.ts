/**
 * The clocks of two instances differ. A bar begins this much before it was set, so that no instance whose clock is
 * behind still lets somebody through in the seconds after.
 */
export const CLOCK_DRIFT_MS = 5 * 60 * 1000;
