/**
 * Fields whose values programs and attackers choose: queries search them for `<script>`, `$(id)` and the like, which look
 * like placeholders.
 */
type FreeFields = ReadonlySet<string>;

/** The strings in quotes that a query compares with such fields, in their order. */
export function searchedStrings(query: string, free: FreeFields): readonly Part[] {
  return partsOf(query).filter(({ key, isVariable }) => !isVariable && free.has(key));
}

/** Whether the values of a substitution are compared with such a field. */
export function isSearchedSubstitution(query: string, name: string, free: FreeFields): boolean {
  return partsOf(query).some(
    ({ key, text, isVariable }) => isVariable && text.toLowerCase() === name.toLowerCase() && free.has(key),
  );
}

/** Whether one of the strings has a mark at a place, and is more than the mark. */
export function isAround(strings: readonly Part[], offset: number, mark: string): boolean {
  let [low, high] = [0, strings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = (strings[middle]?.start ?? 0) < offset ? [middle + 1, high] : [low, middle];
  }
  const last = strings[low - 1];
  return last !== undefined && offset < last.end && last.text !== mark;
}

/** A string in quotes, or the name of a variable, with the field that it is compared with. */
export interface Part {
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isVariable: boolean;
}

const WORD = /[\w.]+/y;

/** Reads a query word by word, even one that is not valid; each character once. */
function partsOf(query: string): Part[] {
  const parts: Part[] = [];
  let key = '';
  let last = '';
  for (let start = 0; start < query.length; ) {
    const part = partAt(query, start, key);
    if (part !== undefined) {
      parts.push(part);
      last = part.isVariable ? last : part.text;
      start = part.end + 1;
      continue;
    }
    const word = wordAt(query, start);
    key = isOperator(word) ? last : key;
    last = /\w/.test(word) ? word : last;
    start += word.length;
  }
  return parts;
}

function partAt(query: string, start: number, key: string): Part | undefined {
  if (query.startsWith('${', start)) {
    const end = indexOrEnd(query, '}', start);
    return { key, text: query.slice(start + 2, end), start, end, isVariable: true };
  }
  if (!['"', "'"].includes(query.charAt(start))) {
    return undefined;
  }
  const end = endOfString(query, start);
  return { key, text: query.slice(start + 1, end), start, end, isVariable: false };
}

function wordAt(query: string, start: number): string {
  WORD.lastIndex = start;
  return WORD.exec(query)?.[0] ?? query.charAt(start);
}

function isOperator(word: string): boolean {
  return ['=', '<', '>', '!'].includes(word) || /^(?:not)?in$/i.test(word);
}

/** In double quotes, a backslash takes the next character with it. */
function endOfString(query: string, start: number): number {
  if (query.charAt(start) === "'") {
    return indexOrEnd(query, "'", start + 1);
  }
  let end = start + 1;
  while (end < query.length && query.charAt(end) !== '"') {
    end += query.charAt(end) === '\\' ? 2 : 1;
  }
  return Math.min(end, query.length);
}

function indexOrEnd(query: string, character: string, from: number): number {
  const index = query.indexOf(character, from);
  return index === -1 ? query.length : index;
}
