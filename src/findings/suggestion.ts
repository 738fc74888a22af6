import { closest, distance } from 'fastest-levenshtein';

/** `; did you mean process_restarts?` where one of the candidates is near to the word, else nothing. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const nearest = closest(word, candidates);
  return distance(word, nearest) <= Math.max(1, Math.floor(word.length / 4)) ? `; did you mean ${nearest}?` : '';
}
