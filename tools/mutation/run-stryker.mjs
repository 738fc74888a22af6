/*
 * Runs Stryker on files of a room, until it is done or the time is up.
 */
import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const MINUTE = 60_000;

/** After how many mutants to print how far the run is. */
const PROGRESS = 50;

/** What the tests of rooms do not read. Stryker copies the rest of the project. */
const NOT_COPIED = ['.build', 'API.md', 'bench', 'coverage', 'dist', 'examples', 'lib', 'packages'];

/**
 * @param {{ room: string, files: string[], tests: string[] }} work files and tests are paths from the root of the project
 * @param {string} root the root of the project
 * @param {number} deadline the time, in milliseconds, at which to stop
 * @returns {Promise<{ mutants: object[], planned: number, finished: boolean }>} the mutants that were tested
 */
export function runStryker({ room, files, tests }, root, deadline) {
  const program = join(import.meta.dirname, 'stryker-process.mjs');
  const sandbox = join('.build', 'mutation', `sandbox-${room}-${process.pid}`);
  const options = JSON.stringify({ ...optionsFor(room, files, tests), tempDirName: sandbox });
  return new Promise((resolve, reject) => {
    const child = fork(program, [options], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const result = { mutants: [], planned: 0, finished: true };
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    const stop = () => {
      killGroup(child.pid);
      rmSync(join(root, sandbox), { recursive: true, force: true, maxRetries: 5 });
    };
    const late = () => {
      result.finished = false;
      stop();
    };
    const timer = setTimeout(late, Math.min(Math.max(deadline - Date.now(), 0), 24 * 60 * MINUTE));
    process.once('exit', stop);
    child.on('message', ({ planned, mutant }) => {
      result.planned = planned ?? result.planned;
      result.mutants.push(...(mutant === undefined ? [] : [mutant]));
      if (mutant !== undefined && result.mutants.length % PROGRESS === 0) {
        process.stderr.write(`${room}: ${result.mutants.length} of ${result.planned} mutants\n`);
      }
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      stop();
      process.off('exit', stop);
      if (status !== 0 && result.finished) {
        reject(new Error(`Stryker failed on ${room}:\n${output.trimEnd()}`));
      } else {
        resolve(result);
      }
    });
  });
}

function optionsFor(room, files, tests) {
  return {
    mutate: files,
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    // Stryker would rewrite it with TypeScript's API, which TypeScript 7 does not have. Tests are compiled without it.
    tsconfigFile: 'none',
    // The documented default is one process for each core; mutation testing must leave room for others.
    concurrency: 1,
    // Jest keeps memory from run to run.
    maxTestRunnerReuse: 40,
    timeoutMS: 10_000,
    ignorePatterns: NOT_COPIED,
    incremental: true,
    incrementalFile: `.build/mutation/${room}.json`,
    plugins: [
      '@stryker-mutator/jest-runner',
      join(import.meta.dirname, 'documentation.mjs'),
      join(import.meta.dirname, 'messenger.mjs'),
    ],
    ignorers: ['documentation'],
    reporters: ['messenger'],
    clearTextReporter: { allowColor: false },
    fileLogLevel: 'off',
    logLevel: 'error',
    jest: {
      projectType: 'custom',
      configFile: 'jest.config.js',
      enableFindRelatedTests: false,
      config: { roots: tests.filter((path) => !path.endsWith('.ts')).map((path) => `<rootDir>/${path}`) },
    },
  };
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
