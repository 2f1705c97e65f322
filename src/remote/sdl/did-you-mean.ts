/** What somebody may have meant. Comparing takes as long as both words multiplied, so only words that somebody types are. */
import { suggestionList } from "graphql/jsutils/suggestionList";

const LONGEST = 60;
const MOST = 500;
const isTyped = (word: string): boolean => word.length <= LONGEST;

/** ` – did you mean "x"?`, or nothing where no word is near. */
export function didYouMean(word: string, among: Iterable<string>): string {
  if (!isTyped(word)) return "";
  const [near] = suggestionList(word, [...among].filter(isTyped).slice(0, MOST));
  return near === undefined ? "" : ` – did you mean "${near}"?`;
}
