/*
 * Makes the command and the validation plugin: each one file with all that it needs, beside the library that jsii made.
 *
 *   node tools/bundle.mjs [FOLDER]        writes into lib unless a folder is named
 */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { packagesOf, packedByNpm } from './bundled-packages.mjs';
import { licences } from './licences.mjs';
import { sbom } from './sbom.mjs';

const require = createRequire(import.meta.url);
const { unusedModulesVanish } = require('./synth/lazily.js');
const root = resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const COMMAND = 'bin/calico-threat-defense';
const PLUGIN = 'validation';

/** What is large, in a file of its own that only the commands that need it load. */
const LOADED_LATER = {
  'bin/kubernetes-client': 'src/verify/live/client.mts',
};

/** What constructs are made with. Checks do without, but live in files that name these packages. */
const PACKAGES_OF_CONSTRUCTS = ['cdk8s', 'constructs'];

/** What checks use of them nevertheless, by the file that has it and needs no other. */
const USED_BY_CHECKS = { Duration: 'cdk8s/lib/duration.js' };

const CLIENT = join('node_modules', '@kubernetes', 'client-node', 'dist');

/**
 * Bundles command and plugin.
 *
 * @param {string} outdir takes `bin` (with the page of the rules), `validation.js`, `LICENSES.txt` and `sbom.cdx.json`
 * @returns {Promise<string[]>} the source files and modules that went in, from the root of the project on
 */
export async function bundle(outdir) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { [COMMAND]: 'src/cli/main.ts', [PLUGIN]: 'src/lint/validation-plugin.ts', ...LOADED_LATER },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    plugins: [loadedLater, unusedModulesVanish(root), constructsStayOut, unusedClientVanishes],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const command = join(outdir, `${COMMAND}.js`);
  writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, 'utf8')}`);
  chmodSync(command, 0o755);
  // The command `rules` prints its sections.
  copyFileSync(join(root, 'docs', 'rules.md'), join(outdir, 'bin', 'rules.md'));
  const inputs = Object.keys(metafile.inputs);
  mkdirSync(outdir, { recursive: true });
  const folders = packagesOf(inputs);
  writeFileSync(join(outdir, 'LICENSES.txt'), licences(root, folders));
  writeFileSync(join(outdir, 'sbom.cdx.json'), sbom(root, [...new Set([...folders, ...packedByNpm(root)])].sort()));
  return inputs;
}

const loadedLater = {
  name: 'loaded-later',
  setup({ onResolve }) {
    const outputs = Object.fromEntries(
      Object.entries(LOADED_LATER).map(([output, source]) => [join(root, source), output]),
    );
    onResolve({ filter: /\.mjs$/ }, ({ path, resolveDir, kind }) => {
      const output = outputs[resolve(resolveDir, path).replace(/\.mjs$/, '.mts')];
      return kind === 'dynamic-import' && output ? { path: `./${basename(output)}.js`, external: true } : undefined;
    });
  },
};

/** The packages of constructs stay out: the command starts sooner, and works where they are not installed. */
const constructsStayOut = {
  name: 'constructs-stay-out',
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(${PACKAGES_OF_CONSTRUCTS.join('|')})$`);
    onResolve({ filter }, ({ path, namespace }) =>
      namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy', sideEffects: false },
    );
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => {
      const getters = Object.keys(require(path)).map((name) => {
        const bundled = USED_BY_CHECKS[name];
        return `  get ${name}() { return require(${JSON.stringify(bundled ?? path)}).${name}; },`;
      });
      const contents = ['module.exports = {', '  __esModule: true,', ...getters, '};'].join('\n');
      return { contents, resolveDir: root };
    });
  },
};

/** The Kubernetes client does not say that its modules do nothing when they are loaded; most are classes of the API. */
const unusedClientVanishes = {
  name: 'unused-client-vanishes',
  setup({ onResolve }) {
    // Its imports name files, so that nothing has to be looked for; there are some ten thousand of them.
    onResolve({ filter: /^\..*\.js$/ }, ({ path, resolveDir }) =>
      resolveDir.includes(CLIENT) ? { path: join(resolveDir, path), sideEffects: false } : undefined,
    );
  },
};

if (process.argv[1] === import.meta.filename) {
  await bundle(resolve(process.argv[2] ?? join(root, 'lib')));
}
