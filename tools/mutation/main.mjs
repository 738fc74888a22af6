/*
 * Mutation testing: changes the source in small ways, and counts how many of the changes the tests notice.
 *
 *   node tools/mutation/main.mjs ROOM... [--minutes N] [--sample N] [--seed TEXT]
 *   node tools/mutation/main.mjs --changed [BASE] [--minutes N] [--sample N] [--seed TEXT]
 *
 * ROOM is a folder of src/ (base), or a folder or a file below one (kinds/ad-jobs). With --changed, the files of src/ that
 * differ from BASE; by default from where origin/main and HEAD parted, or from HEAD~1 if there is no such place before HEAD;
 * in a clone without history, no files.
 *
 * Mutants are tested in random order. When the time is up, or as many mutants of a room were tested as --sample says (at
 * least 50), the score is estimated from them, with its 95 % confidence interval. The seed of the order is the commit, so a
 * run can be repeated. If there is not enough time for all rooms, those that there is time for are drawn with that seed.
 *
 * Exits with 1 if the tests of a room notice fewer mutants than rooms.mjs demands, so even the upper end of the interval is
 * below it; if too few mutants of a room were tested to judge; or if equivalent.yaml is out of date.
 */
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Equivalents } from './equivalents.mjs';
import { minutesFor, roomOf, roomsInTime, testsOf } from './rooms.mjs';
import { runStryker } from './run-stryker.mjs';
import { FEWEST, scoreOf } from './score.mjs';
import { changedFiles, commit, filesBelow } from './selection.mjs';
import { verdictOf } from './verdict.mjs';

const USAGE = 'usage: npm run mutation -- (ROOM... | --changed [BASE]) [--minutes N] [--sample N] [--seed TEXT]';
const MINUTE = 60_000;

const root = resolve(import.meta.dirname, '..', '..');

for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 })) {
  process.on(signal, () => process.exit(128 + number));
}

try {
  const { files, minutes, ...limits } = selected(process.argv.slice(2));
  process.exitCode = (await testRooms(files, { ...limits, deadline: Date.now() + minutes * MINUTE })) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

/** The files to mutate, and when to stop. */
function selected(args) {
  const text = { type: 'string' };
  const options = { changed: { type: 'boolean' }, minutes: text, sample: text, seed: text };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
  const sample = Number(values.sample ?? Number.POSITIVE_INFINITY);
  if (!(minutes > 0 && sample >= FEWEST) || (values.changed ? positionals.length > 1 : positionals.length === 0)) {
    throw new Error(USAGE);
  }
  const files = values.changed ? changedFiles(root, positionals[0]) : filesBelow(root, positionals);
  return { files, minutes, sample, seed: values.seed ?? commit(root) };
}

/** Tests the files, room by room. */
async function testRooms(files, { deadline, sample, seed }) {
  const rooms = [...new Set(files.map(roomOf))].filter((room) => room !== undefined);
  if (rooms.length === 0) {
    process.stdout.write('No file of a room has changed.\n');
  }
  const drawn = roomsInTime(rooms, (deadline - Date.now()) / MINUTE, seed);
  if (drawn.length < rooms.length) {
    const others = rooms.filter((room) => !drawn.includes(room)).join(', ');
    process.stdout.write(`There is time for ${drawn.length} of ${rooms.length} rooms. Not drawn: ${others}\n`);
  }
  let passed = true;
  for (const [index, room] of drawn.entries()) {
    const ofRoom = files.filter((file) => roomOf(file) === room);
    // No room may take the time of those after it.
    const share = minutesFor([room]) / minutesFor(drawn.slice(index));
    const until = Date.now() + (deadline - Date.now()) * share;
    passed = (await testRoom(room, ofRoom, { deadline: until, sample, seed })) && passed;
  }
  return passed;
}

async function testRoom(room, files, limits) {
  const run = await runStryker({ room, files, tests: testsOf(room) }, root, limits);
  // An incremental run also reports what it knows of files that were not asked for.
  const planned = run.planned.filter(({ fileName }) => files.includes(relative(root, fileName)));
  const equivalents = Equivalents.read(join(import.meta.dirname, 'equivalent.yaml'), root);
  // Before there is a plan, it is not known how many mutants there are.
  const started = run.finished || run.planned.length > 0;
  const result = scoreOf({ files, planned, tested: run.tested, started }, equivalents, root);
  for (const { place, mutatorName, original, replacement, status } of result.survivors) {
    const reached = status === 'NoCoverage' ? ' (no test reaches it)' : '';
    process.stdout.write(`${place}: ${mutatorName}: ${original} -> ${replacement}${reached}\n`);
  }
  for (const { file, line, original } of result.outdated) {
    process.stdout.write(`${file}: equivalent.yaml lists a mutant of ${original} that does not survive: ${line}\n`);
  }
  const { passed, text } = verdictOf(room, result);
  process.stdout.write(`${text}\n`);
  return passed;
}
