import { alert, detectorAlert } from '../../src/base';
import { ClusterChoice } from '../../src/lint';
import { runTestFile } from '../../src/test-files';
import { captureStderr } from '../support';
import { NOW, row, SSH, temporaryAlert, testFile } from './temporary-alert';

const NOTHING = 'raisesNothing: true';
const FIELDS = 'the 7 fields are name, rows, file, raises, raisesNothing, inEveryPhase, delay';

/** What is wrong, the test file, and the problem with its place. */
const WRONG: readonly (readonly [why: string, text: string, problem: string])[] = [
  ['an empty file', '', '1:1 : is empty: a test file needs cases [test-file/file]'],
  ['only comments', '# later\n', '1:1 : is empty: a test file needs cases [test-file/file]'],
  [
    'two documents',
    `${testFile(`rows: [${row()}]`, 'raises: 3')}---\n${testFile('rows: []', NOTHING)}`,
    '1:1 : contains 2 documents, and a test file is one; remove the separators --- [test-file/file]',
  ],
  [
    'a list',
    '- name: case\n',
    '1:1 : must be a map with cases, such as cases: [{ name: …, rows: […], raises: 1 }] [test-file/file]',
  ],
  [
    'no cases',
    'alert: network.ssh\n',
    '1:1 cases: must be a list of at least one case: a file without cases tests nothing [test-file/file]',
  ],
  [
    'an empty list of cases',
    'cases: []\n',
    '1:8 cases: must be a list of at least one case: a file without cases tests nothing [test-file/file]',
  ],
  [
    'an unknown field',
    `relase: "3.22"\n${testFile('rows: []', NOTHING)}`,
    '1:9 relase: is not a field of a test file here; the 4 fields are alert, manifest, release, cases; did you mean release? [test-file/unknown-field]',
  ],
  [
    'an unknown field of a case',
    testFile('rows: []', NOTHING, 'raise: 1'),
    `5:12 cases[0].raise: is not a field of a test file here; ${FIELDS}; did you mean raises? [test-file/unknown-field]`,
  ],
  [
    'an unknown field of raises',
    testFile('rows: []', 'raises: { atleast: 1 }'),
    '4:24 cases[0].raises.atleast: is not a field of a test file here; the 3 fields are atLeast, atMost, record; did you mean atLeast? [test-file/unknown-field]',
  ],
  [
    'an expectation that is always met',
    testFile('rows: []', 'raises: { atLeast: 0 }'),
    '4:24 cases[0].raises.atLeast: must be 1 or more, or needs an atMost: without it, a case always passes [test-file/value]',
  ],
  [
    'both expectations',
    testFile('rows: []', 'raises: 1', NOTHING),
    '5:20 cases[0].raisesNothing: must not have both raises and raisesNothing; remove one of them [test-file/expectation]',
  ],
  [
    'no expectation',
    testFile('rows: []'),
    '2:5 cases[0]: must have either raises or raisesNothing: otherwise, it expects nothing [test-file/expectation]',
  ],
  [
    'no rows',
    testFile(NOTHING),
    '2:5 cases[0]: must have rows or a file of rows; for no rows at all, write rows: [] [test-file/expectation]',
  ],
  [
    'rows that are no list',
    testFile('rows: 5', NOTHING),
    '3:11 cases[0].rows: must be a list of records [test-file/value]',
  ],
  [
    'a case without a name',
    'cases:\n  - rows: []\n    raisesNothing: true\n',
    '2:5 cases[0].name: is required: a name says what the case is about [test-file/value]',
  ],
  [
    'a case that is no map',
    'cases: [1]\n',
    '1:9 cases[0]: must be a map, such as { name: …, rows: […], raises: 1 } [test-file/value]',
  ],
  [
    'no event',
    testFile('rows: []', 'raises: 0'),
    '4:13 cases[0].raises: must be 1 or more; to expect no event, write raisesNothing: true [test-file/value]',
  ],
  [
    'no event at most',
    testFile('rows: []', 'raises: { atLeast: 0, atMost: 0 }'),
    '4:35 cases[0].raises.atMost: must be 1 or more; to expect no event, write raisesNothing: true [test-file/value]',
  ],
  [
    'half an event',
    testFile('rows: []', 'raises: 1.5'),
    '4:13 cases[0].raises: must be a whole number of events, 0 or more [test-file/value]',
  ],
  [
    'fewer than at least',
    testFile('rows: []', 'raises: { atLeast: 3, atMost: 2 }'),
    '4:13 cases[0].raises: has an atLeast of 3, which is more than its atMost of 2 [test-file/value]',
  ],
  [
    'an expectation without content',
    testFile('rows: []', 'raises: {}'),
    '4:13 cases[0].raises: must be a number of events, or a map with atLeast, atMost or record [test-file/value]',
  ],
  [
    'a record without fields',
    testFile('rows: []', 'raises: { record: [] }'),
    '4:23 cases[0].raises.record: must be a map of fields and their values, such as { source_namespace: dev, count: 3 } [test-file/value]',
  ],
  [
    'a field that no event has',
    testFile('rows: []', 'raises: { record: { source_namespce: dev } }'),
    "4:42 cases[0].raises.record.source_namespce: is not a field of the alert's events, whose records have source_namespace, sum; did you mean source_namespace? [test-file/value]",
  ],
  [
    'raisesNothing that is false',
    testFile('rows: []', 'raisesNothing: false'),
    '4:20 cases[0].raisesNothing: must be true; to expect events, write raises instead [test-file/value]',
  ],
  [
    'phases of nothing',
    testFile('rows: []', NOTHING, 'inEveryPhase: false'),
    '5:19 cases[0].inEveryPhase: only applies to raises; remove it [test-file/value]',
  ],
  [
    'phases that are neither',
    testFile('rows: []', 'raises: 1', 'inEveryPhase: "no"'),
    '5:19 cases[0].inEveryPhase: must be true or false (default: true) [test-file/value]',
  ],
  [
    'a delay of no length',
    testFile('rows: []', NOTHING, 'delay: 1.5s'),
    '5:12 cases[0].delay: must be a duration of whole seconds, such as 30s or 1m30s [test-file/value]',
  ],
  [
    'a release that is a number',
    `release: 3.20\n${testFile('rows: []', NOTHING)}`,
    '1:10 release: must be a string; quote it, because YAML reads 3.20 as 3.2 [test-file/value]',
  ],
  [
    'an alert that is not there',
    `alert: network.shh\n${testFile('rows: []', NOTHING)}`,
    '1:8 alert: is not the name of an alert in network.ssh.yaml, which contains 1 alert: network.ssh; did you mean network.ssh? [test-file/alert]',
  ],
  [
    'a manifest that is not there',
    `manifest: no.yaml\n${testFile('rows: []', NOTHING)}`,
    '1:11 manifest: no.yaml cannot be read: no such file or directory [test-file/alert]',
  ],
  [
    'a field twice',
    testFile('rows: []', NOTHING, NOTHING),
    '5:5 cases[0].raisesNothing: is a duplicate key: Kubernetes rejects it, or uses the last value; remove one [yaml/duplicate-key]',
  ],
];

