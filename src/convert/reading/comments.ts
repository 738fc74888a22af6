import { Lexer } from 'yaml';
import { withoutUnprintable } from '../../base';

/** A comment of a file. */
export interface Comment {
  readonly offset: number;
  /** Without the marks at its start. */
  readonly text: string;
}

/** Tells that the next token is the text of a scalar, whatever it looks like. */
const SCALAR = '\x1f';
/** Tokens of the lexer that are not in the file. */
const WITHOUT_LENGTH: readonly string[] = ['\x02', '\x18', SCALAR];

/** The comments of a file in their order. Strings that look like comments are not among them. */
export function commentsIn(text: string): Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (!isScalar && token.startsWith('#')) {
      const words = withoutUnprintable(token.replace(/^#+/, '')).trim();
      comments.push(...(words === '' ? [] : [{ offset, text: words }]));
    }
    isScalar = token === SCALAR;
    offset += WITHOUT_LENGTH.includes(token) ? 0 : token.length;
  }
  return comments;
}

/** The comments of a file, each of which belongs to the object that it is above or in. */
export class CommentQueue {
  private next = 0;

  constructor(private readonly comments: readonly Comment[]) {}

  /** The comments before an offset that were not yet taken. */
  until(offset: number): string[] {
    const start = this.next;
    while ((this.comments[this.next]?.offset ?? offset) < offset) {
      this.next += 1;
    }
    return this.comments.slice(start, this.next).map(({ text }) => text);
  }
}
