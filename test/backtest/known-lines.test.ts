import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { check } from 'recheck';
import { KnownLines, NeededFields } from '../../src/backtest/lines';
import { LineShape } from '../../src/backtest/lines/line-shape';
import { CalicoRelease } from '../../src/calico';
import { BadRecordError, type LogRecord } from '../../src/evaluation';
import { RecordCheck } from '../../src/evaluation/matching';
import { mappingOf } from '../../src/logs';
import { describeWithShared, sharedFolder } from '../shared-folder';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 1_000) };
const RELEASE = CalicoRelease.parse('3.24');
const NEEDED = new Set(['source_namespace', 'dest_port', 'reporter', 'toString']);

function mapping(dataSet = 'flows') {
  const found = mappingOf(dataSet, RELEASE);
  if (found === undefined) {
    throw new Error('flows have a mapping');
  }
  return found;
}

const FIELDS = new NeededFields(mapping(), NEEDED);
const CHECK = new RecordCheck(mapping());

/** What the known forms read from lines, after they learned from each line that they could not read. */
function reader(fields = FIELDS) {
  const lines = new KnownLines();
  let taken: LogRecord | undefined;
  return (line: string): LogRecord | undefined => {
    taken = undefined;
    if (!lines.take(line)) {
      const value = parsed(line);
      if (value !== undefined) {
        lines.learn(line, value, { fields, onFields: (row) => (taken = row) });
      }
    }
    return taken;
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const strings = fc.oneof(
  fc.constantFrom(
    'a',
    '',
    '-',
    '10.0.0.1',
    '10.0.0.256',
    '01.2.3.4',
    '::1',
    'ü🙂',
    'a"b',
    'a\\b',
    'a\u0001',
    '\u2028',
    '1',
  ),
  fc.string({ maxLength: 4 }),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, -0, 1.5, 1e21, 1e-7, 2 ** 53, 2 ** 63, -1, 999_999_999_999_999, 1_000_000_000_000_000),
);
const scalars = fc.oneof(strings, numbers, fc.constantFrom(null, true, false));
const values = fc.oneof(
  { weight: 6, arbitrary: scalars },
  fc.array(scalars, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('labels', 'all_policies', 'a', 'a.b', 'x y'), fc.oneof(scalars, fc.array(strings)), {
    maxKeys: 3,
  }),
);
/** Mostly what such a field has, and sometimes anything. */
function mostly<T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: values });
}

const names = fc.oneof(strings, fc.constant(null));
const wholes = fc.oneof(fc.nat(), fc.constant(null));
const addresses = fc.constantFrom('10.0.0.1', '192.168.255.249', null);
const rows = fc
  .record(
    {
      start_time: mostly(fc.oneof(fc.nat(), strings)),
      end_time: mostly(fc.nat()),
      '@timestamp': mostly(fc.oneof(fc.nat(), fc.constantFrom('2026-01-05T10:00:00Z', '2026-13-05'))),
      source_namespace: mostly(names),
      source_ip: mostly(addresses),
      dest_port: mostly(wholes),
      reporter: mostly(names),
      source_labels: mostly(fc.array(strings, { minLength: 1, maxLength: 3 }).map((labels) => ({ labels }))),
      policies: mostly(fc.record({ all_policies: fc.array(strings, { maxLength: 2 }) })),
      bytes_in: mostly(wholes),
      original_source_ips: mostly(fc.oneof(fc.constant(null), fc.array(fc.constantFrom('10.0.0.1', '8.8.8.8')))),
      nobody_knows_this: mostly(scalars),
      nor_this: mostly(fc.dictionary(strings, strings, { maxKeys: 3 })),
      toString: mostly(names),
    },
    { requiredKeys: [] },
  )
  .map((row) => row as LogRecord);

/** The same names with other values. */
function withValuesOf(example: LogRecord, row: LogRecord): LogRecord {
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, row[name] ?? value]));
}

