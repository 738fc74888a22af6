/** A variable in the description or the summary of an alert, such as `${source_namespace}`. */
export interface TextVariable {
  /** The name between the braces. */
  readonly name: string;
  /** Whether a backslash precedes it, as in text that was written for a shell. */
  readonly escaped: boolean;
}

/** The variables of a string, in order; one that is never closed is not among them. */
export function variablesIn(text: string): TextVariable[] {
  const variables: TextVariable[] = [];
  let start = text.indexOf('${');
  let end = text.indexOf('}', start);
  while (start !== -1 && end !== -1) {
    variables.push({ name: text.slice(start + 2, end), escaped: text[start - 1] === '\\' });
    start = text.indexOf('${', end);
    end = text.indexOf('}', start);
  }
  return variables;
}

/** Whether a variable begins that never ends. */
export function hasUnclosedVariable(text: string): boolean {
  const start = text.indexOf('${', text.lastIndexOf('}') + 1);
  return start !== -1;
}

/** Description and summary of an alert. */
export interface EventTexts {
  readonly description: string;
  readonly summary?: string;
}

/**
 * Description and summary, both with variables. According to the documentation, the text of an event is the summary;
 * since 3.13, the description was observed instead. So a text with variables is used for both.
 *
 * @param texts the texts that the user provided
 * @param standard the text to use if the user provided none with variables
 */
export function eventTexts(texts: Partial<EventTexts>, standard: string): Required<EventTexts> {
  const [first = standard] = [texts.description, texts.summary].filter((text) => hasVariables(text));
  return { description: texts.description ?? first, summary: texts.summary ?? first };
}

/** The summary of an alert; by default its description if that has variables. */
export function summaryOf({ description, summary }: EventTexts): string | undefined {
  return summary ?? (hasVariables(description) ? description : undefined);
}

function hasVariables(text: string | undefined): boolean {
  return typeof text === 'string' && text.includes('${');
}
