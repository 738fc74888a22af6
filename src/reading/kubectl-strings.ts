/** A place in a string, and what is wrong there. */
export interface StringProblem {
  readonly at: number;
  readonly message: string;
}

/** Escapes that only YAML 1.2 has: `\/`, and halves of a surrogate pair. */
const NEW_ESCAPE = /\\(?:(\/|u[dD][89a-fA-F]|U0000[dD][89a-fA-F])|[\s\S])/g;

/** A backslash at the end of a line, and an empty line. */
const ESCAPED_BREAK = /\\\r?\n[ \t]*\r?\n/;

/** What kubectl reads otherwise in a quoted string. */
export function quotedProblem(quoted: string): StringProblem | undefined {
  if (!isClosed(quoted)) {
    return { at: 0, message: 'is a string without a closing quote: the last one is escaped' };
  }
  if (!quoted.startsWith('"') || !quoted.includes('\\')) {
    return undefined;
  }
  const broken = quoted.search(ESCAPED_BREAK);
  if (broken !== -1) {
    const message = 'is an escaped line break before an empty line, which kubectl reads differently from other tools';
    return { at: broken, message };
  }
  for (const { index, 0: text, 1: rejected } of quoted.matchAll(NEW_ESCAPE)) {
    if (rejected !== undefined) {
      const message = `contains the escape ${text.slice(0, 2)} in a form that kubectl rejects; write the character itself`;
      return { at: index, message };
    }
  }
  return undefined;
}

/** What kubectl reads otherwise in a block of text. */
export function blockProblem(text: string, isIndicated: boolean): StringProblem | undefined {
  if (isIndicated && text.trim() === '' && / \n?$/.test(text)) {
    return {
      at: 0,
      message: 'is a block that contains only spaces, and kubectl keeps more of them than other tools do; use quotes',
    };
  }
  const tab = tabInIndentation(text, isIndicated);
  const message = 'is a tab in the indentation of a block of text, which kubectl rejects; use quotes';
  return tab === undefined ? undefined : { at: tab, message };
}

/** Whether the last quote of a string ends it. */
function isClosed(quoted: string): boolean {
  const quote = quoted.charAt(0);
  const escaping = quote === '"' ? '\\' : quote;
  let escapes = 0;
  while (escapes < quoted.length - 2 && quoted.charAt(quoted.length - 2 - escapes) === escaping) {
    escapes += 1;
  }
  return quoted.length > 1 && quoted.endsWith(quote) && escapes % 2 === 0;
}

/** The first tab that kubectl counts as indentation. */
function tabInIndentation(text: string, isIndicated: boolean): number | undefined {
  const first = /^(?: *\n)*( *)\t?/.exec(text);
  if (!isIndicated && first?.[0].endsWith('\t')) {
    return first[0].length - 1;
  }
  const indent = isIndicated ? 0 : (first?.[1]?.length ?? 0);
  for (let start = 0; start < text.length; start = text.indexOf('\n', start) + 1 || text.length) {
    let at = start;
    while (text.charAt(at) === ' ') {
      at += 1;
    }
    if (at - start < indent && text.charAt(at) === '\t') {
      return at;
    }
  }
  return undefined;
}
