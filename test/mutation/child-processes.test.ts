import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './in-node';

const CHILD_PROCESSES = join(root, 'tools', 'mutation', 'child-processes.cjs');

/** What a script prints that has the functions of child-processes.cjs, in a process in which a mutant is active or none. */
function run(script: string, mutant?: string): unknown {
  const program = `
    const { countReached, followPrograms } = require(${JSON.stringify(CHILD_PROCESSES)});
    ${script}
  `;
  const env = { PATH: process.env['PATH'], ...(mutant === undefined ? {} : { __STRYKER_ACTIVE_MUTANT__: mutant }) };
  return JSON.parse(execFileSync(process.execPath, ['--eval', program], { env, encoding: 'utf8' }));
}

describe('the programs that tests start', () => {
  it.each([
    ['with an environment of their own', 'execFileSync(node, args, { env: {}, encoding: "utf8" })'],
    ['with other options', 'execFileSync(node, args, { encoding: "utf8" })'],
    ['without options', 'String(execFileSync(node, args))'],
    ['without arguments', 'String(spawnSync(node, { input: script }).stdout)'],
    ['with arguments that are not defined', 'String(spawnSync(node, undefined, { input: script }).stdout)'],
    ['with a shell', `execSync("'" + node + "' -p '" + script + "'", { encoding: "utf8" })`],
  ])('get the mutant: %s', (_, started) => {
    const printed = run(
      `
        followPrograms();
        const { execFileSync, execSync, spawnSync } = require('node:child_process');
        const node = process.execPath;
        const script = 'console.log(process.env.__STRYKER_ACTIVE_MUTANT__)';
        const args = ['--eval', script];
        process.stdout.write(JSON.stringify(${started}));
      `,
      '7',
    );
    expect(String(printed).split('\n')[0]).toBe('7');
  });

  it('count as reaching what they reach, once, for the test that started them', () => {
    const counted = run(`
      followPrograms();
      const { execFileSync } = require('node:child_process');
      const context = { currentTestId: 'first' };
      const events = [];
      const environment = { global: { __stryker__: context }, handleTestEvent: async ({ name }) => events.push(name) };
      countReached(environment);
      const reach = (ids) => execFileSync(
        process.execPath,
        ['--eval', 'globalThis.__stryker__ = { mutantCoverage: { static: ' + JSON.stringify(ids) + ' } }'],
        { env: {} },
      );
      (async () => {
        reach({ 1: 3, 5: 1 });
        reach({ 5: 1 });
        await environment.handleTestEvent({ name: 'test_fn_start' });
        await environment.handleTestEvent({ name: 'test_done' });
        context.currentTestId = 'second';
        await environment.handleTestEvent({ name: 'test_done' });
        process.stdout.write(JSON.stringify([context.mutantCoverage, events]));
      })();
    `);
    expect(counted).toEqual([
      { static: {}, perTest: { first: { 1: 1, 5: 2 }, second: {} } },
      ['test_fn_start', 'test_done', 'test_done'],
    ]);
  });

  it('are started as ever if the tests are not run by Stryker', () => {
    const printed = run(`
      countReached({ global: {} });
      process.stdout.write(JSON.stringify('fine'));
    `);
    expect(printed).toBe('fine');
  });
});
