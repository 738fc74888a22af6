import { LineCounter } from 'yaml';
import { CommentCollector, type IgnoreComment } from './ignore-comments';
import { kubectlParts } from './kubectl-parts';
import { PartReader, type YamlDocument } from './part-reader';
import { TemplateSyntax } from './template-syntax';

/** The documents of one file as kubectl reads them. YAML includes JSON, so one parser is enough for both. */
export class YamlReader {
  readonly lines = new LineCounter();
  readonly template = new TemplateSyntax();
  private readonly comments = new CommentCollector();

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
    this.countLines(text);
    for (const part of kubectlParts(text)) {
      // A document begins on a line of its own.
      this.comments.see('\n', part.start);
      const reader = new PartReader(part, text);
      yield* reader.documents((lexeme, offset) => {
        this.comments.see(lexeme, offset);
        this.template.see(lexeme, offset);
      });
      if (reader.isBeyondLimit) {
        return;
      }
    }
    this.comments.end();
  }
}
