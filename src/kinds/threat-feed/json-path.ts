/** Where a string stops being a JSON path, and why. */
export interface JsonPathProblem {
  /** In UTF-16 units from the start. */
  readonly offset: number;
  readonly message: string;
}

/**
 * Why the parser of Calico (yalp/jsonpath) rejects a path; undefined if it accepts it. It has no filters and no
 * expressions, quotes strings with double quotes only, and reads names like Go reads identifiers.
 *
 * @see https://github.com/yalp/jsonpath
 */
export function jsonPathProblem(text: string): JsonPathProblem | undefined {
  return new PathParser(text).problem();
}

const SPACES = ' \t\n\r';
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const DIGITS = /\d+/y;
/** A string as far as a line goes; what is in it is checked by its escapes. */
const STRING = /"(?:[^"\\\n]|\\[^\n])*"/y;
const ESCAPES = /\\(?:[abfnrtv\\"]|x[0-9a-fA-F]{2}|[0-3][0-7]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/g;
const LARGEST_INDEX = 9_223_372_036_854_775_807n;
const LARGEST_CHARACTER = 0x10_ff_ff;
const MOST_COLONS = 2;

const QUOTE_NAME = 'a name may only have letters, digits and _; write other names in brackets, as in $["bad-ips"]';

type Mode = 'one' | 'union' | 'slice';

class PathParser {
  private at = 0;

  constructor(private readonly text: string) {}

  problem(): JsonPathProblem | undefined {
    // Go ignores a byte order mark at the start.
    this.at = this.text.startsWith('\ufeff') ? 1 : 0;
    if (!this.take('$')) {
      return this.fail('a path must start with $');
    }
    while (!this.isAtEnd()) {
      const problem = this.step();
      if (problem !== undefined) {
        return problem;
      }
    }
    return undefined;
  }

  private step(): JsonPathProblem | undefined {
    if (this.take('[')) {
      return this.brackets();
    }
    if (!this.take('.')) {
      return this.fail(this.peek() === '-' ? QUOTE_NAME : 'a name must follow a dot, and brackets must follow a name');
    }
    const isDeep = this.take('.');
    if (this.take('*') || this.takeMatch(NAME) !== undefined) {
      return undefined;
    }
    if (isDeep && this.take('[')) {
      return this.brackets();
    }
    return this.fail(isDeep ? 'a name, * or [ must follow ..' : this.afterDot());
  }

  private afterDot(): string {
    return this.isAtEnd()
      ? 'a name must follow a dot; for the whole document, write $'
      : 'a name or * must follow a dot';
  }

  private brackets(): JsonPathProblem | undefined {
    // The parser looks at the next character for these two, so a space before them is an error.
    const next = this.text[this.at];
    if (next === '?') {
      return this.fail('filters are not supported');
    }
    if (next === '*') {
      this.at += 1;
      return this.take(']') ? undefined : this.fail('] must follow [*');
    }
    return this.members();
  }

  /** Members of a union, or the numbers of a slice, each of which may be missing. */
  private members(): JsonPathProblem | undefined {
    let mode: Mode = 'one';
    let colons = 0;
    if (this.peek() === ']') {
      return this.fail('a number, a name or a string must be in the brackets');
    }
    while (!this.take(']')) {
      const next = this.memberAndSeparator(mode);
      if (typeof next !== 'string') {
        return next;
      }
      mode = next;
      colons += this.text[this.at - 1] === ':' ? 1 : 0;
    }
    return colons > MOST_COLONS ? this.fail('a slice has at most three numbers') : undefined;
  }

  /** In a slice, a colon can follow another, and the closing bracket can follow any separator. */
  private memberAndSeparator(mode: Mode): Mode | JsonPathProblem {
    const problem = this.peek() === ':' ? undefined : this.member();
    if (problem !== undefined) {
      return problem;
    }
    return this.peek() === ']' ? mode : this.separator(mode);
  }

  private member(): JsonPathProblem | undefined {
    const start = this.at;
    if (this.take('-')) {
      return this.number();
    }
    const next = this.peek();
    if (next === '"') {
      return this.string();
    }
    if (next === "'") {
      return this.fail('strings must be in double quotes');
    }
    if (next === '(') {
      return this.fail('expressions are not supported');
    }
    if (this.takeMatch(NAME) !== undefined) {
      return undefined;
    }
    this.at = start;
    return this.number();
  }

  private number(): JsonPathProblem | undefined {
    const digits = this.takeMatch(DIGITS);
    if (digits === undefined) {
      return this.fail(
        this.isAtEnd() ? 'the closing ] is missing' : 'a number, a name or a string in double quotes must be here',
      );
    }
    return BigInt(digits) > LARGEST_INDEX ? this.fail('the number is too large') : undefined;
  }

  private string(): JsonPathProblem | undefined {
    const start = this.at;
    const string = this.takeMatch(STRING);
    if (string === undefined) {
      return { offset: start, message: 'the string is not closed' };
    }
    const escapes = string.match(ESCAPES) ?? [];
    const isValid = !string.replace(ESCAPES, '').includes('\\') && escapes.every(isCharacter);
    return isValid ? undefined : { offset: start, message: 'the string has an escape that Go does not know' };
  }

  private separator(mode: Mode): Mode | JsonPathProblem {
    if (mode !== 'slice' && this.take(',')) {
      return 'union';
    }
    if (mode !== 'union' && this.take(':')) {
      return 'slice';
    }
    return this.fail(
      this.isAtEnd()
        ? 'the closing ] is missing'
        : this.peek() === '-'
          ? QUOTE_NAME
          : 'a comma, a colon or ] must be here',
    );
  }

  private fail(message: string): JsonPathProblem {
    return { offset: this.at, message };
  }

  private isAtEnd(): boolean {
    return this.peek() === '';
  }

  /** The next character that is not a space; empty at the end. */
  private peek(): string {
    while (SPACES.includes(this.text[this.at] ?? '.')) {
      this.at += 1;
    }
    return this.text[this.at] ?? '';
  }

  private take(character: string): boolean {
    const isNext = this.peek() === character;
    this.at += isNext ? 1 : 0;
    return isNext;
  }

  private takeMatch(pattern: RegExp): string | undefined {
    this.peek();
    pattern.lastIndex = this.at;
    const [match] = pattern.exec(this.text) ?? [];
    this.at += match?.length ?? 0;
    return match;
  }
}

/** Whether the character of an escape, if it is written as a number, exists and is not half of a surrogate pair. */
function isCharacter(written: string): boolean {
  const code = /^\\u/i.test(written) ? Number.parseInt(written.slice(2), 16) : 0;
  return code <= LARGEST_CHARACTER && !(code >= 0xd800 && code <= 0xdfff);
}
