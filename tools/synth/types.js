/* Checks the types of main.ts and of all that it imports. */
const { spawn } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join, resolve } = require('node:path');
const { isUpToDate, keepInputs } = require('./inputs');

/** The name by which the compiler calls its own declarations, which are in its package. */
const OF_THE_COMPILER = /^lib\.[\w.]+\.d\.ts$/;

/**
 * @param {string} root folder of main.ts
 * @param {string} folder takes what the compiler remembers of its last run
 * @returns {Promise<number>} the exit code of the compiler, which prints what is wrong
 */
async function checkTypes(root, folder) {
  const record = join(folder, 'types.json');
  if (isUpToDate(record)) {
    return 0;
  }
  const compiler = nativeCompiler();
  const status = await run(compiler, ['--project', join(root, 'tsconfig.build.json')]);
  if (status === 0) {
    keepInputs(record, [...checkedFiles(folder), ...configuration(root), compiler]);
  }
  return status;
}

/** The command of the package typescript is one more Node.js process, which does nothing but start this one. */
function nativeCompiler() {
  const typescript = createRequire(require.resolve('typescript/package.json'));
  const folder = dirname(typescript.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`));
  return join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
}

function run(command, args) {
  const child = spawn(command, args, { stdio: 'inherit' });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}

function checkedFiles(folder) {
  const { fileNames, packageJsons } = JSON.parse(readFileSync(join(folder, 'tsconfig.tsbuildinfo'), 'utf8'));
  const files = [...fileNames, ...packageJsons].filter((file) => !OF_THE_COMPILER.test(file));
  return files.map((file) => resolve(folder, file));
}

function configuration(root) {
  return ['tsconfig.json', 'tsconfig.build.json', 'package.json'].map((file) => join(root, file));
}

module.exports = { checkTypes };
