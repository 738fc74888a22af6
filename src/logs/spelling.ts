import { suggestion } from '../base';

/** `; did you mean dest_port?` if a candidate differs only in case and underscores, or is similar. */
export function spelling(word: string, candidates: readonly string[]): string {
  const alike = candidates.find((candidate) => fold(candidate) === fold(word));
  return alike === undefined ? suggestion(word, candidates) : `; did you mean ${alike}?`;
}

/** The data sets use different words for the two ends of a connection. */
function fold(word: string): string {
  return word
    .replace(/^(src|client)_/i, 'source_')
    .replace(/^(dst|destination)_/i, 'dest_')
    .replaceAll('_', '')
    .toLowerCase();
}
