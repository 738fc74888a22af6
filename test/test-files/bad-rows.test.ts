import { captureStderr } from '../support';
import { row, temporaryAlert, testFile } from './temporary-alert';

const NOTHING = 'raisesNothing: true';

describe('a row that is wrong', () => {
  captureStderr();
  const { write, run, relative } = temporaryAlert();
  const resultOf = (...lines: readonly string[]) => {
    const [result] = run(testFile(...lines)).cases;
    return { ...result, details: result?.details.map(relative), warnings: result?.warnings.map(relative) };
  };

  it.each<[why: string, row: string, problem: string]>([
    ['a number', '7', 'the row is not an object'],
    ['a list', '[1]', 'the row is not an object'],
    ['without times', '{ dest_port: 22 }', 'the row has no end_time, so no run sees it'],
    [
      'with times in milliseconds',
      '{ start_time: 1767225600000, end_time: 1767225900000 }',
      'the row has a time after 2286: end_time must be in seconds, not milliseconds',
    ],
    ['in the future', '{ start_time: 4102444800, end_time: 4102444900 }', 'the row is in the future'],
    [
      'with a time that is none',
      '{ start_time: soon, end_time: 1767225900 }',
      'the row start_time is not a number of seconds since 1970',
    ],
    [
      'of DNS logs',
      '{ start_time: 1767225600, end_time: 1767225900, qname: example.com, rcode: NoError }',
      'the row looks like a record of the data set dns, and the alert is about flows',
    ],
    [
      'of audit logs',
      '{ verb: delete, requestReceivedTimestamp: "2026-01-01T00:00:00Z", objectRef: { name: a } }',
      'the row looks like a record of the data set audit, and the alert is about flows',
    ],
    ['with a port that is none', row('dest_port: ssh'), 'the row dest_port is not a 64-bit number'],
  ])('is an error in a test file: %s', (_, text, problem) => {
    const result = resultOf('rows:', `  - ${row()}`, `  - ${text}`, NOTHING);
    expect(result).toMatchObject({ status: 'error', message: 'the rows cannot be used' });
    expect(result.details).toEqual([`network.ssh.test.yaml:5: ${problem}`]);
  });

  it('is counted in a warning in a file', () => {
    const good = JSON.stringify({
      start_time: 1767225600,
      end_time: 1767225900,
      action: 'allow',
      source_namespace: 'dev',
      dest_port: 22,
      num_flows: 5,
    });
    write('rows.ndjson', `${good}\n\nnope\n{"dest_port":22}\r\n{"dest_port":23}\n{"qname":"a","rcode":"NoError"}`);
    expect(resultOf('file: rows.ndjson', 'raises: { atLeast: 1 }')).toMatchObject({
      status: 'passed',
      warnings: [
        expect.stringMatching(/^rows\.ndjson:3: the row is not valid JSON: /),
        'rows.ndjson:6: the row looks like a record of the data set dns, and the alert is about flows',
        'rows.ndjson:4: 2 rows, of which this is the first: has no end_time, so no run sees it',
      ],
    });
  });

  it.each<[why: string, content: string | Uint8Array, problem: RegExp]>([
    ['an empty file', '', /^rows\.ndjson is empty$/],
    ['an empty line', '\n\n', /^rows\.ndjson is empty$/],
    ['no JSON at all', 'a\n', /^rows\.ndjson:1: the row is not valid JSON/],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), /^rows\.ndjson:1: the row is not valid UTF-8$/],
    [
      'rows of another data set only',
      '{"qname":"a"}\n{"qname":"b"}\n',
      /^rows\.ndjson:1: 2 rows, of which this is the first: looks like a record of the data set dns/,
    ],
  ])('is an error if no row of a file can be used: %s', (_, content, problem) => {
    write('rows.ndjson', content);
    const result = resultOf('file: rows.ndjson', NOTHING);
    expect([result.status, result.details]).toEqual(['error', [expect.stringMatching(problem)]]);
  });

  it('is an error: a file that is not there', () => {
    expect(resultOf('file: no.ndjson', NOTHING)).toMatchObject({
      status: 'error',
      details: ['no.ndjson cannot be read: no such file or directory'],
    });
  });

  it('is counted as well if its group is lost', () => {
    const rows = Array.from({ length: 10_001 }, (_, number) =>
      JSON.stringify({
        start_time: 1767225600,
        end_time: 1767225900,
        action: 'allow',
        dest_port: 22,
        source_namespace: `n${number}`,
      }),
    );
    write('rows.ndjson', rows.join('\n'));
    const result = resultOf('file: rows.ndjson', NOTHING);
    expect(result.warnings).toEqual([
      'there are 10001 groups, and runs lose the groups beyond the limits that explain states',
    ]);
    write('rows.ndjson', rows.slice(1).join('\n'));
    expect(resultOf('file: rows.ndjson', NOTHING).warnings).toEqual([]);
  });

  it('may be of 10 MB', () => {
    const long = {
      start_time: 1767225600,
      end_time: 1767225900,
      action: 'allow',
      dest_port: 22,
      x: 'y'.repeat(10_000_000),
    };
    write(
      'rows.ndjson',
      `${JSON.stringify(long)}\n${JSON.stringify({ ...long, x: '', source_namespace: 'y'.repeat(10_000_000) })}`,
    );
    expect(resultOf('file: rows.ndjson', NOTHING)).toMatchObject({
      status: 'passed',
      warnings: ['rows.ndjson:2: the row source_namespace is longer than 32766 bytes'],
    });
  });
});
