import { isMap, isScalar, type Node, stringify } from 'yaml';
import type { DataKeys, Manifest } from '../base';
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
    case 'remove':
      return removals(text, object, action.fields);
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

/** Fields on lines of their own, whose lines are removed; undefined if one of them is written in another way. */
function removals(text: string, object: FileObject, fields: readonly DataKeys[]): TextChange[] | undefined {
  const changes = fields.map((keys) => removal(text, object, keys));
  const known = changes.filter((change) => change !== undefined);
  return known.length === changes.length ? known.sort((left, right) => left.start - right.start) : undefined;
}

function removal(text: string, { locator, root }: FileObject, keys: DataKeys): TextChange | undefined {
  const { node: map, isWhole } = locator.locate(root, keys.slice(0, -1));
  const pair =
    isWhole && isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === keys.at(-1)) : undefined;
  const key = pair?.key as Node | undefined;
  const value = pair?.value as Node | undefined;
  const [first, last] = [key?.range?.[0], (value ?? key)?.range?.[1]];
  if (first === undefined || last === undefined || !isMap(map) || map.flow === true || map.items.length === 1) {
    return undefined;
  }
  const start = text.lastIndexOf('\n', first - 1) + 1;
  // The end of a block is that of its last line already.
  const end = text.charAt(last - 1) === '\n' ? last : text.indexOf('\n', last) + 1 || text.length;
  return text.slice(start, first).trim() === '' ? { start, end, text: '' } : undefined;
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
