/*
 * The rooms of src/, as far as mutation testing is concerned: which tests belong to a room, and what share of its mutants
 * they must notice.
 */

/** The rooms whose faults would be silent: a wrong result, and nothing that looks wrong. */
const STRICT = ['base', 'kubernetes', 'calico', 'query', 'logs', 'kinds', 'evaluation', 'reading', 'lint'];

/** Tests of a room that are not in the folder of the same name. */
const MORE_TESTS = {
  cli: ['test/rules/rules.test.ts'],
  kind: ['test/kinds'],
  'kinds/log-settings': ['test/lint/log-settings.test.ts'],
  lint: ['test/cases'],
  logs: ['test/kinds/global-alert/query-checks.test.ts'],
  reading: ['test/lint'],
  verify: ['test/cli'],
};

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

/** Where the tests of a room are. */
export function testsOf(room) {
  return [`test/${room}`, ...(MORE_TESTS[room] ?? [])];
}
