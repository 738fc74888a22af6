import { Composer, type Document, isScalar, Lexer, type ParsedNode, Parser } from 'yaml';
import { byteOrderMark, illegalCharacter } from './illegal-character';
import type { KubectlPart } from './kubectl-parts';
import { isNullScalar } from './kubectl-scalar';
import { KubectlSyntax } from './kubectl-syntax';
import { oldBreak, withLineFeeds, withoutLoneReturns } from './line-breaks';
import { readOtherwise } from './read-otherwise';
import { syntaxProblems } from './syntax-problems';
import type { TextProblem } from './text-problem';
import { LIMIT, SYNTAX } from './yaml-rules';

/** Far above what any Kubernetes object has; the parser's own recursion ends the program at a few hundred more. */
const DEEPEST = 250;

/** Tokens of one document: a list of 20,000 alerts has 2.5 million, and takes half a gigabyte. */
const MOST_TOKENS = 3_500_000;

/** Misplaced tokens and directives after which the reader gives up on a document. */
const MOST_FAULTS = 1000;

/** A valid document has no problems, and content unless it is empty. */
export interface YamlDocument {
  readonly content?: ParsedNode;
  /** Whether kubectl reads it as JSON. */
  readonly isJson: boolean;
  readonly problems: readonly TextProblem[];
}

/** Called for each token of a file. */
export type SeeToken = (lexeme: string, offset: number) => void;

/** Reads what kubectl reads as one document. */
export class PartReader {
  /** Whether a limit was reached, so nothing that follows can be read. */
  isBeyondLimit = false;
  private readonly parser = new Parser();
  // Duplicate keys are found later, in linear time, the values of scalars are not those of YAML 1.2, and a list with a tag such
  // as `!!omap` is an ordinary list for kubectl.
  private readonly composer = new Composer({
    uniqueKeys: false,
    logLevel: 'silent',
    schema: 'failsafe',
    resolveKnownTags: false,
  });
  private readonly syntax: KubectlSyntax;
  /** Documents that were composed. */
  private composed = 0;
  private isValid = true;
  private tokens = 0;
  private faults = 0;

  /** @param text of the whole file */
  constructor(
    private readonly part: KubectlPart,
    private readonly text: string,
  ) {
    this.parser.offset = part.start;
    this.syntax = new KubectlSyntax(part.start);
  }

  *documents(see: SeeToken): Generator<YamlDocument> {
    const own = this.text.slice(this.part.start, this.part.end);
    const problem = this.part.problem ?? (this.part.isJson ? undefined : this.textProblem(own));
    if (problem !== undefined) {
      yield this.problem(problem);
    }
    if (problem?.rule !== SYNTAX.rule) {
      yield* this.parsed(this.part.isJson ? withoutLoneReturns(own) : withLineFeeds(own), see);
    }
  }

  private textProblem(own: string): TextProblem | undefined {
    const problem = illegalCharacter(own) ?? byteOrderMark(own) ?? oldBreak(own);
    return problem === undefined ? undefined : { ...problem, offset: this.part.start + problem.offset };
  }

  private *parsed(text: string, see: SeeToken): Generator<YamlDocument> {
    for (const lexeme of new Lexer().lex(text)) {
      const { offset } = this.parser;
      see(lexeme, offset);
      this.syntax.see(lexeme, offset);
      yield* this.next(this.parser.next(lexeme));
      this.tokens += 1;
      const message = this.beyondLimit();
      if (message !== undefined) {
        this.isBeyondLimit = true;
        // The composer holds each document back until it has seen what follows.
        yield* this.finish(this.composer.end());
        yield this.problem({ ...LIMIT, offset, keys: [], message });
        return;
      }
    }
    yield* this.next(this.parser.end());
    yield* this.finish(this.composer.end());
    if (this.syntax.problem !== undefined && this.isValid && !this.part.isJson) {
      yield this.problem(this.syntax.problem);
    }
  }

  private *next(parsed: ReturnType<Parser['next']>): Generator<YamlDocument> {
    for (const token of parsed) {
      this.faults += token.type === 'error' || token.type === 'directive' ? 1 : 0;
      yield* this.finish(this.composer.next(token));
    }
  }

  private *finish(documents: Generator<Document.Parsed>): Generator<YamlDocument> {
    for (const document of documents) {
      this.composed += 1;
      this.isValid &&= document.errors.length === 0;
      yield this.documentOf(document);
    }
  }

  private documentOf({ contents, errors, range }: Document.Parsed): YamlDocument {
    const { isJson } = this.part;
    const content = contents === null || isNullScalar(contents) ? undefined : contents;
    const offset = contents?.range?.[0] ?? range[0];
    if (this.composed > 1 && (content !== undefined || errors.length > 0)) {
      const message =
        'is not read by kubectl, which separates documents only at --- after a line feed; other tools read it. Write --- on a line of its own before it';
      return this.problem(readOtherwise(offset, message));
    }
    if (isScalar(content) && content.type?.startsWith('BLOCK')) {
      const message = 'is a block of text outside any field, and kubectl reads less of it than other tools do';
      return this.problem(readOtherwise(offset, message));
    }
    return { content, isJson, problems: syntaxProblems(errors, this.text) };
  }

  private problem(problem: TextProblem): YamlDocument {
    return { isJson: this.part.isJson, problems: [problem] };
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
