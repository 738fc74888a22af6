/*
 * Checks the types of the program main.ts, bundles it into .build/ and runs it.
 *
 *   node tools/synth/main.js [--no-run]
 *
 * Check and bundle are made side by side, and nothing runs before both are there. Each is made only where something in it
 * has changed. The program runs in this process, which spares the start of another; `node .build/main.js` runs it
 * by itself. CommonJS, which loads faster than modules do.
 */
const { dirname, join } = require('node:path');
const { isUpToDate } = require('./inputs');
const { checkTypes } = require('./types');

const root = dirname(dirname(__dirname));
const build = join(root, '.build');

async function main() {
  const [status] = await Promise.all([checkTypes(root, build), bundleProgram()]);
  if (status !== 0) {
    process.exitCode = status;
  } else if (!process.argv.includes('--no-run')) {
    require(join(build, 'main.js'));
  }
}

async function bundleProgram() {
  if (!isUpToDate(bundleInputs(build))) {
    await require('./bundle').bundle(root, build, bundleInputs(build));
  }
}

function bundleInputs(folder) {
  return join(folder, 'inputs.json');
}

main();
