import { structuredPatch } from 'diff';
import { changedText, type TextChange } from './text-changes';

/** Unchanged lines around a change. */
const CONTEXT = 3;

/**
 * The changes of a text as a unified diff. Only the lines around them are compared, because a file can have thousands of
 * objects.
 *
 * @param changes in the order of their places
 */
export function fileDiff(file: string, text: string, changes: readonly TextChange[]): string {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) {
    return '';
  }
  const start = linesBefore(text, first.start);
  const end = linesAfter(text, last.end);
  const shifted = changes.map((change) => ({ ...change, start: change.start - start, end: change.end - start }));
  const before = text.slice(start, end);
  const { hunks } = structuredPatch('', '', before, changedText(before, shifted), '', '', { context: CONTEXT });
  const skipped = countLines(text, start);
  const printed = hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) =>
    [`@@ -${oldStart + skipped},${oldLines} +${newStart + skipped},${newLines} @@`, ...lines].join('\n'),
  );
  return [`--- ${file}`, `+++ ${file}`, ...printed, ''].join('\n');
}

/** The start of the line that is a few lines before a place. */
function linesBefore(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  for (let line = 0; line < CONTEXT && start > 0; line += 1) {
    start = start === 1 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
  }
  return start;
}

/** The end of the line that is a few lines after a place. */
function linesAfter(text: string, offset: number): number {
  let end = offset;
  for (let line = 0; line <= CONTEXT; line += 1) {
    const next = text.indexOf('\n', end);
    if (next === -1) {
      return text.length;
    }
    end = next + 1;
  }
  return end;
}

function countLines(text: string, end: number): number {
  let count = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < end; next = text.indexOf('\n', next + 1)) {
    count += 1;
  }
  return count;
}
