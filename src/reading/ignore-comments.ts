/** A comment that turns one rule off for the object below it. */
export interface IgnoreComment {
  readonly rule: string;
  /** Empty where there is none. */
  readonly reason: string;
  /** Where the comment begins. */
  readonly offset: number;
}

const MARK = /^#+\s*calico-threat-defense-ignore(?![-\w])/;

/** Tokens that stand for themselves: the start of a document's content, and the end of a broken flow collection. */
const DOCUMENT = '\x02';
const FLOW_END = '\x18';
/** Says that the next token is the text of a scalar, whatever it looks like. */
const SCALAR = '\x1f';
const BYTE_ORDER_MARK = '\ufeff';

const BETWEEN: readonly string[] = ['', ' ', '\t', '&', '!', '%', DOCUMENT, FLOW_END, BYTE_ORDER_MARK];

/** Finds the comments among the tokens of a file, where the text of a scalar cannot be mistaken for one. */
export class CommentCollector {
  /** By the place where what follows the comments begins; undefined is the end of the file. */
  readonly found = new Map<number | undefined, readonly IgnoreComment[]>();
  private waiting: IgnoreComment[] = [];
  /** Whether there is content on the current line, so a comment after it is not above anything. */
  private contentBefore = false;
  private scalarFollows = false;

  see(lexeme: string, offset: number): void {
    if (this.scalarFollows) {
      this.scalarFollows = false;
      this.seeContent(offset);
      // A block scalar includes the end of its last line.
      this.contentBefore = !lexeme.endsWith('\n');
      return;
    }
    switch (lexeme.charAt(0)) {
      case SCALAR:
        this.scalarFollows = true;
        return;
      case '\n':
      case '\r':
        this.contentBefore = false;
        return;
      case '#':
        this.seeComment(lexeme, offset);
        return;
      default:
        if (!isBetween(lexeme)) {
          this.seeContent(offset);
        }
    }
  }

  /** Comments that nothing follows. */
  end(): void {
    this.settle(undefined);
  }

  private seeComment(text: string, offset: number): void {
    const [mark] = MARK.exec(text) ?? [];
    if (mark !== undefined && !this.contentBefore) {
      this.waiting.push({ ...ruleAndReason(text.slice(mark.length)), offset });
    }
  }

  private seeContent(offset: number): void {
    this.contentBefore = true;
    this.settle(offset);
  }

  private settle(target: number | undefined): void {
    if (this.waiting.length > 0) {
      this.found.set(target, this.waiting);
      this.waiting = [];
    }
  }
}

/** Split by hand, because a pattern for both takes longer than linear time on a comment of many spaces. */
function ruleAndReason(text: string): Pick<IgnoreComment, 'rule' | 'reason'> {
  const colon = text.indexOf(':');
  return colon === -1
    ? { rule: text.trim(), reason: '' }
    : { rule: text.slice(0, colon).trim(), reason: text.slice(colon + 1).trim() };
}

/** Whether a token may appear between a comment and its object: spaces, ---, the dash of an item, tags. */
function isBetween(lexeme: string): boolean {
  return lexeme === '-' || lexeme === '---' || lexeme === '...' || BETWEEN.includes(lexeme.charAt(0));
}
