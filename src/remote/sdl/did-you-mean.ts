import { suggestionList } from "graphql/jsutils/suggestionList";

/** ` – did you mean "x"?`, or nothing where no word is near. */
export function didYouMean(word: string, among: Iterable<string>): string {
  const [near] = suggestionList(word, [...among]);
  return near === undefined ? "" : ` – did you mean "${near}"?`;
}
