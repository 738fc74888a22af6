/*
 * Makes what the package has beside the library that jsii made: the test matchers as one file, and the declarations of
 * matchers and validation plugin.
 *
 *   node tools/entries.mjs        writes into lib
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const { unusedModulesVanish } = createRequire(import.meta.url)('./synth/lazily.js');
const root = resolve(import.meta.dirname, '..');
const lib = join(root, 'lib');
const declarations = join(root, '.build', 'declarations');

/** Where the declarations of an entry go, and the file that they begin with. */
const DECLARATIONS = {
  testing: { folder: join(lib, 'testing'), first: 'src/testing/index.d.ts', as: 'index.d.ts' },
  validation: { folder: lib, first: 'src/lint/validation-plugin.d.ts', as: 'validation.d.ts' },
};

await build({
  absWorkingDir: root,
  entryPoints: { index: 'src/testing/index.ts' },
  outdir: join(lib, 'testing'),
  bundle: true,
  // With constructs of its own, it would know none of those under test.
  packages: 'external',
  plugins: [unusedModulesVanish(root)],
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
});

rmSync(declarations, { recursive: true, force: true });
const { bin } = createRequire(import.meta.url)('typescript/package.json');
const compiler = join(root, 'node_modules', 'typescript', bin.tsc);
execFileSync(process.execPath, [compiler, '--project', 'tsconfig.entries.json'], { cwd: root, stdio: 'inherit' });
for (const { folder, first, as } of Object.values(DECLARATIONS)) {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(declarations, first), join(folder, as));
  for (const file of importedBy(join(declarations, first))) {
    copyFileSync(file, join(folder, relative(dirname(join(declarations, first)), file)));
  }
}

/** The declarations that a file needs; those of another room would not lie beside it, so that none may be needed. */
function importedBy(file, known = new Set()) {
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']*)'/g)) {
    const imported = resolve(dirname(file), `${path}.d.ts`);
    if (dirname(imported) !== dirname(file)) {
      throw new Error(`${relative(declarations, file)} shows types of ${path}, which are not part of the entry`);
    }
    if (!known.has(imported)) {
      known.add(imported);
      importedBy(imported, known);
    }
  }
  return known;
}
