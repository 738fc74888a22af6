import type { Node } from 'yaml';
import type { Manifest } from '../base';
import { Locator, readDocuments, YamlReader } from '../reading';
import type { FileProblem } from './result';

/** An object in a file, with its place. */
export interface FileObject {
  /** Its number among the objects of the file, which stays the same when the file is changed. */
  readonly index: number;
  readonly manifest: Manifest;
  readonly title: string;
  readonly line: number;
  readonly root: Node;
  readonly locator: Locator;
}

/** A file of manifests at one point of the upgrade. */
export interface FileContent {
  readonly objects: readonly FileObject[];
  readonly problems: readonly FileProblem[];
}

/** Reads the objects of a text. A document with a syntax error is a problem, and the others are still read. */
export function readText(file: string, text: string): FileContent {
  const reader = new YamlReader();
  const objects: FileObject[] = [];
  const problems: FileProblem[] = [];
  const placeOf = (offset: number) => reader.lines.linePos(offset);
  for (const { content, problems: found } of readDocuments(text, reader)) {
    if (content === undefined) {
      problems.push(...found.map(({ rule, message, offset }) => problemAt(file, placeOf(offset), { rule, message })));
      continue;
    }
    const locator = new Locator((alias) => content.plain.targetOf(alias));
    for (const { manifest, keys, title } of content.objects) {
      const root = locator.follow(content.root, keys);
      const { line } = placeOf(root.range?.[0] ?? 0);
      objects.push({ index: objects.length, manifest, title, line, root, locator });
    }
  }
  return problems.length > 0 && reader.template.first !== undefined
    ? { objects: [], problems: [problemAt(file, { line: 1, col: 1 }, TEMPLATE)] }
    : { objects, problems };
}

const TEMPLATE = {
  rule: 'yaml/template',
  message: 'is a template, not a finished manifest: render it and look at the result',
};

function problemAt(
  file: string,
  { line, col: column }: { readonly line: number; readonly col: number },
  problem: Pick<FileProblem, 'rule' | 'message'>,
): FileProblem {
  return { file, line, column, ...problem };
}
