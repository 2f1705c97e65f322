/** A load cannot start or go on, for a reason that is not in a line; what is loaded stays, and the message says what to do. */
export class CannotLoad extends Error {}
