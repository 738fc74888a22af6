/** The end of a JSON value that begins at a place; undefined if there is none. Its content is not checked. */
export function endOfJson(text: string, start: number): number | undefined {
  const first = text.charAt(start);
  if (first === '"') {
    return endOfString(text, start);
  }
  return first === '{' || first === '[' ? endOfCollection(text, start) : endOfWord(text, start);
}

/** After the spaces that JSON allows. */
export function skipJsonSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) {
    at += 1;
  }
  return at;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function endOfCollection(text: string, start: number): number | undefined {
  let depth = 0;
  let at: number | undefined = start;
  while (at !== undefined && at < text.length) {
    const character = text.charAt(at);
    depth += '[{'.includes(character) ? 1 : ']}'.includes(character) ? -1 : 0;
    at = character === '"' ? endOfString(text, at) : at + 1;
    if (depth === 0) {
      return at;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') {
      return at + 1;
    }
    at += character === '\\' ? 1 : 0;
  }
  return undefined;
}

/** Of a number, true, false or null. */
function endOfWord(text: string, start: number): number | undefined {
  const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;
  word.lastIndex = start;
  return word.test(text) ? word.lastIndex : undefined;
}
