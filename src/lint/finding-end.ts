import type { Node, Scalar } from 'yaml';
import type { Finding } from '../base';
import { endInScalar } from '../reading';

/** What ends a word of a query, and of most other strings. */
const DELIMITERS = ' \t\r\n()"\'=<>!{},[]';
const QUOTES = '"\'';

/** After the first line of a node, without the spaces at its end. */
export function endOf(node: Node, source: string): number {
  const [start = 0, end = start] = node.range ?? [];
  const lineEnd = source.indexOf('\n', start);
  const last = lineEnd === -1 ? end : Math.min(end, lineEnd);
  return start + source.slice(start, last).trimEnd().length;
}

/** After the word of a string at which a finding is: its value if that is a part of the string. */
export function endOfWord(scalar: Scalar, source: string, { value, valueOffset = 0 }: Finding): number | undefined {
  const text = String(scalar.value);
  const isPart = typeof value === 'string' && value !== '' && value !== text && text.startsWith(value, valueOffset);
  const length = isPart ? value.length : wordAt(text, valueOffset);
  return length === 0 ? undefined : endInScalar(scalar, source, valueOffset + length);
}

/** The length of the quoted string, the word or the single delimiter at a place. */
function wordAt(text: string, offset: number): number {
  const first = text.charAt(offset);
  if (first !== '' && QUOTES.includes(first)) {
    const end = text.indexOf(first, offset + 1);
    return (end === -1 ? text.length : end + 1) - offset;
  }
  let end = offset;
  while (end < text.length && !DELIMITERS.includes(text.charAt(end))) {
    end += 1;
  }
  return end === offset && first !== '' ? 1 : end - offset;
}
