/* What a result was made from, so that it is made anew only where that has changed. */
const { readFileSync, statSync, writeFileSync } = require('node:fs');

/**
 * @param {string} record the file that remembers the inputs of the result
 * @param {string[]} files absolute
 */
function keepInputs(record, files) {
  const states = Object.fromEntries(files.map((file) => [file, stateOf(file)]));
  writeFileSync(record, JSON.stringify(states));
}

/** Whether every file of the record is as it was. */
function isUpToDate(record) {
  try {
    const states = Object.entries(JSON.parse(readFileSync(record, 'utf8')));
    return states.every(([file, state]) => stateOf(file) === state);
  } catch {
    return false;
  }
}

function stateOf(file) {
  const { size, mtimeMs, ino } = statSync(file);
  return `${size} ${mtimeMs} ${ino}`;
}

module.exports = { keepInputs, isUpToDate };
