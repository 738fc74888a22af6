/* A kosko project with the classes of kubernetes-models; Calico's kinds have none there, and are plain objects. */
const fs = require('node:fs');
const path = require('node:path');
const { literal } = require('./written-program');

/** Modules of kubernetes-models by API version. */
const MODULES = { v1: 'kubernetes-models/v1', 'apps/v1': 'kubernetes-models/apps/v1' };

/**
 * @param {object[]} objects what the program is to write for a cluster
 * @param {string} cluster name in these objects
 * @returns {Promise<{ folder: string, cold: string, fleet: string }>} the programs for one cluster and for many
 */
async function makeKosko(workplace, objects, cluster) {
  const folder = workplace.path('kosko');
  fs.mkdirSync(path.join(folder, 'components'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(__dirname, file), path.join(folder, file));
  }
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  await workplace.run({ command: 'npm', args, cwd: folder });

  fs.writeFileSync(path.join(folder, 'module-7.js'), moduleFor(objects, cluster));
  fs.writeFileSync(
    path.join(folder, 'components', 'module-7.js'),
    `module.exports = require('../module-7').componentsFor(${JSON.stringify(cluster)});\n`,
  );
  const [cold, fleet] = ['kosko-generate.js', 'kosko-fleet.js'].map((name) => path.join(folder, name));
  fs.copyFileSync(path.join(__dirname, '..', 'programs', 'kosko-generate.js'), cold);
  fs.copyFileSync(path.join(__dirname, '..', 'programs', 'kosko-fleet.js'), fleet);
  return { folder, cold, fleet };
}

function moduleFor(objects, cluster) {
  const components = objects.map((object) => {
    const module = MODULES[object.apiVersion];
    const value = literal(object, { parameter: [cluster, 'cluster'] });
    return module === undefined ? value : `new ${classOf(object)}(${value})`;
  });
  const classes = [...new Set(objects.filter(({ apiVersion }) => MODULES[apiVersion]).map(classOf))];
  return [
    ...classes.map((name) => {
      const { apiVersion } = objects.find((object) => classOf(object) === name && MODULES[object.apiVersion]);
      return `const { ${name} } = require('${MODULES[apiVersion]}/${name}');`;
    }),
    'exports.componentsFor = (cluster) => [',
    ...components.map((component) => `  ${component},`),
    '];',
    '',
  ].join('\n');
}

const classOf = ({ kind }) => kind;

module.exports = { makeKosko };
