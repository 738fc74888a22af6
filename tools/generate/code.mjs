const WIDTH = 120;

/** The first line of a file that is generated as a whole. */
export const header = (table) => `// Made by \`npm run generate\` from ${table}; never edited.\n`;

/**
 * A doc comment, on one line where it fits.
 *
 * @param {string} indent
 * @param {...string} paragraphs empty ones are omitted
 */
export function docComment(indent, ...paragraphs) {
  const [first = '', ...others] = paragraphs.filter((paragraph) => paragraph !== '');
  const line = `${indent}/** ${first} */`;
  if (others.length === 0 && line.length <= WIDTH) {
    return `${line}\n`;
  }
  const lines = [first, ...others].flatMap((paragraph, index) => [
    ...(index > 0 ? [''] : []),
    ...wrap(paragraph, WIDTH - indent.length - ' * '.length),
  ]);
  return `${indent}/**\n${lines.map((text) => `${indent} * ${text}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

function wrap(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trimStart();
    if (longer.length <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** A call as an initial value, with its arguments on lines of their own where it is too long for one. */
export function withCall(start, callee, args) {
  const line = `${start}${callee}(${args.join(', ')});`;
  if (line.length <= WIDTH) {
    return `${line}\n`;
  }
  const [indent] = /^ */.exec(start);
  return `${start}${callee}(\n${args.map((arg) => `${indent}  ${arg},\n`).join('')}${indent});\n`;
}

export const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

export const code = (text) => `\`${text}\``;

export function listed(texts, word) {
  return texts.length === 1 ? texts[0] : `${texts.slice(0, -1).join(', ')} ${word} ${texts.at(-1)}`;
}

/** `3.11` is what people call 3.11.0. */
export const shortened = (version) => version.replace(/^(\d+\.\d+)\.0$/, '$1');
