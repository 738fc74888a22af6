/* Where the time of a program goes, from V8's sampling profiler. */
const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath } = require('node:url');

/** How many rows a table of hot spots has. */
const ROWS = 12;

/** Comments with which esbuild begins each module of a bundle. */
const MODULE = /^\s*\/\/ ((?:\.\.\/)*(?:[^\s:]+\/)?(?:node_modules|src|imports)\/\S+|main\.ts)$/;

/**
 * Runs a program under the profiler.
 *
 * @param {{ args: string[], cwd?: string, env?: object }} program of Node.js
 * @param {number} interval between samples, in microseconds
 */
async function profile(workplace, { args, ...rest }, interval) {
  const folder = workplace.path('profiles');
  fs.rmSync(folder, { recursive: true, force: true });
  const options = ['--cpu-prof', '--cpu-prof-dir', folder, '--cpu-prof-interval', String(interval)];
  await workplace.run({ command: process.execPath, args: [...options, ...args], ...rest });
  const [file] = fs.readdirSync(folder);
  return JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
}

/** Own time of each node of the profile's tree, in milliseconds. */
function ownTimes({ nodes, samples, timeDeltas }) {
  const times = new Map(nodes.map(({ id }) => [id, 0]));
  for (const [index, id] of samples.entries()) {
    times.set(id, times.get(id) + Math.max(0, timeDeltas[index]) / 1000);
  }
  return times;
}

/** What is no JavaScript: it has no caller in the profile. */
const WITHOUT_STACK = ['(idle)', '(garbage collector)', '(program)', '(root)'];

/**
 * The share of time that is spent in certain functions and in all that they call.
 *
 * What has no stack, such as garbage collection, is in neither part: it counts as if it were caused in proportion. Loading
 * a module is no function of it.
 *
 * @param {(url: string) => boolean} isCounted whether functions of a file are
 */
function shareOf(data, isCounted) {
  const times = ownTimes(data);
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  let [counted, all] = [0, 0];
  const visit = (id, isInside) => {
    const { callFrame, children = [] } = nodes.get(id);
    const isIn = isInside || (isCounted(callFrame.url) && !isLoading(callFrame));
    if (!WITHOUT_STACK.includes(callFrame.functionName)) {
      all += times.get(id);
      counted += isIn ? times.get(id) : 0;
    }
    for (const child of children) {
      visit(child, isIn);
    }
  };
  visit(data.nodes[0].id, false);
  return counted / all;
}

/** A module as a whole is a function without a name, from its first line on. */
function isLoading({ functionName, lineNumber }) {
  return functionName === '' && lineNumber === 0;
}

/** Modules and packages with the most own time: rows of name and milliseconds. */
function hotSpotsOf(data) {
  const times = ownTimes(data);
  const spots = new Map();
  for (const { id, callFrame } of data.nodes) {
    const name = placeOf(callFrame);
    spots.set(name, (spots.get(name) ?? 0) + times.get(id));
  }
  spots.delete('(idle)');
  const sorted = [...spots].sort(([, a], [, b]) => b - a).slice(0, ROWS);
  return sorted.map(([name, milliseconds]) => [name, milliseconds.toFixed(milliseconds < 100 ? 1 : 0)]);
}

async function hotSpots(workplace, program, interval) {
  return hotSpotsOf(await profile(workplace, program, interval));
}

function placeOf({ functionName, url, lineNumber }) {
  if (WITHOUT_STACK.includes(functionName)) {
    return functionName;
  }
  if (!url.startsWith('file:') && !path.isAbsolute(url)) {
    return url.startsWith('node:') ? 'Node.js itself' : 'V8 itself';
  }
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  return shortened(moduleOfBundle(file, lineNumber) ?? file);
}

const modulesOfBundles = new Map();

/** The module that a line of a bundle comes from. */
function moduleOfBundle(file, lineNumber) {
  if (!/program-[0-9a-f]+\.js$/.test(file)) {
    return undefined;
  }
  if (!modulesOfBundles.has(file)) {
    let module = 'loading of the bundle';
    const modules = fs
      .readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => {
        module = MODULE.exec(line)?.[1] ?? module;
        return module;
      });
    modulesOfBundles.set(file, modules);
  }
  return modulesOfBundles.get(file)[lineNumber];
}

/** `package/lib/file.js` of a package, `src/room/file.js` of ours. */
function shortened(file) {
  const unix = file.split(path.sep).join('/');
  return (
    /.*node_modules\/(.+)$/.exec(unix)?.[1] ?? /.*?((?:src|imports|bench)\/.+)$/.exec(unix)?.[1] ?? path.basename(unix)
  );
}

module.exports = { hotSpots, hotSpotsOf, profile, shareOf };
