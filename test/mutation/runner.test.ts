import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './in-node';

const RUNNER = join(root, 'tools', 'mutation', 'jest-circus-until-failure.cjs');

/** The first test of a file fails; a file says that it was loaded. */
const TESTS = `
  require('fs').writeFileSync(__filename + '.loaded', '');
  it('fails', () => { throw new Error('noticed'); });
  it('is skipped', () => {});
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mutation tests '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The results of jest for two files of tests, with a mutant that is active or without one. */
function run(mutant?: string) {
  const files = ['one', 'two'].map((name) => join(folder, `${name}.test.js`));
  for (const file of files) {
    writeFileSync(file, TESTS);
  }
  writeFileSync(join(folder, 'package.json'), '{}');
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const env = { ...process.env, ...(mutant === undefined ? {} : { __STRYKER_ACTIVE_MUTANT__: mutant }) };
  const args = [jest, '--rootDir', folder, '--runInBand', '--silent', '--json', '--testRunner', RUNNER];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  const { numFailedTests, numPassedTests, numRuntimeErrorTestSuites } = JSON.parse(stdout);
  const loaded = files.filter((file) => existsSync(`${file}.loaded`)).length;
  return { numFailedTests, numPassedTests, numRuntimeErrorTestSuites, loaded };
}

describe('the test runner of mutation testing', () => {
  it('stops after the first test that notices the mutant', () => {
    expect(run('7')).toEqual({ numFailedTests: 1, numPassedTests: 0, numRuntimeErrorTestSuites: 0, loaded: 1 });
  }, 60_000);

  it('runs all tests without a mutant', () => {
    expect(run()).toEqual({ numFailedTests: 2, numPassedTests: 2, numRuntimeErrorTestSuites: 0, loaded: 2 });
  }, 60_000);
});

describe('the test files of a mutant', () => {
  /** Which of the files are run for a mutant. */
  function filtered(mutant?: string): string[] {
    mkdirSync(join(folder, 'test'));
    const covering = join(folder, 'covering.json');
    writeFileSync(covering, JSON.stringify({ 1: ['test/a.test.ts'], 2: [] }));
    const program = `
      const filter = require(process.argv[1]);
      const paths = ['a', 'b'].map((name) => require('path').resolve('test', name + '.test.ts'));
      const names = filter(paths).filtered.map((path) => require('path').basename(path, '.test.ts'));
      process.stdout.write(JSON.stringify(names));
    `;
    const env = {
      PATH: process.env['PATH'],
      MUTATION_COVERING_TESTS: covering,
      ...(mutant === undefined ? {} : { __STRYKER_ACTIVE_MUTANT__: mutant }),
    };
    const args = ['--eval', program, join(root, 'tools', 'mutation', 'covering-tests.cjs')];
    return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' }));
  }

  it.each<[string, string | undefined, string[]]>([
    ['that some reach', '1', ['a']],
    ['that none reaches', '2', []],
    ['of code that runs on loading', '3', ['a', 'b']],
    ['that does not exist, in the first run', undefined, ['a', 'b']],
  ])('are those that reach it, for one %s', (_, mutant, expected) => {
    expect(filtered(mutant)).toEqual(expected);
  });
});
