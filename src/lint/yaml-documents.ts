import { Composer, type Document, isScalar, Lexer, LineCounter, type ParsedNode, Parser } from 'yaml';
import { errorRule, type FindingSeverity } from '../findings';
import { CommentCollector, type IgnoreComment } from './ignore-comments';
import { TemplateSyntax } from './template-syntax';

const SYNTAX = errorRule('yaml/syntax');
const LIMIT = errorRule('yaml/limit');

/** Far above what any Kubernetes object has; the parser's own recursion ends the program at a few hundred more. */
const DEEPEST = 250;

/** Tokens of one document: a list of 20,000 alerts has 2.5 million, and takes half a gigabyte. */
const MOST_TOKENS = 3_500_000;

/** Tokens that stand where none may, and directives, before the reader gives a document up. */
const MOST_FAULTS = 1000;

/** The parser's messages cite from the file. */
const LONGEST_MESSAGE = 200;

/** How the parser begins its message about an escape that only a shell knows. */
const SHELL_ESCAPE = 'Invalid escape sequence \\$';

/** A finding before its place is counted in lines. */
export interface TextProblem {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly offset: number;
  readonly path: string;
  readonly message: string;
}

/** A document that is YAML has no problems, and content unless it is empty. */
export interface YamlDocument {
  readonly content?: ParsedNode;
  readonly problems: readonly TextProblem[];
}

/** The documents of one file. YAML includes JSON, so that one reader does for both. */
export class YamlReader {
  readonly lines = new LineCounter();
  readonly template = new TemplateSyntax();
  private readonly comments = new CommentCollector();
  private readonly parser = new Parser(this.lines.addNewLine);
  /** Keys that stand twice are found later, in time that does not grow with their square. */
  private readonly composer = new Composer({ uniqueKeys: false, logLevel: 'silent' });
  private tokens = 0;
  private faults = 0;

  /** Comments that turn rules off, by what they stand above; complete as far as documents were read. */
  get ignoreComments(): ReadonlyMap<number | undefined, readonly IgnoreComment[]> {
    return this.comments.found;
  }

  /** Makes places known in a text that is not read. */
  countLines(text: string): void {
    this.lines.addNewLine(0);
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
      this.lines.addNewLine(end + 1);
    }
  }

  /** Yields one document after the other, so that a file of many takes no more memory than its largest. */
  *documents(text: string): Generator<YamlDocument> {
    this.lines.addNewLine(0);
    for (const lexeme of new Lexer().lex(text)) {
      const { offset } = this.parser;
      this.comments.see(lexeme, offset);
      this.template.see(lexeme, offset);
      yield* this.next(this.parser.next(lexeme));
      this.tokens += 1;
      const message = this.beyondLimit();
      if (message !== undefined) {
        // The composer holds each document back until it has seen what follows.
        yield* this.finish(this.composer.end());
        yield { problems: [{ ...LIMIT, offset, path: '', message }] };
        return;
      }
    }
    yield* this.next(this.parser.end());
    yield* this.finish(this.composer.end());
    this.comments.end();
  }

  private *next(parsed: ReturnType<Parser['next']>): Generator<YamlDocument> {
    for (const token of parsed) {
      this.tokens = token.type === 'document' ? 0 : this.tokens;
      this.faults += token.type === 'error' || token.type === 'directive' ? 1 : 0;
      yield* this.finish(this.composer.next(token));
    }
  }

  private *finish(composed: Generator<Document.Parsed>): Generator<YamlDocument> {
    for (const { contents, errors } of composed) {
      this.faults = 0;
      const empty = contents === null || (isScalar(contents) && contents.value === null);
      yield { content: empty ? undefined : contents, problems: syntaxProblems(errors) };
    }
  }

  private beyondLimit(): string | undefined {
    if (this.parser.stack.length > DEEPEST) {
      return `is nested more than ${DEEPEST} deep, which is more than this command reads; no check looks so deep`;
    }
    if (this.tokens > MOST_TOKENS) {
      return `belongs to a document of more than ${MOST_TOKENS / 1_000_000} million tokens, which is more than this command reads; split it with ---`;
    }
    return this.faults > MOST_FAULTS ? 'has too many mistakes before it for the rest to be read' : undefined;
  }
}

type YamlErrors = Document.Parsed['errors'];

/** One mistake leads to many errors; the first says where it is. */
function syntaxProblems(errors: YamlErrors): TextProblem[] {
  const [first] = errors.toSorted((left, right) => left.pos[0] - right.pos[0]);
  if (first === undefined) {
    return [];
  }
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  return [{ ...SYNTAX, offset: first.pos[0], path: '', message: `is no YAML: ${phrase(first.message)}${more}` }];
}

function phrase(message: string): string {
  if (message.startsWith(SHELL_ESCAPE)) {
    return `${lowered(SHELL_ESCAPE)}: the backslash was meant for a shell; remove it`;
  }
  const text = lowered(message);
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE)}…`;
}

function lowered(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
