import { closest, distance } from 'fastest-levenshtein';

/** `; did you mean process_restarts?` where one of the candidates is near to the word, else nothing. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const nearest = closest(word, candidates);
  const changes = distance(word, nearest);
  // A change of every character is another word.
  const near = changes <= Math.max(1, Math.floor(word.length / 4)) && changes < Math.min(word.length, nearest.length);
  return near ? `; did you mean ${nearest}?` : '';
}
