/** Finds content after a key with a question mark, such as `? "a"`, that kubectl rejects and the parser passes over. */
export class ExplicitKeys {
  /** Columns of the question marks. */
  private readonly columns = new Set<number>();
  /** The column of the last question mark, if its key ended on its line. */
  private ended: number | undefined;
  private isPlain = false;
  /** Whether the key of a question mark follows, perhaps after a tag or an anchor. */
  private begins = false;
  private last = '';

  /** Whether a block of text would be a key. */
  get isKeyNext(): boolean {
    return this.begins;
  }

  /** A comment ends a key that is not quoted. */
  seeComment(): void {
    this.ended = this.isPlain ? Math.max(...this.columns) : this.ended;
  }

  /** @returns what is wrong */
  see(token: string, column: number, isFirstOnLine: boolean): string | undefined {
    const message = isFirstOnLine ? this.problemOf(token, column) : undefined;
    if (this.begins || isFirstOnLine) {
      this.ended = this.begins && /^["'*]/.test(token) ? Math.max(...this.columns) : undefined;
    }
    this.isPlain = token === 'plain' && this.begins;
    this.begins = token === '?' || (this.begins && /^[!&]/.test(token));
    this.last = token;
    if (token === '?') {
      this.columns.add(column);
    }
    return message;
  }

  private problemOf(token: string, column: number): string | undefined {
    if (this.ended !== undefined && column > this.ended) {
      return 'is indented further than the key before it, which ended on an earlier line';
    }
    if (token === ':' && !this.columns.has(column)) {
      return 'must be indented as far as the ? of its key, or kubectl rejects it';
    }
    const isStrayItem = token === '-' && this.columns.has(column) && !'?:-'.includes(this.last);
    return isStrayItem ? 'is an item of a list where kubectl expects the value of the key above' : undefined;
  }
}
