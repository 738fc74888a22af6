import { suggestion } from '../base';

/** `; did you mean dest_port?` where a candidate is written alike, but for case and underscores, or is near. */
export function spelling(word: string, candidates: readonly string[]): string {
  const alike = candidates.find((candidate) => fold(candidate) === fold(word));
  return alike === undefined ? suggestion(word, candidates) : `; did you mean ${alike}?`;
}

/** The data sets call the two ends of a connection by different words. */
function fold(word: string): string {
  return word
    .replace(/^(src|client)_/i, 'source_')
    .replace(/^(dst|destination)_/i, 'dest_')
    .replaceAll('_', '')
    .toLowerCase();
}
