/**
 * The record in the database is not the one that was anchored, or no chain any more. Not a fault that passes: nothing is
 * released until what was anchored stands there again.
 */
export class RecordBroken extends Error {}
