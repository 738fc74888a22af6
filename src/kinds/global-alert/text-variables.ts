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
