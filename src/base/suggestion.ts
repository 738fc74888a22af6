import { closest, distance } from 'fastest-levenshtein';

/** More candidates come from programs only, and searching them takes too long. */
const MOST_CANDIDATES = 1_000;

/** `; did you mean process_restarts?` if one of the candidates is similar to the word, otherwise empty. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearestWord(word, candidates);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** The candidate that a word was probably meant to be; undefined if none is similar. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || candidates.length > MOST_CANDIDATES) {
    return undefined;
  }
  const nearest = closest(word, candidates);
  const changes = distance(word, nearest);
  // A change of every character is another word.
  const near = changes <= Math.max(1, Math.floor(word.length / 4)) && changes < Math.min(word.length, nearest.length);
  return near ? nearest : undefined;
}
