/* What the bundle was made from, so that it is made anew only where that has changed. */
const { readFileSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const FILE = 'inputs.json';

/** @param {string[]} files absolute */
function keepInputs(folder, files) {
  const states = Object.fromEntries(files.map((file) => [file, stateOf(file)]));
  writeFileSync(join(folder, FILE), JSON.stringify(states));
}

/** Whether every file that the bundle in the folder was made from, and the bundle itself, is as it was. */
function isUpToDate(folder) {
  try {
    const states = Object.entries(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
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
