/* Bundles main.ts with all that it needs. */
const { createHash } = require('node:crypto');
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');
const { keepInputs } = require('./inputs');
const { loadLess } = require('./lazily');

/** The bundle, under a name that changes with its content: what V8 keeps of one program is never taken for another. */
const PROGRAM = /^program-[0-9a-f]+\.(js|cache)$/;

/**
 * @param {string} root folder of main.ts
 * @param {string} folder takes `main.js`, which runs the bundle beside it
 * @param {string} record the file that remembers what the bundle was made from
 */
async function bundle(root, folder, record) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['main.ts'],
    outfile: join(folder, 'main.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
    plugins: loadLess(root),
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const text = outputFiles[0].text;
  const name = `program-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).filter((file) => PROGRAM.test(file) && !file.startsWith(`${name}.`))) {
    rmSync(join(folder, old));
  }
  const loader = readFileSync(join(__dirname, 'loader.js'), 'utf8').replaceAll('program-0', name);
  writeInOneStep(join(folder, `${name}.js`), text);
  writeInOneStep(join(folder, 'main.js'), loader);
  const made = [join(folder, 'main.js'), join(folder, `${name}.js`)];
  const own = ['bundle.js', 'lazily.js', 'loader.js'].map((file) => join(__dirname, file));
  const config = ['tsconfig.json', 'node_modules/esbuild/package.json'];
  const sources = [...Object.keys(metafile.inputs).filter((file) => !file.startsWith('builtin:')), ...config];
  keepInputs(record, [...sources.map((file) => join(root, file)), ...own, ...made]);
}

function writeInOneStep(file, text) {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, text);
  renameSync(partial, file);
}

module.exports = { bundle };
