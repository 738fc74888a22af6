/* The library as the fleets' programs load it: each module of src compiled by itself, as `npm run build` lays them out. */
const fs = require('node:fs');
const path = require('node:path');
const { buildSync } = require('esbuild');
const { statementsFor } = require('./peers/written-program');
const { CHECKOUT } = require('./workplace');

/** Rooms that are no part of the library's API. */
const OTHER_ROOMS = /^(cli|lint|testing)\/|^verify\/live\//;

/** Files of checks, for the profile: what they and all that they call take is the cost of checking. */
const CHECKS =
  /\/src\/.*(-checks|\/unique-objects|\/query\/parse|\/query\/query-parser|\/query\/tokens)\.js$|\/query\/catalogue\//;

/** @returns {string} the folder of the compiled library's index */
function compileLibrary(workplace) {
  const outdir = workplace.path('compiled');
  const sources = fs
    .readdirSync(path.join(CHECKOUT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !OTHER_ROOMS.test(file))
    .map((file) => path.join('src', file));
  buildSync({
    absWorkingDir: CHECKOUT,
    entryPoints: [...sources, path.join('imports', 'projectcalico.org.ts')],
    outbase: CHECKOUT,
    outdir,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
  workplace.linkPackages(outdir);
  return path.join(outdir, 'src');
}

/**
 * Writes a module whose `addObjects(chart, cluster)` adds objects with L1 classes.
 *
 * @param {object[]} objects of a cluster
 * @param {string} cluster its name in these objects
 */
function writeStockModule(workplace, objects, cluster) {
  const file = workplace.path('compiled', 'stock-objects.js');
  const calico = fs.readFileSync(path.join(CHECKOUT, 'imports', 'projectcalico.org.ts'), 'utf8');
  const statements = statementsFor(objects, calico, { scope: 'chart', parameter: [cluster, 'cluster'] });
  const lines = [
    "const { k8s } = require('cdk8s-plus-28');",
    "const calico = require('./imports/projectcalico.org');",
    'exports.addObjects = (chart, cluster) => {',
    ...statements.map((statement) => `  ${statement}`),
    '};',
    '',
  ];
  fs.writeFileSync(file, lines.join('\n'));
  return file;
}

const isCheck = (url) => CHECKS.test(url);

module.exports = { compileLibrary, isCheck, writeStockModule };
