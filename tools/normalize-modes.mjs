/*
 * Sets the permissions of all that is packed, so that the tarball does not depend on the umask of who builds it: everybody
 * may read it, and run the launcher of the command.
 *
 *   node tools/normalize-modes.mjs        the last step of `npm pack`
 */
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { manifestOf, packedByNpm } from './bundled-packages.mjs';

const root = resolve(import.meta.dirname, '..');
const { files, bin } = manifestOf(root, '.');
const ALWAYS_PACKED = ['package.json', 'README.md', 'LICENSE'];
const PROGRAMS = [...new Set(Object.values(bin)), 'lib/bin/calico-threat-defense.js'];

for (const path of [...ALWAYS_PACKED, ...files, ...packedByNpm(root)]) {
  normalize(join(root, path));
}
for (const program of PROGRAMS) {
  chmodSync(join(root, program), 0o755);
}

function normalize(path) {
  if (!existsSync(path)) {
    return;
  }
  if (!statSync(path).isDirectory()) {
    chmodSync(path, 0o644);
    return;
  }
  for (const name of readdirSync(path)) {
    normalize(join(path, name));
  }
}
