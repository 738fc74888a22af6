import { isScalar, stringify } from 'yaml';
import type { Manifest } from '../base';
import type { StringEdit, UpgradeAction } from '../kind';
import type { FileObject } from './read-files';

/** A part of a text, and what it becomes. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const INDENT = 2;

/**
 * How an action changes the text of a file.
 *
 * @returns undefined if the action changes nothing, or something that is not written as such in the text
 */
export function textChanges(text: string, object: FileObject, action: UpgradeAction): TextChange[] | undefined {
  switch (action.what) {
    case 'edit':
      return stringChanges(text, object, action.edits);
    case 'replace':
      return [replacement(text, object, action.by)];
    default:
      return undefined;
  }
}

/** The edits of one string are made one after the other. */
function stringChanges(text: string, object: FileObject, edits: readonly StringEdit[]): TextChange[] | undefined {
  const changes = new Map<number, TextChange>();
  for (const { keys, from, to } of edits) {
    const { node, isWhole } = object.locator.locate(object.root, keys);
    const [start, end] = node.range ?? [];
    if (!isWhole || !isScalar(node) || start === undefined || end === undefined) {
      return undefined;
    }
    const written = changes.get(start)?.text ?? text.slice(start, end);
    if (!written.includes(from)) {
      return undefined;
    }
    changes.set(start, { start, end, text: written.replaceAll(from, to) });
  }
  return [...changes.values()].sort((left, right) => left.start - right.start);
}

/** The whole object, in the form and with the indentation that it has in the file. */
function replacement(text: string, { root }: FileObject, by: Manifest): TextChange {
  const [start = 0, end = start] = root.range ?? [];
  const written = text.slice(start, end);
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const isFlow = written.startsWith('{');
  const printed = isFlow ? JSON.stringify(by, undefined, INDENT) : stringify(by, { lineWidth: 0 }).trimEnd();
  const indent = isFlow ? (/^\s*/.exec(line)?.[0] ?? '') : ' '.repeat(line.length);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = printed.split('\n').map((one, index) => (index === 0 ? one : `${indent}${one}`));
  return { start, end: start + written.trimEnd().length, text: lines.join(lineBreak) };
}

/** A text after changes, which are in the order of their places and do not overlap. */
export function changedText(text: string, changes: readonly TextChange[]): string {
  let changed = '';
  let rest = 0;
  for (const { start, end, text: by } of changes) {
    changed += text.slice(rest, start) + by;
    rest = end;
  }
  return changed + text.slice(rest);
}
