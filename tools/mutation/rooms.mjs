/*
 * The rooms of src/, as far as mutation testing is concerned: which tests belong to a room, and what share of its mutants
 * they must notice.
 */
import { createHash } from 'node:crypto';

/**
 * The minutes that a room needs for a sample that says something: its tests are run once, and then for each mutant. Some rooms
 * have tests that start programs.
 */
const MINUTES_OF_ROOM = 3.3;
const MORE_MINUTES = { backtest: 7, cli: 9, convert: 7, drill: 5, lint: 7, upgrade: 5, verify: 7 };

/** The rooms whose faults would be silent: a wrong result, and nothing that looks wrong. */
const STRICT = ['base', 'kubernetes', 'calico', 'query', 'logs', 'kinds', 'evaluation', 'reading', 'lint'];

/** Tests of a room that are not in the folder of the same name. */
const MORE_TESTS = {
  backtest: ['test/cli/{backtest-command,backtest-jobs,backtest-log-store,calibrate-command}.test.ts'],
  configuration: ['test/cli/lint-unused-settings.test.ts'],
  evaluation: ['test/backtest/{packed-partials,partials-files,stored-logs}.test.ts'],
  kind: ['test/kinds'],
  'kinds/alert-exception': ['test/lint/now.test.ts'],
  'kinds/log-settings': ['test/lint/log-settings.test.ts'],
  logs: ['test/kinds/global-alert/query-checks.test.ts'],
  reading: ['test/lint/{environment-places,odd-names,places,scenarios,unfinished-files}.test.ts'],
  verify: ['test/cli/{verify-*,detect-*,hostile-*,credentials}.test.ts'],
};

/**
 * Tests of how long something takes, which mutation testing makes fail; of a program whose types are checked, which those of
 * changed code are not; and of files as they are in git.
 */
export const TESTS_WITHOUT_MUTANTS = [
  'test/cli/launcher.test.ts',
  'test/drill/nmap.test.ts',
  'test/lint/linear-time.test.ts',
  'test/output/fleet/several-runs.test.ts',
  'test/output/program.test.ts',
];

/** Files that contain nothing but documentation: examples, and sentences that many rules share. */
export const DOCUMENTATION = ['src/base/example-manifests.ts', 'src/base/who-checks.ts'];

/** The room of a source file, for a kind its folder; undefined for `src/index.ts`, which only exports. */
export function roomOf(file) {
  return /^src\/(kinds\/[^/]+|[^/]+)\/./.exec(file)?.[1];
}

/** The percentage of mutants that the tests of a room must notice. */
export function thresholdOf(room) {
  return STRICT.includes(room.split('/')[0]) ? 85 : 75;
}

/**
 * As many rooms as there is time for, drawn at random; at least one.
 *
 * @param {string[]} rooms
 * @param {number} minutes for all of them
 * @param {string} seed
 */
export function roomsInTime(rooms, minutes, seed) {
  const lot = (room) => createHash('sha256').update(`${seed} ${room}`).digest('hex');
  const drawn = rooms.toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1));
  const fits = (count) => minutesFor(drawn.slice(0, count)) <= minutes;
  return drawn.slice(0, Math.max(1, drawn.findLastIndex((_, index) => fits(index + 1)) + 1));
}

/** The minutes that rooms need together. */
export function minutesFor(rooms) {
  return rooms.reduce((sum, room) => sum + (MORE_MINUTES[room] ?? MINUTES_OF_ROOM), 0);
}

/** Tests of all kinds: of what is on clusters, of the programs that convert creates, and of arguments of wrong types. */
const TESTS_OF_KINDS = [
  'test/kinds/live-checks.test.ts',
  'test/convert/constructs.test.ts',
  'test/arguments/javascript.test.ts',
];

/** Where the tests of a room are. */
export function testsOf(room) {
  return [`test/${room}`, ...(MORE_TESTS[room] ?? []), ...(room.startsWith('kinds/') ? TESTS_OF_KINDS : [])];
}
