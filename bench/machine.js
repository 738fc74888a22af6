/* On what, and with which versions, something was measured. */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

function machine() {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  return `node ${process.version}, ${os.type()} ${os.arch()}, ${cpus.length} x ${cpus[0].model.trim()}, ${memory}`;
}

function packageVersion(project, name) {
  return JSON.parse(fs.readFileSync(path.join(project, 'node_modules', name, 'package.json'), 'utf8')).version;
}

function versions(project, names) {
  return names.map((name) => `${name} ${packageVersion(project, name)}`).join(', ');
}

/** The commit that is measured, and whether more than that is; results that were written a moment ago are not. */
function commit(checkout) {
  const git = (...args) => spawnSync('git', args, { cwd: checkout, encoding: 'utf8' }).stdout.trim();
  return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', ':!bench/RESULTS.md') === '' ? '' : ' with changes'}`;
}

module.exports = { commit, machine, packageVersion, versions };
