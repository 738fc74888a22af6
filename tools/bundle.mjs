/*
 * Makes the command and the validation plugin: each one file with all that it needs, beside the library that jsii made.
 *
 *   node tools/bundle.mjs [FOLDER]        writes into lib unless a folder is named
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const COMMAND = 'bin/calico-threat-defense';
const PLUGIN = 'validation';

/** What constructs are made with. Checks do without, but live in files that name these packages. */
const PACKAGES_OF_CONSTRUCTS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

/** What checks use of them nevertheless, by the file that has it and needs no other. */
const USED_BY_CHECKS = { Duration: 'cdk8s/lib/duration.js' };

/**
 * Bundles command and plugin.
 *
 * @param {string} outdir takes `bin/calico-threat-defense.js`, `validation.js` and `LICENSES.txt`
 * @returns {Promise<string[]>} the source files and modules that went in, from the root of the project on
 */
export async function bundle(outdir) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { [COMMAND]: 'src/cli/main.ts', [PLUGIN]: 'src/lint/validation-plugin.ts' },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    plugins: [unusedModulesVanish, constructsStayOut],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const command = join(outdir, `${COMMAND}.js`);
  writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, 'utf8')}`);
  chmodSync(command, 0o755);
  const inputs = Object.keys(metafile.inputs);
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'LICENSES.txt'), licences(inputs));
  return inputs;
}

/** Our modules do nothing when they are loaded, so that what is not used of a room need not be there. */
const unusedModulesVanish = {
  name: 'unused-modules-vanish',
  setup({ onResolve, resolve: resolvePath }) {
    onResolve({ filter: /^\./ }, async ({ path, pluginData, ...options }) => {
      if (pluginData === unusedModulesVanish || !options.resolveDir.startsWith(join(root, 'src'))) {
        return undefined;
      }
      const result = await resolvePath(path, { ...options, pluginData: unusedModulesVanish });
      return { ...result, sideEffects: false };
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

/** The licences of the packages that went in, as they ask for. */
function licences(inputs) {
  const folders = new Set(
    inputs.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]).filter(Boolean),
  );
  const texts = [...folders].sort().map((path) => {
    const folder = resolve(root, path);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const text = ['LICENSE', 'LICENSE.md', 'LICENCE'].map((file) => textOf(join(folder, file))).find(Boolean);
    if (text === undefined) {
      throw new Error(`${manifest.name} has no licence text that could be kept`);
    }
    const notice = textOf(join(folder, 'NOTICE')) ?? '';
    return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${[notice, text].join('\n').trim()}\n`;
  });
  const intro = `The command and the validation plugin (${license}) contain these packages:\n`;
  return [intro, ...texts].join(`\n${'-'.repeat(80)}\n\n`);
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle(resolve(process.argv[2] ?? join(root, 'lib')));
}
