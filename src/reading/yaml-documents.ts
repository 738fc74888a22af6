import { Composer, type Document, isScalar, Lexer, LineCounter, type ParsedNode, Parser } from 'yaml';
import type { FindingSeverity, Keys } from '../base';
import { CommentCollector, type IgnoreComment } from './ignore-comments';
import { LIMIT } from './plain-data';
import { syntaxProblems } from './syntax-problems';
import { TemplateSyntax } from './template-syntax';

/** Far above what any Kubernetes object has; the parser's own recursion ends the program at a few hundred more. */
const DEEPEST = 250;

/** Tokens of one document: a list of 20,000 alerts has 2.5 million, and takes half a gigabyte. */
const MOST_TOKENS = 3_500_000;

/** Misplaced tokens and directives after which the reader gives up on a document. */
const MOST_FAULTS = 1000;

/** A finding before its place is counted in lines. */
export interface TextProblem {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly offset: number;
  readonly keys: Keys;
  readonly message: string;
}

/** A valid document has no problems, and content unless it is empty. */
export interface YamlDocument {
  readonly content?: ParsedNode;
  readonly problems: readonly TextProblem[];
}

/** The documents of one file. YAML includes JSON, so one reader is enough for both. */
export class YamlReader {
  readonly lines = new LineCounter();
  readonly template = new TemplateSyntax();
  private readonly comments = new CommentCollector();
  private readonly parser = new Parser(this.lines.addNewLine);
  /** Duplicate keys are found later, in linear time. */
  private readonly composer = new Composer({ uniqueKeys: false, logLevel: 'silent' });
  private text = '';
  private tokens = 0;
  private faults = 0;

  /** Comments that turn rules off, by what follows them; complete as far as documents were read. */
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

  /** Yields documents one by one, so a file needs no more memory than its largest document. */
  *documents(text: string): Generator<YamlDocument> {
    this.text = text;
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
        yield { problems: [{ ...LIMIT, offset, keys: [], message }] };
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
      yield { content: empty ? undefined : contents, problems: syntaxProblems(errors, this.text) };
    }
  }

  private beyondLimit(): string | undefined {
    if (this.parser.stack.length > DEEPEST) {
      return `is nested more than ${DEEPEST} levels deep, the limit of this command`;
    }
    if (this.tokens > MOST_TOKENS) {
      return `is part of a document of more than ${MOST_TOKENS / 1_000_000} million tokens, the limit of this command; split it with ---`;
    }
    return this.faults > MOST_FAULTS ? 'is preceded by too many errors for the rest to be read' : undefined;
  }
}
