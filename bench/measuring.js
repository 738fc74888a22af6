/* Runs programs in turn, and keeps their times and their peak memory. */
const fs = require('node:fs');
const path = require('node:path');
const { median } = require('./statistics');

const PRELOAD = path.join(__dirname, 'peak-memory.js');

/**
 * @typedef {object} Contestant
 * @property {string} label
 * @property {number} [runs] of all rounds, how many it takes part in; all unless given
 * @property {boolean} [isLong] whether it takes so long that a warm-up would not show, and measuring memory does not
 * @property {boolean} [isOther] whether what it measures is not Node.js, and starts it or is started by it
 * @property {object} program what `Workplace.run` takes
 * @property {() => void} [before] done before each run, and not timed
 * @property {() => void} [after] looks at what a run has made, and is not timed either
 *
 * @typedef {object} Measured
 * @property {string} label
 * @property {number[]} times in seconds
 * @property {number} median of the times
 * @property {number | undefined} peak memory of the largest Node.js process, in MiB
 */

/**
 * Runs all contestants once, then again, so that what the machine does besides meets them alike.
 *
 * A first round is not counted. Memory is measured in it, since that adds a millisecond, which short runs feel. Long ones are
 * spared it, and have their memory measured in each run.
 *
 * @param {import('./workplace').Workplace} workplace
 * @param {Contestant[]} contestants
 * @param {number} rounds
 * @param {(text: string) => void} progress
 * @returns {Promise<Measured[]>}
 */
async function measure(workplace, contestants, rounds, progress) {
  const results = contestants.map(({ label }) => ({ label, times: [], peaks: [] }));
  for (let round = 0; round <= rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const { label, runs = rounds, isLong = false } = contestant;
      if (round > runs || (round === 0 && isLong)) {
        continue;
      }
      const { seconds, peak } = await oneRun(workplace, contestant, round === 0 || isLong);
      progress(`${round === 0 ? 'warm-up' : `round ${round} of ${runs}`}: ${label}: ${seconds.toFixed(2)} s`);
      if (round > 0) {
        results[index].times.push(seconds);
      }
      if (peak !== undefined) {
        results[index].peaks.push(peak);
      }
    }
  }
  return results.map(({ label, times, peaks }) => ({
    label,
    times,
    median: median(times),
    peak: peaks.length === 0 ? undefined : Math.max(...peaks),
  }));
}

async function oneRun(workplace, { program, before, after, isOther = false }, isMemoryMeasured) {
  before?.();
  const result =
    isMemoryMeasured && !isOther ? await withPeakMemory(workplace, program) : { seconds: await workplace.run(program) };
  after?.();
  return result;
}

async function withPeakMemory(workplace, program) {
  const file = workplace.path('peak-memory.txt');
  fs.rmSync(file, { force: true });
  const env = { ...program.env, BENCH_PEAK_MEMORY: file, NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}` };
  const seconds = await workplace.run({ ...program, env });
  const peaks = fs.readFileSync(file, 'utf8').trim().split('\n').map(Number);
  return { seconds, peak: Math.max(...peaks) / 1024 };
}

module.exports = { measure };
