/** A fenced block of a Markdown text. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** A program in a text, with what the text says that it writes: YAML into `dist`, or text on standard error. */
export interface Snippet {
  readonly name: string;
  readonly code: string;
  readonly yaml?: string;
  readonly text?: string;
}

export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));
}

/** Each `ts` block, with the `yaml` or `text` block that follows it. */
export function snippetsOf(blocks: readonly Block[]): Snippet[] {
  return blocks.flatMap((block, index) => {
    const next = blocks[index + 1];
    return block.language !== 'ts'
      ? []
      : [
          {
            name: `snippet-${index}`,
            code: block.text,
            yaml: next?.language === 'yaml' ? next.text : undefined,
            text: next?.language === 'text' ? next.text : undefined,
          },
        ];
  });
}

/** The commands of the `console` blocks, each with what it prints; a line `…` stands for what differs from run to run. */
export function sessionsOf(blocks: readonly Block[]): { command: string; output: string }[] {
  return blocks
    .filter(({ language }) => language === 'console')
    .map(({ text }) => {
      const [command = '', ...lines] = text.split('\n');
      return { command: command.replace(/^\$ /, ''), output: lines.filter((line) => line !== '…').join('\n') };
    });
}
