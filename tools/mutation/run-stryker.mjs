/*
 * Runs Stryker on files of a room, until it is done or the time is up.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import jestConfig from '../../jest.config.js';
import { killGroup } from '../kill-group.mjs';
import { TESTS_WITHOUT_MUTANTS } from './rooms.mjs';

const MINUTE = 60_000;

/** After how many mutants to print how far the run is. */
const PROGRESS = 50;

/** What the tests of rooms do not read. Stryker copies the rest of the project. */
const NOT_COPIED = ['.build', 'API.md', 'coverage', 'dist', 'lib', 'packages'];

/**
 * @param {{ room: string, files: string[], tests: string[] }} work files and tests are paths from the root of the project
 * @param {string} root the root of the project
 * @param {{ deadline: number, sample: number, seed: string }} limits the time in milliseconds, and the number of tested
 * mutants, at which to stop; the seed of their order
 * @returns {Promise<{ planned: object[], tested: object[], finished: boolean }>} all mutants, with a status if it is known
 * without a test, and a random sample of the others, or all of them, with the outcome of their tests
 */
export function runStryker({ room, files, tests }, root, { deadline, sample, seed }) {
  const folder = join('.build', 'mutation', `${nameOf(room)}-${process.pid}`);
  const result = { planned: [], tested: [], finished: true };
  mkdirSync(join(root, folder, 'sandbox'), { recursive: true });
  linkShared(root, join(root, folder, 'sandbox'));
  const options = JSON.stringify({ ...optionsFor(room, files, tests), tempDirName: join(folder, 'sandbox') });
  const child = fork(join(import.meta.dirname, 'stryker-process.mjs'), [options], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      FUZZ_RUNS: '50',
      MUTATION_SEED: seed,
      MUTATION_COVERING_TESTS: join(root, folder, 'covering-tests.json'),
    },
  });
  const stop = () => {
    killGroup(child.pid);
    rmSync(join(root, folder), { recursive: true, force: true, maxRetries: 5 });
  };
  const stopEarly = () => {
    result.finished = false;
    stop();
  };
  const timer = setTimeout(stopEarly, Math.min(Math.max(deadline - Date.now(), 0), 24 * 60 * MINUTE));
  process.once('exit', stop);
  let untested = new Set();
  child.on('message', ({ planned, tested }) => {
    if (planned !== undefined) {
      result.planned = planned;
      untested = new Set(planned.filter(({ status }) => status === undefined).map(({ id }) => id));
    } else if (untested.has(tested.id) && result.finished) {
      result.tested.push(tested);
      report(room, result.tested.length, untested.size);
      if (result.tested.length === sample) {
        stopEarly();
      }
    }
  });
  return ended(child).then(({ status, output }) => {
    clearTimeout(timer);
    stop();
    process.off('exit', stop);
    if (status !== 0 && result.finished) {
      throw new Error(`Stryker failed on ${room}:\n${output.trimEnd()}`);
    }
    return result;
  });
}

/** Some tests read the folder next to the project, which must be next to its copy as well. */
function linkShared(root, folder) {
  const shared = resolve(root, '..', 'shared');
  if (existsSync(shared)) {
    symlinkSync(shared, join(folder, 'shared'));
  }
}

function ended(child) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, output }));
  });
}

function report(room, tested, all) {
  if (tested % PROGRESS === 0) {
    process.stderr.write(`${room}: ${tested} of ${all} mutants\n`);
  }
}

function nameOf(room) {
  return room.replaceAll('/', '-');
}

function optionsFor(room, files, tests) {
  return {
    mutate: files,
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    // Stryker would rewrite it with TypeScript's API, which TypeScript 7 does not have. Tests are compiled without it.
    tsconfigFile: 'none',
    // The documented default is one process for each core; mutation testing must leave room for others. Stryker starts
    // another one when the checker is done.
    concurrency: 1,
    // Jest keeps memory from run to run.
    maxTestRunnerReuse: 80,
    timeoutMS: 10_000,
    // The whole run has a deadline.
    dryRunTimeoutMinutes: 24 * 60,
    ignorePatterns: NOT_COPIED,
    incremental: true,
    incrementalFile: `.build/mutation/${nameOf(room)}.json`,
    plugins: [
      '@stryker-mutator/jest-runner',
      join(import.meta.dirname, 'documentation.mjs'),
      join(import.meta.dirname, 'messenger.mjs'),
      join(import.meta.dirname, 'random-order.mjs'),
    ],
    ignorers: ['documentation'],
    checkers: ['random-order'],
    reporters: ['messenger'],
    clearTextReporter: { allowColor: false },
    fileLogLevel: 'off',
    logLevel: 'error',
    jest: {
      projectType: 'custom',
      configFile: 'jest.config.js',
      enableFindRelatedTests: false,
      config: {
        roots: [...new Set(tests.map((path) => `<rootDir>/${path.endsWith('.ts') ? dirname(path) : path}`))],
        testMatch: tests.map((path) => `<rootDir>/${path}${path.endsWith('.ts') ? '' : '/**/*.test.ts'}`),
        testPathIgnorePatterns: TESTS_WITHOUT_MUTANTS.map((path) => `<rootDir>/${path}`),
        testRunner: join(import.meta.dirname, 'jest-circus-until-failure.cjs'),
        // Stryker replaces the whole of it.
        moduleNameMapper: {
          ...jestConfig.moduleNameMapper,
          '^fast-check$': join(import.meta.dirname, 'fast-check.cjs'),
        },
        filter: join(import.meta.dirname, 'covering-tests.cjs'),
      },
    },
  };
}
