/*
 * Runs the bundle beside this file, with what V8 kept of it: the first run of a bundle leaves its compiled code, which
 * makes the next ones start in half the time. Where that is missing, or comes from another Node.js, it is compiled.
 */
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const filename = join(__dirname, 'program-0.js');
const cache = join(__dirname, 'program-0.cache');

function keptCode() {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

const cachedData = keptCode();
const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
script.runInThisContext()(exports, require, module, filename, __dirname);

if (cachedData === undefined || script.cachedDataRejected) {
  try {
    const partial = `${cache}.${process.pid}`;
    writeFileSync(partial, script.createCachedData());
    renameSync(partial, cache);
  } catch {
    // Where nothing can be written, the next run starts no faster.
  }
}
