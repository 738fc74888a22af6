import { errorRule } from '../../base';

export const FILE = errorRule({
  id: 'test-file/file',
  form: 'words',
  what: 'A test file must be a YAML map with cases, in a file whose name ends with .test.yaml or .test.yml.',
  why: 'A file that tests nothing would always pass.',
  bad: 'An empty file `network.ssh.test.yaml`.',
  good: 'A file `network.ssh.test.yaml` with `cases:` and at least one case.',
});
export const FIELD = errorRule({
  id: 'test-file/unknown-field',
  form: 'words',
  what: 'A test file must only have fields that are documented.',
  why: 'A misspelled field would be ignored, and the case would test something else.',
  bad: '`raise: 1`',
  good: '`raises: 1`',
});
export const VALUE = errorRule({
  id: 'test-file/value',
  form: 'words',
  what: 'The fields of a test file must have values of the documented types.',
  why: 'YAML reads unquoted values as numbers: `release: 3.20` is the number 3.2.',
  bad: '`release: 3.20`',
  good: '`release: "3.20"`',
});
export const EXPECTATION = errorRule({
  id: 'test-file/expectation',
  form: 'words',
  what: 'A case must have either raises or raisesNothing, and rows, a file, or both.',
  why: 'Otherwise it is unknown what it tests.',
  bad: 'A case with `raises: 1` and `raisesNothing: true`.',
  good: 'A case with `raisesNothing: true`.',
});
export const ALERT = errorRule({
  id: 'test-file/alert',
  form: 'words',
  what: 'The alert of a test file must be found, and Calico must be able to run it.',
  why: 'The alert of `NAME.test.yaml` is the one in `NAME.yaml`, unless the fields alert and manifest name another one.',
  bad: '`network.ssh.test.yaml` without a file `network.ssh.yaml` next to it.',
  good: '`network.ssh.test.yaml` next to `network.ssh.yaml`, which contains one GlobalAlert.',
});
/** What it says is printed as the error of a case, which has no rule ID. */
const ROW = errorRule({
  id: 'test-file/row',
  form: 'words',
  what: 'The rows of a case must be records that the log store would store.',
  why: 'A row that no run sees would make a case pass or fail for a reason that has nothing to do with the alert. In a file of rows, such rows only cause a warning with their number, unless no row can be used.',
  bad: '`rows: [{ dest_port: 22 }]` for an alert over flow logs, without `end_time`.',
  good: '`rows: [{ start_time: 1767225600, end_time: 1767225900, dest_port: 22 }]`',
});
export const RELEASE = errorRule({
  id: 'test-file/release',
  form: 'words',
  what: 'The release of a test file must be known.',
  why: 'Which records an alert sees depends on the release.',
  bad: '`npx cdk8s-calico-threat-defense test alerts`, and a test file without `release`.',
  good: '`npx cdk8s-calico-threat-defense test alerts --calico-release 3.22`',
});

/** The rules of this room. */
export const TEST_FILE_RULES = [FILE, FIELD, VALUE, EXPECTATION, ALERT, ROW, RELEASE] as const;
