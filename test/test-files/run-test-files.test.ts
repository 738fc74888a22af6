import { alert } from '../../src/base';
import { captureStderr } from '../support';
import { row, temporaryAlert, testFile } from './temporary-alert';

const NOTHING = 'raisesNothing: true';

describe('a case', () => {
  captureStderr();
  const { write, run, relative } = temporaryAlert();
  const resultOf = (...lines: readonly string[]) => {
    const { problems, cases } = run(testFile(...lines));
    expect(problems).toEqual([]);
    const [result] = cases;
    return { ...result, details: result?.details.map(relative), warnings: result?.warnings.map(relative) };
  };

  it.each<[expectation: string, flows: number]>([
    // Of the 15 minutes, two or three runs see a row that can be found after 30 seconds.
    ['raises: { atLeast: 2, atMost: 3 }', 4],
    ['raises: { atLeast: 2 }', 4],
    ['raises: { atMost: 3 }', 4],
    ['raises: { record: { source_namespace: dev, sum: 4 } }', 4],
    [NOTHING, 3],
  ])('passes: %s', (expectation, flows) => {
    expect(resultOf(`rows: [${row('dest_port: 22', flows)}]`, expectation)).toMatchObject({
      status: 'passed',
      message: '',
      details: [],
      warnings: [],
    });
  });

  it.each<[expectation: string, flows: number, message: string]>([
    [
      'raises: 3',
      4,
      'expected 3 events in every phase, but the alert raises 2 to 3 events, depending on the phase: as expected in 90 % of phases',
    ],
    [
      'raises: { atMost: 2 }',
      4,
      'expected 1 to 2 events in every phase, but the alert raises 2 to 3 events, depending on the phase: as expected in 10 % of phases',
    ],
    ['raises: { atLeast: 4 }', 4, 'expected at least 4 events in every phase, but the alert raises 2 to 3 events'],
    ['raises: { atLeast: 1 }', 3, 'expected at least 1 event in every phase, but none is raised in any phase'],
    [NOTHING, 4, 'expected no event in every phase, but the alert raises 2 to 3 events'],
    [
      'raises: { record: { sum: 5 } }',
      4,
      'expected at least 1 event with sum = 5 in every phase, but none is raised in any phase',
    ],
  ])('fails: %s', (expectation, flows, message) => {
    expect(resultOf(`rows: [${row('dest_port: 22', flows)}]`, expectation)).toMatchObject({
      status: 'failed',
      message,
    });
  });

  it('can be about one phase', () => {
    const rows = `rows: [${row()}]`;
    expect(resultOf(rows, 'raises: 2', 'inEveryPhase: false')).toMatchObject({ status: 'passed' });
    expect(resultOf(rows, 'raises: 3', 'inEveryPhase: false')).toMatchObject({ status: 'passed' });
    expect(resultOf(rows, 'raises: 4', 'inEveryPhase: false')).toMatchObject({
      status: 'failed',
      message: 'expected 4 events in at least one phase, but the alert raises 2 to 3 events',
    });
  });

  it('depends on the delay', () => {
    const rows = `rows: [${row()}]`;
    expect(resultOf(rows, 'raises: { atLeast: 2 }', 'delay: 0s')).toMatchObject({ status: 'passed' });
    expect(resultOf(rows, 'raises: 1', 'delay: 10m')).toMatchObject({ status: 'passed' });
    expect(resultOf(rows, NOTHING, 'delay: 1h')).toMatchObject({ status: 'passed' });
  });

  it('depends on the release, which the file names first', () => {
    const text = testFile(`rows: [${row()}]`, 'raises: 2');
    expect(run(text, undefined, '3.16').cases[0]?.status).toBe('passed');
    expect(run(text, undefined, '3.17').cases[0]?.status).toBe('failed');
    expect(run(`release: "3.16"\n${text}`, undefined, '3.17').cases[0]?.status).toBe('passed');
  });

  it('may have no rows', () => {
    expect(resultOf('rows: []', NOTHING)).toMatchObject({ status: 'passed' });
    write('network.ssh.yaml', alert({ metric: 'count', condition: 'lt', threshold: '1' }));
    expect(resultOf('rows: []', 'raises: 1')).toMatchObject({ status: 'passed' });
  });

  it('is about the alert that is named', () => {
    write('alerts.yaml', `${alert({}, 'network.one')}---\n${alert({ query: 'dest_port = 443' }, 'network.two')}`);
    const text = testFile(`rows: [${row('dest_port: 443')}]`, 'raises: { atLeast: 1 }');
    const result = run(`alert: network.two\nmanifest: alerts.yaml\n${text}`, 'any.test.yml');
    expect([result.alert, result.cases.map(({ status }) => status)]).toEqual(['network.two', ['passed']]);
    expect(run(`alert: network.one\nmanifest: alerts.yaml\n${text}`).cases[0]?.status).toBe('failed');
  });

  it('explains a failure by the group that came closest', () => {
    const { details, assumptions } = resultOf(
      'rows:',
      `  - ${row('dest_port: 22', 2)}`,
      `  - ${row('dest_port: 22', 3).replace('dev', 'shop')}`,
      'raises: 1',
    );
    expect(details).toEqual([
      'the query matches 2 of 2 rows',
      'the closest group: source_namespace = "shop": sum of num_flows is 3, and the condition is > 3',
    ]);
    expect(assumptions).toContain('observed: every run that still sees the records raises the events again');
  });

  it('explains a single number that is right in some phases only, and the group that raises events', () => {
    const details = (expectation: string, ...more: string[]) =>
      resultOf(`rows: [${row('dest_port: 22', 4)}]`, expectation, ...more).details;
    const others = [
      'the query matches 1 of 1 row',
      'the group furthest beyond the condition: source_namespace = "dev": sum of num_flows is 4, and the condition is > 3',
    ];
    const hint = 'to expect what every phase raises, write atLeast: 2 and atMost: 3';
    expect(details('raises: 2')).toEqual([hint, ...others]);
    expect(details('raises: 3')).toEqual([hint, ...others]);
    expect(details('raises: 4')).toEqual(others);
    expect(details('raises: 4', 'inEveryPhase: false')).toEqual(others);
    expect(details('raises: { atMost: 2 }')).toEqual(others);
    expect(details(NOTHING)).toEqual(others);
  });

  it('explains a failure by the part of the query that the nearest row does not match', () => {
    const { details } = resultOf(
      'rows:',
      `  - ${row('dest_port: 443').replace('allow', 'deny')}`,
      `  - ${row('dest_port: 2222')}`,
      'raises: 1',
    );
    expect(details).toEqual([
      'the query matches 0 of 2 rows',
      'the closest row is network.ssh.test.yaml:5, which does not match dest_port = 22 (dest_port is 2222)',
    ]);
  });

  it('explains a failure by a field that is missing', () => {
    expect(resultOf('rows:', `  - ${row('x: 1')}`, 'raises: 1').details).toContain(
      'the closest row is network.ssh.test.yaml:4, which does not match dest_port = 22 (it has no dest_port)',
    );
    expect(resultOf('rows:', `  - ${row().replace('source_namespace: dev, ', '')}`, 'raises: 1').details).toEqual([
      'the query matches 1 of 1 row',
      'network.ssh.test.yaml:4: the row has no source_namespace, so it is in no group',
    ]);
  });

  it('explains a failure by the records of other events', () => {
    expect(resultOf(`rows: [${row()}]`, 'raises: { record: { sum: 7 } }').details).toContain(
      'an event is raised with source_namespace = "dev" and sum = 5',
    );
  });

  it('says that an alert can never fire, also if that was expected', () => {
    write('network.ssh.yaml', alert({ query: `'source_namespace = "team-*"'` }));
    const passed = resultOf(`rows: [${row()}]`, NOTHING);
    expect(passed).toMatchObject({
      status: 'passed',
      warnings: [expect.stringMatching(/^the alert can never fire: /)],
    });
    expect(resultOf(`rows: [${row()}]`, 'raises: 1')).toMatchObject({ status: 'failed', warnings: passed.warnings });
  });
});
