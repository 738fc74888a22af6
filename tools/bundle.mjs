/*
 * Makes the command and the validation plugin, with all that they need, beside the library that jsii made. What several
 * commands need is in files of its own, so that each reads only its part.
 *
 *   node tools/bundle.mjs [FOLDER]        writes into lib unless a folder is named
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { build, transform } from 'esbuild';
import { packagesOf, packedByNpm } from './bundled-packages.mjs';
import { licences } from './licences.mjs';
import { sbom } from './sbom.mjs';

const require = createRequire(import.meta.url);
const { builtinsLater, unusedModulesVanish } = require('./synth/lazily.js');
const root = resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const COMMAND = 'bin/calico-threat-defense';

const ENTRIES = {
  [COMMAND]: 'src/cli/main.ts',
  'bin/backtest-job': 'src/cli/backtest-job.ts',
  validation: 'src/lint/validation-plugin.ts',
};

/** A file that several entries need, or that is loaded later, with a digest of its content in its name. */
const PART = /-[A-Z0-9]{8}\.js$/;

/** Modules of Node.js that take milliseconds to load, and that most runs do not use. */
const SLOW_BUILTINS = ['child_process', 'crypto'];

/** What constructs are made with. Checks do without, but live in files that name these packages. */
const PACKAGES_OF_CONSTRUCTS = ['cdk8s', 'constructs'];

/** What checks use of them nevertheless, by the file that has it and needs no other. */
const USED_BY_CHECKS = { Duration: 'cdk8s/lib/duration.js' };

const TARGET = 'node20';

const CLIENT = join('node_modules', '@kubernetes', 'client-node', 'dist');

/**
 * Bundles command and plugin.
 *
 * @param {string} outdir takes `bin` (with the page of the rules), `validation.js`, `LICENSES.txt` and `sbom.cdx.json`
 * @returns {Promise<string[]>} the source files and modules that went in, from the root of the project on
 */
export async function bundle(outdir) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir,
    bundle: true,
    platform: 'node',
    target: TARGET,
    // Only such bundles can be split.
    format: 'esm',
    splitting: true,
    chunkNames: 'bin/[name]-[hash]',
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    plugins: [unusedModulesVanish(root), builtinsLater(SLOW_BUILTINS), constructsStayOut, unusedClientVanishes],
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  removeParts(join(outdir, 'bin'));
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await commonJs(text));
  }
  const command = join(outdir, `${COMMAND}.js`);
  writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, 'utf8')}`);
  chmodSync(command, 0o755);
  // The command `rules` prints its sections.
  copyFileSync(join(root, 'docs', 'rules.md'), join(outdir, 'bin', 'rules.md'));
  const inputs = Object.keys(metafile.inputs);
  const folders = packagesOf(inputs);
  writeFileSync(join(outdir, 'LICENSES.txt'), licences(root, folders));
  writeFileSync(join(outdir, 'sbom.cdx.json'), sbom(root, [...new Set([...folders, ...packedByNpm(root)])].sort()));
  return inputs;
}

/** CommonJS, which Node.js starts sooner. */
async function commonJs(text) {
  const supported = { 'dynamic-import': false };
  const { code } = await transform(text, { format: 'cjs', platform: 'node', target: TARGET, supported });
  return code;
}

/** Those of an earlier build have other names. */
function removeParts(folder) {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (PART.test(name)) {
      rmSync(join(folder, name));
    }
  }
}

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
