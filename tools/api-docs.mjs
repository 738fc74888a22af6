/*
 * Makes API.md, the reference of the library's public API, from what jsii knows of it since the last `npm run build`.
 *
 *   node tools/api-docs.mjs [FILE]
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Documentation, Language } from 'jsii-docgen';

const root = resolve(import.meta.dirname, '..');
const { name, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** jsii-docgen reads every assembly below a folder; below this one are the package and its peers, and no other copy. */
const folder = mkdtempSync(join(tmpdir(), 'api-docs '));
try {
  copyFileSync(join(root, '.jsii'), join(folder, '.jsii'));
  mkdirSync(join(folder, 'node_modules'));
  for (const peer of Object.keys(peerDependencies)) {
    symlinkSync(join(root, 'node_modules', peer), join(folder, 'node_modules', peer), 'junction');
  }
  const documentation = await Documentation.forAssembly(name, folder);
  const markdown = await documentation.toMarkdown({ language: Language.TYPESCRIPT, allSubmodules: true });
  const text = markdown
    .render()
    .replace(/[ \t]+$/gm, '')
    .replace(/\n+$/, '\n');
  writeFileSync(resolve(process.argv[2] ?? join(root, 'API.md')), text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