describe('lines of a known form', () => {
  it('have the values that the parser reads, and are in the index', () => {
    const counts = { taken: 0 };
    fc.assert(
      fc.property(rows, fc.array(rows, { minLength: 1, maxLength: 3 }), fc.boolean(), (example, others, spaced) => {
        const read = reader();
        const text = (row: LogRecord) => {
          const line = JSON.stringify(row);
          return spaced ? line.replaceAll('":', '": ').replaceAll(',"', ', "') : line;
        };
        read(text(example));
        for (const row of [example, ...others.map((other) => withValuesOf(example, other)), ...others]) {
          const line = text(row);
          const value = parsed(line) as LogRecord;
          const taken = read(line);
          if (taken !== undefined) {
            counts.taken += 1;
            const needed = Object.keys(value).filter((name) => Object.hasOwn(taken, name));
            expect(taken).toEqual(Object.fromEntries(needed.map((name) => [name, value[name]])));
            expect([...NEEDED].filter((name) => Object.hasOwn(value, name) && !Object.hasOwn(taken, name))).toEqual([]);
            // What is wrong with a row is found in the values that are taken, or the row is right.
            expect(CHECK.problemOf(taken)?.message).toBe(CHECK.problemOf(value)?.message);
          }
        }
      }),
      RUNS,
    );
    // The property would say nothing if all lines were left to the parser.
    expect(counts.taken).toBeGreaterThan(RUNS.numRuns / 10);
  });

  it.each<[why: string, line: string]>([
    ['cut off', '{"a":"b","dest_port":8'],
    ['with more after it', '{"a":"b","dest_port":80}x'],
    ['with an escape', '{"a":"\\n","dest_port":80}'],
    ['with a control character', '{"a":"\u0001","dest_port":80}'],
    ['with another field', '{"a":"b","dest_port":80,"c":1}'],
    ['with fields in another order', '{"dest_port":80,"a":"b"}'],
    ['with a leading zero', '{"a":"b","dest_port":080}'],
    ['with more than 15 digits', '{"a":"b","dest_port":1234567890123456}'],
    ['with a list in place of a value', '{"a":"b","dest_port":[80]}'],
    ['with an object in place of a value', '{"a":{},"dest_port":80}'],
    ['longer than a term may be', `{"a":"${'x'.repeat(11_000)}","dest_port":80}`],
  ])('are not %s', (_, line) => {
    const read = reader();
    read('{"a":"b","dest_port":80}');
    expect(read('{"a":"c","dest_port":null}')).toEqual({ dest_port: null });
    expect(read(line)).toBeUndefined();
  });

  it('can be in the envelope of elasticdump', () => {
    const read = reader();
    const line = (port: number) =>
      JSON.stringify({ _index: 'i', _id: 'x', _score: 1, _source: { dest_port: port, action: 'allow' } });
    read(line(1));
    expect(read(line(2))).toEqual({ dest_port: 2 });
  });

  it.each([
    '{"hits":{"hits":[]}}',
    '{"error":"x","status":1}',
    '{"__proto__":1,"a":2}',
    '{"a.b":1}',
    '{"_source":3}',
    '[1]',
  ])('are not learned from %s', (line) => {
    expect(LineShape.of(line, JSON.parse(line), FIELDS)).toBeUndefined();
  });

  it('are not looked at any more where lines differ too much', () => {
    const lines = new KnownLines();
    const target = { fields: FIELDS, onFields: () => undefined };
    for (let index = 0; index < 200 && lines.isLearning; index += 1) {
      const line = JSON.stringify({ [`field${index}`]: 1, dest_port: 1 });
      lines.learn(line, JSON.parse(line), target);
    }
    // The first line of a file is parsed in any case.
    expect(lines.take('{}')).toBe(false);
    expect([
      lines.isLearning,
      lines.take('{"field0":1,"dest_port":1}'),
      lines.take('{"field99":1,"dest_port":1}'),
    ]).toEqual([false, true, false]);
  });

  it('are read in linear time', async () => {
    const row = {
      start_time: 1,
      source_ip: '1.2.3.4',
      a: 'x',
      l: ['a'],
      labels: { a: 'b' },
      p: { q: [] },
      dest_port: 1,
    };
    const line = JSON.stringify(row);
    const shape = LineShape.of(line, row, FIELDS);
    const { source } = (shape as unknown as { readonly expression: RegExp }).expression;
    const { status } = await check(source.replaceAll('{0,14}', '{0,3}').replaceAll('{1,15}', '{1,3}'), '', {
      timeout: 60_000,
    });
    expect(status).toBe('safe');
  }, 90_000);

  it('never throw for a value that the check of records throws for', () => {
    const read = reader();
    read('{"start_time":1,"dest_port":80}');
    const taken = read('{"start_time":"x","dest_port":80}');
    expect(taken && CHECK.problemOf(taken)).toBeInstanceOf(BadRecordError);
  });
});

describeWithShared('lines of the documentation', () => {
  it('are of a known form', () => {
    const text = readFileSync(join(sharedFolder ?? '', 'logs', 'flows-docs-aggregation.ndjson'), 'utf8');
    for (const line of text.trim().split('\n')) {
      const read = reader();
      read(line);
      const { dest_port, reporter, source_namespace } = JSON.parse(line);
      expect(read(line)).toMatchObject({ dest_port, reporter, source_namespace });
    }
  });
});
