/*
 * Mutation testing: changes the source in small ways, and counts how many of the changes the tests notice.
 *
 *   node tools/mutation/main.mjs ROOM... [--minutes N]
 *   node tools/mutation/main.mjs --changed [BASE] [--minutes N]
 *
 * ROOM is a folder of src/ (base), or a folder or a file below one (kinds/ad-jobs). With --changed, the files of src/ that
 * differ from BASE; by default from where origin/main and HEAD parted, or from HEAD~1 if there is no such place before HEAD;
 * in a clone without history, no files.
 *
 * Exits with 1 if the tests of a room notice fewer mutants than rooms.mjs demands, or equivalent.yaml is out of date. When
 * the time is up, the score is estimated from the mutants that were tested. An estimate fails nothing, because the mutants
 * that no test reaches come first, and those of one file after another.
 */
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Equivalents } from './equivalents.mjs';
import { roomOf, testsOf, thresholdOf } from './rooms.mjs';
import { runStryker } from './run-stryker.mjs';
import { scoreOf } from './score.mjs';
import { changedFiles, filesBelow } from './selection.mjs';

const USAGE = 'usage: npm run mutation -- (ROOM... | --changed [BASE]) [--minutes N]';
const root = resolve(import.meta.dirname, '..', '..');

for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 })) {
  process.on(signal, () => process.exit(128 + number));
}

try {
  const { files, minutes } = selected(process.argv.slice(2));
  process.exitCode = (await testRooms(files, Date.now() + minutes * 60_000)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

/** The files to mutate, and how long that may last. */
function selected(args) {
  const options = { changed: { type: 'boolean' }, minutes: { type: 'string' } };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
  if (!(minutes > 0) || (values.changed ? positionals.length > 1 : positionals.length === 0)) {
    throw new Error(USAGE);
  }
  const files = values.changed ? changedFiles(root, positionals[0]) : filesBelow(root, positionals);
  return { files, minutes };
}

/** Tests the files, room by room. */
async function testRooms(files, deadline) {
  const rooms = [...new Set(files.map(roomOf))].filter((room) => room !== undefined);
  if (rooms.length === 0) {
    process.stdout.write('No file of a room has changed.\n');
  }
  let passed = true;
  for (const [index, room] of rooms.entries()) {
    const ofRoom = files.filter((file) => roomOf(file) === room);
    // No room may take the time of those after it.
    const until = Date.now() + (deadline - Date.now()) / (rooms.length - index);
    passed = (await testRoom(room, ofRoom, until)) && passed;
  }
  return passed;
}

async function testRoom(room, files, deadline) {
  const run = await runStryker({ room, files, tests: testsOf(room) }, root, deadline);
  const { finished } = run;
  // An incremental run also reports what it knows of files that were not asked for.
  const mutants = run.mutants.filter(({ fileName }) => files.includes(relative(root, fileName)));
  const planned = finished ? mutants.length : run.planned - (run.mutants.length - mutants.length);
  const equivalents = Equivalents.read(join(import.meta.dirname, 'equivalent.yaml'));
  const complete = finished ? files : [];
  const { survivors, score, total, outdated } = scoreOf(mutants, equivalents, root, { complete, planned });
  const threshold = thresholdOf(room);
  for (const { place, mutatorName, original, replacement } of survivors) {
    process.stdout.write(`${place}: ${mutatorName}: ${original} -> ${replacement}\n`);
  }
  for (const { file, line, original } of outdated) {
    process.stdout.write(`${file}: equivalent.yaml lists a mutant of ${original} that no longer survives: ${line}\n`);
  }
  const late = finished
    ? ''
    : `; ${planned === 0 ? 'no' : `only ${mutants.length} of ${planned}`} mutants were tested in time`;
  process.stdout.write(`${room}: ${score.toFixed(1)} % of ${total} mutants noticed, ${threshold} % required${late}\n`);
  return !finished || (score >= threshold && outdated.length === 0);
}
