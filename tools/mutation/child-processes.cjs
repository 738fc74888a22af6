/*
 * Lets programs that tests start take part in mutation testing: they get the mutant, and in the first run, without a mutant,
 * they tell which mutants they reach. Stryker only knows of the process of the tests.
 */
const childProcess = require('node:child_process');
const { mkdtempSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const MUTANT = '__STRYKER_ACTIVE_MUTANT__';
const STARTERS = ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync', 'fork'];
const PRELOADED = join(__dirname, 'reached-mutants.cjs');

let folder;

/** Gives variables to the programs that tests start, whatever environment they have. */
function followPrograms() {
  for (const name of STARTERS) {
    const start = childProcess[name];
    childProcess[name] = Object.assign((file, ...others) => start(file, ...withVariables(others)), start);
  }
}

/** Arguments can be left out, so options are the second or the third one. */
function withVariables(others) {
  const at = Array.isArray(others[0]) || (others.length > 1 && others[0] == null) ? 1 : 0;
  const options = typeof others[at] === 'object' ? others[at] : undefined;
  const env = options?.env ?? process.env;
  const changed = { ...options, env: { ...env, ...variables(env) } };
  return [...others.slice(0, at), changed, ...others.slice(options === undefined ? at : at + 1)];
}

function variables(env) {
  const mutant = process.env[MUTANT];
  if (mutant !== undefined) {
    return { [MUTANT]: mutant };
  }
  return {
    MUTATION_REACHED: folder,
    NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(PRELOADED)}`,
  };
}

/** In the first run, what programs reach is reached by the test that starts them, or by the first one after them. */
function countReached(environment) {
  const handle = environment.handleTestEvent?.bind(environment);
  const context = environment.global.__stryker__;
  environment.handleTestEvent = async (event, state) => {
    if (event.name === 'test_done' && context !== undefined) {
      addReached(context);
    }
    await handle?.(event, state);
  };
}

function addReached(context) {
  context.mutantCoverage ??= { static: {}, perTest: {} };
  const { perTest } = context.mutantCoverage;
  perTest[context.currentTestId] ??= {};
  const reached = perTest[context.currentTestId];
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    for (const id of JSON.parse(readFileSync(file, 'utf8'))) {
      reached[id] = (reached[id] ?? 0) + 1;
    }
    rmSync(file);
  }
}

if (process.env[MUTANT] === undefined) {
  folder = mkdtempSync(join(tmpdir(), 'reached mutants '));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

module.exports = { countReached, followPrograms };
