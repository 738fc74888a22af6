/** How far from its beginning kubectl looks for the colon of a key. */
const LONGEST_KEY = 1024;

const DEPTHS: ReadonlyMap<string, number> = new Map([
  ['[', 1],
  ['{', 1],
  [']', -1],
  ['}', -1],
]);

/** Finds keys in braces and brackets that kubectl does not read as keys. */
export class FlowKeys {
  private depth = 0;
  private line = 0;
  /** Where what may be a key begins. */
  private key: { readonly line: number; readonly offset: number } | undefined;
  /** Whether the key is after a question mark, and may have several lines. */
  private isExplicit = false;
  private last = '';
  /** Where a colon follows a plain scalar. */
  private colonAt: number | undefined;

  get isInFlow(): boolean {
    return this.depth > 0;
  }

  newLine(): void {
    this.line += 1;
  }

  /**
   * @param token the token, or its kind
   * @returns what is wrong
   */
  see(token: string, lexeme: string, offset: number): string | undefined {
    const message = this.isInFlow ? this.problemOf(token, offset) : undefined;
    this.isExplicit = token === '?' || (this.isExplicit && !',:'.includes(token));
    const begins = ',[{:?'.includes(token) || this.isExplicit;
    this.key = begins ? undefined : (this.key ?? { line: this.line, offset });
    this.colonAt = token === ':' && this.last === 'plain' ? offset : undefined;
    this.depth += DEPTHS.get(token) ?? 0;
    this.line += lexeme.split('\n').length - 1;
    this.last = token;
    return message;
  }

  private problemOf(token: string, offset: number): string | undefined {
    if (this.colonAt !== undefined && this.colonAt + 1 === offset) {
      return 'must be separated from the colon before it: kubectl reads the colon as part of the key';
    }
    if (token === '?' && this.last === ':') {
      return 'is a question mark in the place of a value, which kubectl rejects; quote it';
    }
    if (token !== ':' || this.key === undefined) {
      return undefined;
    }
    const isFar = this.key.line !== this.line || offset - this.key.offset > LONGEST_KEY;
    return isFar
      ? `must be on the same line as its key, and at most ${LONGEST_KEY} characters after the beginning of the key`
      : undefined;
  }
}
