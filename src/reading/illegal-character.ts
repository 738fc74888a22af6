import { readOtherwise } from './read-otherwise';
import type { TextProblem } from './text-problem';
import { SYNTAX } from './yaml-rules';

/** A byte order mark at the beginning of a line that is not the first. */
const BYTE_ORDER_MARK = /(?<=[\r\n\u0085\u2028\u2029])\ufeff|(?<=^\ufeff)\ufeff/;

/** The first control character of a YAML text, which kubectl rejects. */
export function illegalCharacter(text: string): TextProblem | undefined {
  for (let offset = 0; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    if (isIllegal(code)) {
      const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
      const message = `contains the control character ${name}, which YAML does not allow; remove it, or write it as an escape in double quotes`;
      return { ...SYNTAX, offset, keys: [], message };
    }
  }
  return undefined;
}

/** A byte order mark that is not at the beginning of a YAML text. */
export function byteOrderMark(text: string): TextProblem | undefined {
  const offset = text.search(BYTE_ORDER_MARK);
  const message =
    'is a byte order mark after the beginning of a document, which kubectl skips in some places, but other tools do not; remove it';
  return offset === -1 ? undefined : readOtherwise(offset, message);
}

function isIllegal(code: number): boolean {
  if (code < 0x20) {
    return code !== 0x09 && code !== 0x0a && code !== 0x0d;
  }
  return (code >= 0x7f && code < 0xa0 && code !== 0x85) || code === 0xfffe || code === 0xffff;
}
