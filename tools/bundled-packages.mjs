/*
 * The packages whose code is in the npm package: those that esbuild bundles into the command and the validation plugin, and
 * those that npm packs as `bundleDependencies`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const MODULES = 'node_modules';

/** The folders of the packages that these modules belong to; both are paths from the root of the project. */
export function packagesOf(inputs) {
  const folders = inputs.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  return [...new Set(folders.filter(Boolean))].sort();
}

/** The folders of `bundleDependencies`, and of all that they depend on. */
export function packedByNpm(root) {
  const folders = new Set();
  const add = (name, from) => {
    const folder = resolvePackage(root, name, from);
    if (!folders.has(folder)) {
      folders.add(folder);
      for (const dependency of Object.keys(manifestOf(root, folder).dependencies ?? {})) {
        add(dependency, folder);
      }
    }
  };
  for (const name of manifestOf(root, '.').bundleDependencies) {
    add(name, '.');
  }
  return [...folders].sort();
}

/** Where Node.js finds a package that a folder depends on; undefined if it is not installed. */
export function resolvePackage(root, name, from) {
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const candidate = posix.join(folder, MODULES, name);
    if (posix.basename(folder) !== MODULES && existsSync(join(root, candidate, 'package.json'))) {
      return candidate;
    }
    if (folder === '.') {
      return undefined;
    }
  }
}

export function manifestOf(root, folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}
