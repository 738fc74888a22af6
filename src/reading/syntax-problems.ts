import type { YAMLParseError } from 'yaml';
import { beginningOf } from '../base';
import type { TextProblem } from './text-problem';
import { SYNTAX } from './yaml-rules';

/** The parser's messages cite from the file. */
const LONGEST_MESSAGE = 200;

/** How the parser begins its message about an escape that only a shell knows. */
const SHELL_ESCAPE = 'Invalid escape sequence \\$';

interface Diagnosis {
  readonly offset: number;
  readonly message: string;
}

/** One mistake leads to many errors of the parser; the first, or the line that is to blame, says where it is. */
export function syntaxProblems(errors: readonly YAMLParseError[], text: string): TextProblem[] {
  const sorted = errors.toSorted((left, right) => left.pos[0] - right.pos[0]);
  const [first] = sorted;
  if (first === undefined) {
    return [];
  }
  const { offset, message } = diagnosis(first, sorted, text);
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  return [{ ...SYNTAX, offset, keys: [], message: `is not valid YAML: ${message}${more}` }];
}

function diagnosis(first: YAMLParseError, all: readonly YAMLParseError[], text: string): Diagnosis {
  const [offset] = first.pos;
  if (first.message.startsWith(SHELL_ESCAPE)) {
    return { offset, message: `${phrase(SHELL_ESCAPE)}: the backslash was meant for a shell; remove it` };
  }
  if (first.code !== 'BLOCK_AS_IMPLICIT_KEY') {
    return { offset, message: phrase(first.message) };
  }
  const key = all.find(({ code }) => code === 'MULTILINE_IMPLICIT_KEY');
  if (first.message.startsWith('A block sequence')) {
    const message = 'the indentation of this list is wrong: indent all items equally, and at least as far as the field';
    return { offset: key?.pos[0] ?? offset, message };
  }
  if (key?.pos[0] === offset) {
    const message = 'this line is indented further than the field above it, which already has a value';
    return { offset: startOfLine(text, key.pos[1]), message };
  }
  return { offset, message: 'a value that contains a colon and a space must be quoted' };
}

/** The first character of a line that is not a space. */
function startOfLine(text: string, end: number): number {
  let start = text.lastIndexOf('\n', end - 1) + 1;
  while (start < end && (text.charAt(start) === ' ' || text.charAt(start) === '\t')) {
    start += 1;
  }
  return start;
}

function phrase(message: string): string {
  const text = `${message.charAt(0).toLowerCase()}${message.slice(1)}`;
  return text.length <= LONGEST_MESSAGE ? text : `${beginningOf(text, LONGEST_MESSAGE)}…`;
}
