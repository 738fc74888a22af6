/** Marks by which template languages open what they replace: Go and Helm, Jinja, ERB. */
const OPENINGS: readonly string[] = ['{{', '{%', '{#', '<%'];

/** Says that the next token is the text of a plain or a block scalar. */
const SCALAR = '\x1f';

/**
 * Finds template syntax among the tokens of a file, where it is neither in a comment nor in quotes nor in a block of
 * text. It only proves that the file is a template if the file is invalid YAML.
 */
export class TemplateSyntax {
  /** Where the first of it begins, and what it begins with. */
  first: { readonly offset: number; readonly opening: string } | undefined;
  private previous = '';
  private scalarFollows = false;
  private blockFollows = false;

  see(lexeme: string, offset: number): void {
    if (this.first !== undefined) {
      return;
    }
    if (this.scalarFollows) {
      this.scalarFollows = false;
      this.seeScalar(lexeme, offset);
      return;
    }
    const start = lexeme.charAt(0);
    if (start === SCALAR) {
      this.scalarFollows = true;
      return;
    }
    this.seeToken(lexeme, start, offset);
  }

  private seeToken(lexeme: string, start: string, offset: number): void {
    this.blockFollows ||= start === '|' || start === '>';
    if (this.previous === '{' && ['{', '%', '#'].includes(start)) {
      this.first = { offset: offset - 1, opening: `{${start}` };
    }
    this.previous = lexeme;
  }

  private seeScalar(text: string, offset: number): void {
    const isBlock = this.blockFollows;
    const opensBrace = this.previous === '{' && text.startsWith('%');
    this.blockFollows = false;
    this.previous = '';
    if (isBlock) {
      return;
    }
    const opening = opensBrace ? '{%' : OPENINGS.find((mark) => text.includes(mark));
    if (opening !== undefined) {
      this.first = { offset: opensBrace ? offset - 1 : offset + text.indexOf(opening), opening };
    }
  }
}

/** The end of a mark, to show both. */
export function closingOf(opening: string): string {
  return { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' }[opening] ?? '';
}
