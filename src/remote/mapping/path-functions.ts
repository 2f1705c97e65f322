/**
 * What an expression of a mapping may call. Everything else is refused: what leads out of the resource (`resolve`,
 * `memberOf`), what takes all of it (`children`, `descendants`, `repeat`), what tells somebody (`trace`), what may take
 * for ever (`matches`), and what is not the same at every fetch (`now`).
 */

/** What stands between the brackets: expressions on each item before the dot, constants, or the name of a type. */
type Takes = "EXPRESSIONS" | "CONSTANTS" | "TYPE";

export interface PathFunction {
  readonly takes: Takes;
  /** Gives back items that were before the dot, such as `where`. */
  readonly keeps: boolean;
}

const keeping = (takes: Takes): PathFunction => ({ takes, keeps: true });
const making = (takes: Takes): PathFunction => ({ takes, keeps: false });
const all = (names: string, is: PathFunction): [string, PathFunction][] => names.split(" ").map((it) => [it, is]);

export const PATH_FUNCTIONS: ReadonlyMap<string, PathFunction> = new Map([
  ...all("where", keeping("EXPRESSIONS")),
  ...all("first last tail single take skip distinct", keeping("CONSTANTS")),
  ...all("ofType as", keeping("TYPE")),
  ...all("exists all select iif", making("EXPRESSIONS")),
  ...all("is", making("TYPE")),
  ...all("empty not count isDistinct allTrue anyTrue allFalse anyFalse hasValue", making("CONSTANTS")),
  ...all("toString toInteger toDecimal toBoolean toDate toDateTime", making("CONSTANTS")),
  ...all("startsWith endsWith contains indexOf substring length upper lower trim", making("CONSTANTS")),
  ...all("replace split join abs round floor ceiling truncate extension", making("CONSTANTS")),
]);
