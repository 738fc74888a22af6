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
