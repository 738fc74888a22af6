import { ExplicitKeys } from './explicit-keys';
import { FlowKeys } from './flow-keys';
import { blockProblem, quotedProblem, type StringProblem } from './kubectl-strings';
import { readOtherwise } from './read-otherwise';
import type { TextProblem } from './text-problem';

/** Says that the next token is the text of a plain or a block scalar. */
const SCALAR = '\x1f';

/** Tokens that are not content: the start of a document, and the end of a broken flow collection. */
const MARKS = '\x02\x18\ufeff';

/** After these on a line, and at its beginning, a key may begin. */
const KEY_FOLLOWS: readonly string[] = ['', '-', '?', ':'];

const NAME = /^.[-\w]+$/;
const TAG = /^!(?:!?[-\w./]+|<[-\w;/?:@&=+$,.!~*'()]+>)?$/;

/** Finds valid YAML 1.2 that kubectl rejects or reads as something else, among the tokens of a document. */
export class KubectlSyntax {
  /** The first one. */
  problem: TextProblem | undefined;
  private readonly flowKeys = new FlowKeys();
  private readonly explicitKeys = new ExplicitKeys();
  private scalarFollows = false;
  /** The last token other than spaces and comments; empty at the beginning. */
  private last = '';
  /** The last token on this line. */
  private lastOnLine = '';
  private isColonFirst = false;
  private tagEnd: number | undefined;

  /** @param lineStart where the document begins, which is at the beginning of a line */
  constructor(private lineStart: number) {}

  see(lexeme: string, offset: number): void {
    if (this.problem !== undefined) {
      return;
    }
    if (this.scalarFollows) {
      // The text of a scalar may be anything, also what would be a mark elsewhere.
      this.scalarFollows = false;
      this.seeScalar(lexeme, offset);
    } else if (MARKS.includes(lexeme)) {
      return;
    } else if (lexeme === SCALAR) {
      this.scalarFollows = true;
    } else {
      this.seeLexeme(lexeme, offset);
    }
  }

  private seeLexeme(lexeme: string, offset: number): void {
    switch (lexeme.charAt(0)) {
      case '\r':
      case '\n':
        this.flowKeys.newLine();
        this.lineStart = offset + lexeme.length;
        this.lastOnLine = '';
        this.tagEnd = undefined;
        return;
      case ' ':
      case '\t':
        this.seeSpace(lexeme, offset);
        this.tagEnd = undefined;
        return;
      case '#':
        this.explicitKeys.seeComment();
        return;
      default:
        this.report(offset, this.problemOf(lexeme));
        this.seen(lexeme, lexeme, offset);
    }
  }

  private seeSpace(lexeme: string, offset: number): void {
    const isColonOfKey = this.lastOnLine === ':' && !this.isColonFirst;
    const tab = lexeme.indexOf('\t');
    if (!this.flowKeys.isInFlow && tab !== -1 && KEY_FOLLOWS.includes(this.lastOnLine) && !isColonOfKey) {
      this.report(offset + tab, 'is a tab where kubectl allows only spaces; replace it');
    }
  }

  private seeScalar(text: string, offset: number): void {
    if (/^[|>]/.test(this.last)) {
      this.report(offset, blockProblem(text, /\d/.test(this.last)));
      this.seen('block', text, offset);
      return;
    }
    if (this.flowKeys.isInFlow && /^:|\?/.test(text)) {
      this.report(offset, 'contains ? or begins with :, which kubectl does not read as part of the string; quote it');
    }
    this.seen('plain', text, offset);
  }

  /** What is wrong with a token itself. */
  private problemOf(lexeme: string): StringProblem | string | undefined {
    switch (lexeme.charAt(0)) {
      case '%':
        return 'is a directive, which kubectl rejects; remove it';
      case '.':
        return this.last === '' ? 'ends a document that has no content, which kubectl rejects; remove it' : undefined;
      case '&':
      case '*':
        return NAME.test(lexeme)
          ? undefined
          : 'is a name that kubectl rejects: use only letters, digits, - and _ for anchors';
      case '!':
        return TAG.test(lexeme) ? undefined : 'is a tag that kubectl rejects; remove it';
      case '|':
      case '>':
        return this.explicitKeys.isKeyNext
          ? 'is a block of text as a key, which kubectl may reject; use quotes'
          : undefined;
      case '"':
      case "'":
        return quotedProblem(lexeme);
      default:
        return undefined;
    }
  }

  /** What is wrong with a token where it is. */
  private seen(token: string, lexeme: string, offset: number): void {
    const { isInFlow } = this.flowKeys;
    const isFirst = this.lastOnLine === '';
    this.report(offset, this.flowKeys.see(token, lexeme, offset));
    if (!isInFlow) {
      this.report(offset, this.explicitKeys.see(token, offset - this.lineStart, isFirst));
    }
    this.report(offset, this.adjacencyProblem(token, offset));
    // Only a comma, a colon or a closing bracket may follow a complete value.
    if (/^["'\]}]/.test(this.lastOnLine) && !(isInFlow ? ':,]}' : ':').includes(token)) {
      this.report(offset, 'follows a complete value on the same line, which kubectl rejects');
    }
    this.tagEnd = /^[!&*]/.test(token) ? offset + lexeme.length : undefined;
    this.isColonFirst = token === ':' && isFirst;
    this.last = token;
    this.lastOnLine = token === 'block' ? '' : token;
    this.lineStart = lexeme.includes('\n') ? offset + lexeme.lastIndexOf('\n') + 1 : this.lineStart;
  }

  /** What may follow the end of a tag or an anchor without a space. */
  private adjacencyProblem(token: string, offset: number): string | undefined {
    const isAllowed = !this.last.startsWith('!') && '?:,]}'.includes(token);
    return this.tagEnd === offset && !isAllowed
      ? 'must be separated from the tag or the anchor before it by a space'
      : undefined;
  }

  private report(offset: number, problem: StringProblem | string | undefined): void {
    if (problem !== undefined) {
      const { at, message } = typeof problem === 'string' ? { at: 0, message: problem } : problem;
      this.problem ??= readOtherwise(offset + at, message);
    }
  }
}
