/*
 * Checks the types of the program main.ts, bundles it into .build/ and runs it.
 *
 *   node tools/synth/main.js [--no-run]
 *
 * Check and bundle are made side by side, and nothing runs before both are there. The bundle is made only where something
 * in it has changed. The program runs in this process, which spares the start of another; `node .build/main.js` runs it
 * by itself. CommonJS, which loads faster than modules do.
 */
const { spawn } = require('node:child_process');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { isUpToDate } = require('./inputs');

const root = dirname(dirname(__dirname));
const build = join(root, '.build');

async function main() {
  const [status] = await Promise.all([checkTypes(), bundleProgram()]);
  if (status !== 0) {
    process.exitCode = status;
  } else if (!process.argv.includes('--no-run')) {
    require(join(build, 'main.js'));
  }
}

/** The exit code of the compiler, which prints what is wrong. */
function checkTypes() {
  const args = ['--project', join(root, 'tsconfig.build.json')];
  const compiler = spawn(nativeCompiler(), args, { stdio: 'inherit' });
  return new Promise((done, fail) => {
    compiler.once('error', fail);
    compiler.once('exit', (code) => done(code ?? 1));
  });
}

/** The command of the package typescript is one more Node.js process, which does nothing but start this one. */
function nativeCompiler() {
  const typescript = createRequire(require.resolve('typescript/package.json'));
  const folder = dirname(typescript.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`));
  return join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
}

async function bundleProgram() {
  if (!isUpToDate(build)) {
    await require('./bundle').bundle(root, build);
  }
}

main();
