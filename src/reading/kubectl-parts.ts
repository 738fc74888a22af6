import { endOfJson, isJson, skipJsonSpace } from './json-stream';
import { readOtherwise } from './read-otherwise';
import type { TextProblem } from './text-problem';

/** A part of a file that kubectl reads as one document. */
export interface KubectlPart {
  readonly start: number;
  readonly end: number;
  /** Whether it is read as JSON, in which line separators and numbers have their own rules. */
  readonly isJson: boolean;
  /** Why kubectl reads neither this part nor what follows. */
  readonly problem?: TextProblem;
}

/** The beginning of a file in which kubectl looks for a brace, in bytes. */
const LOOKED_AT = 4096;

/** So many bytes kubectl reads after JSON to decide how to go on. */
const SHORTEST = 4;

/** What Go takes for the sign of bytes that are not UTF-8. */
const UNKNOWN = '\ufffd';

/** What Go calls a space. */
const SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/;

/** Splits a file as kubectl does: as JSON values one after the other, if it begins so, or else at lines of `---`. */
export function* kubectlParts(text: string): Generator<KubectlPart> {
  const start = mayBeJson(text) ? yield* jsonParts(text) : 0;
  if (start < text.length) {
    yield* yamlParts(text, start);
  }
}

function mayBeJson(text: string): boolean {
  const space = SPACE.exec(text.slice(0, LOOKED_AT))?.[0] ?? '';
  return text.charAt(space.length) === '{' && Buffer.byteLength(space) < LOOKED_AT;
}

/** Yields JSON values; returns where YAML begins, or the end of the text. */
function* jsonParts(text: string): Generator<KubectlPart, number> {
  let count = 0;
  let last = 0;
  for (let at = skipJsonSpace(text, 0); at < text.length; at = skipJsonSpace(text, last)) {
    const end = endOfJson(text, at);
    if (end === undefined || !isJson(text.slice(at, end))) {
      const yaml = count > 1 ? undefined : afterLine(text, last);
      if (yaml !== undefined) {
        return yaml;
      }
      const message = 'is not JSON, but follows JSON: other tools may read it, but kubectl fails here';
      yield { start: at, end: at, isJson: true, problem: readOtherwise(at, message) };
      return text.length;
    }
    yield { start: at, end, isJson: true };
    count += 1;
    last = end;
  }
  return text.length;
}

/** After the spaces up to and including the first line feed; undefined where too little is left for kubectl to look at. */
function afterLine(text: string, start: number): number | undefined {
  for (let at = start; ; at += 1) {
    if (Buffer.byteLength(text.slice(at, at + SHORTEST)) < SHORTEST) {
      return undefined;
    }
    const character = text.charAt(at);
    if (character === UNKNOWN) {
      return undefined;
    }
    if (!isSpace(character)) {
      return at;
    }
    if (character === '\n') {
      return at + 1;
    }
  }
}

function* yamlParts(text: string, from: number): Generator<KubectlPart> {
  let start = from;
  for (let line = from; line < text.length; ) {
    const lineFeed = text.indexOf('\n', line);
    const end = lineFeed === -1 ? text.length : lineFeed;
    if (text.startsWith('---', line)) {
      const problem = contentAfterDashes(text, line, end);
      if (problem !== undefined) {
        yield { start: line, end, isJson: false, problem };
        return;
      }
      // A line of --- before any other belongs to the document that it begins.
      if (start < line) {
        yield { start, end: line, isJson: false };
        start = end + 1;
      }
    }
    line = end + 1;
  }
  yield { start: Math.min(start, text.length), end: text.length, isJson: false };
}

function contentAfterDashes(text: string, line: number, end: number): TextProblem | undefined {
  const rest = text.slice(line + 3, end);
  const space = SPACE.exec(rest)?.[0] ?? '';
  if (space.length === rest.length || rest.charAt(space.length) === '#') {
    return undefined;
  }
  const message =
    'is content on the line of ---, which kubectl rejects, together with the document before it; put it on the next line';
  return readOtherwise(line + 3 + space.length, message);
}

function isSpace(character: string): boolean {
  return SPACE.exec(character)?.[0] !== '';
}
