/** A path of names alone, `client.address.town`: of it everything can be told from a description of the answer. */
const NAME = "(?:`[^`\\\\]+`|[A-Za-z_][A-Za-z0-9_]*)";
const DOTTED = new RegExp(`^(?:\\$this|${NAME}(?:\\.${NAME})*)$`);

/** @returns its names, none for `$this`; null where it is more than names */
export function namesIn(path: string): readonly string[] | null {
  if (!DOTTED.test(path)) return null;
  return path === "$this" ? [] : path.match(new RegExp(NAME, "g"))!.map((it) => it.replace(/^`|`$/g, ""));
}
