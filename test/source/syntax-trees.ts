import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from '@swc/core';

const root = resolve(__dirname, '..', '..', 'src');

/** A node of a syntax tree. */
export type TreeNode = Readonly<Record<string, unknown>> & { readonly type: string };

/** The files of the source, from its folder on, with their syntax trees. */
export function syntaxTrees(): [string, TreeNode][] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.m?ts$/.test(file));
  return files.sort().map((file) => {
    const tree = parseSync(readFileSync(join(root, file), 'utf8'), { syntax: 'typescript', target: 'es2023' });
    return [file, tree as unknown as TreeNode];
  });
}

/** All nodes of a tree. */
export function* nodesOf(tree: unknown): Generator<TreeNode> {
  if (typeof tree !== 'object' || tree === null) {
    return;
  }
  if ('type' in tree && typeof tree.type === 'string') {
    yield tree as TreeNode;
  }
  for (const child of Object.values(tree)) {
    yield* nodesOf(child);
  }
}