describe('a test file that is wrong', () => {
  captureStderr();
  const { write, run, relative, folder } = temporaryAlert();
  const problems = (...args: Parameters<typeof run>) =>
    run(...args).problems.map(({ line, column, path, rule, message }) =>
      relative(`${line}:${column} ${path}: ${message} [${rule}]`),
    );

  it.each(WRONG)('is an error with its place: %s', (_, text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('is an error: no YAML', () => {
    expect(problems('cases: [')).toEqual([expect.stringMatching(/^1:9 : is not valid YAML: .* \[yaml\/syntax\]$/)]);
    expect(run(Buffer.from([0x63, 0xff])).problems[0]?.message).toContain('is not valid UTF-8');
  });

  it('is an error: a release that is none', () => {
    expect(problems(`release: new\n${testFile('rows: []', NOTHING)}`)).toEqual([
      expect.stringMatching(/^1:10 release: is not a Calico release\. .* \[release\//),
    ]);
  });

  it('is an error: no release at all', () => {
    const bytes = Buffer.from(testFile('rows: []', NOTHING));
    const options = { clusters: new ClusterChoice({}), now: NOW };
    const result = runTestFile({ file: `${folder()}/network.ssh.test.yaml`, bytes }, options);
    expect(result.problems.map(({ rule, message }) => `${message} [${rule}]`)).toEqual([
      'has no release: add one, such as release: "3.22", or pass --calico-release, or set CALICO_RELEASE [test-file/release]',
    ]);
  });

  it('is an error: no alert next to it', () => {
    expect(problems(testFile('rows: []', NOTHING), 'network.dns.test.yaml')).toEqual([
      '1:1 : has no alert next to it: there is no network.dns.yaml; create it, or name another file, as in manifest: alerts.yaml [test-file/alert]',
    ]);
  });

  it.each<[why: string, manifest: string, problem: RegExp]>([
    [
      'several alerts',
      `${SSH}---\n${alert({}, 'network.other')}`,
      /^1:1 : must be about one alert, and network\.ssh\.yaml contains 2 alerts: network\.ssh, network\.other; name the one to test, as in alert: NAME/,
    ],
    [
      'no alert',
      'kind: Pod\napiVersion: v1\n',
      /^1:1 : must be about one alert, and network\.ssh\.yaml contains 0 alerts \[/,
    ],
    [
      'a manifest that is not YAML',
      'kind: [',
      /^1:1 : network\.ssh\.yaml is not a valid manifest: it is not valid YAML/,
    ],
    [
      'an alert that Calico rejects',
      alert({ severity: '0' }),
      /network\.ssh is refused on Calico Enterprise 3\.22\.1: spec\.severity = 0: must be a whole number/,
    ],
    [
      'an alert that the log store refuses',
      alert({ query: `'dest_port IN {"22"}'` }),
      /network\.ssh is refused on .* IN on dest_port fails on every run/,
    ],
  ])('is an error: %s', (_, manifest, problem) => {
    write('network.ssh.yaml', manifest);
    expect(problems(testFile('rows: []', NOTHING))).toEqual([expect.stringMatching(problem)]);
  });

  it('is an error: an alert that runs a detector', () => {
    write('network.ssh.yaml', detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan'));
    expect(problems(testFile('rows: []', NOTHING), undefined, '3.14')).toEqual([
      expect.stringContaining(
        'cannot be tested on Calico Enterprise 3.14.0: it is not evaluated: it runs the detector port_scan',
      ),
    ]);
  });
});
