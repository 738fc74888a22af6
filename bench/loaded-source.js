/* Modules of src in the process that measures them. */
const { buildSync } = require('esbuild');
const { CHECKOUT } = require('./workplace');

/**
 * Bundles a module, without packages such as cdk8s, of which there must be one.
 *
 * @param {string} contents a module of TypeScript that exports from `./src/…`
 */
function loadSource(contents) {
  const { outputFiles } = buildSync({
    absWorkingDir: CHECKOUT,
    stdin: { contents, resolveDir: CHECKOUT, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    write: false,
  });
  const loaded = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(loaded, loaded.exports, require);
  return loaded.exports;
}

module.exports = { loadSource };
