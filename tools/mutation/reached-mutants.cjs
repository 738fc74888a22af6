/*
 * Loaded into programs that tests start, in the first run of mutation testing: writes which mutants a program has reached, when
 * it ends.
 */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { threadId } = require('node:worker_threads');

const folder = process.env.MUTATION_REACHED;

process.once('exit', () => {
  const reached = Object.keys(globalThis.__stryker__?.mutantCoverage?.static ?? {});
  if (folder !== undefined && reached.length > 0) {
    writeFileSync(join(folder, `${process.pid}-${threadId}.json`), JSON.stringify(reached));
  }
});
