import { App, Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import { FindingSeverity, formatFindings, formatValue } from '../../src/base';

const finding = { rule: 'a/b', severity: FindingSeverity.ERROR, keys: ['spec', 'x'], message: 'must be so' };

describe('findings', () => {
  it('are counted under their subject, one line each', () => {
    expect(formatFindings('chart/alert', [finding])).toBe('chart/alert: 1 problem\n  spec.x: must be so [a/b]');
    expect(formatFindings('chart/alert', [finding, { ...finding, value: 0 }])).toBe(
      'chart/alert: 2 problems\n  spec.x: must be so [a/b]\n  spec.x = 0: must be so [a/b]',
    );
  });

  it('have a place if they have a path or a value, and a column in strings without a file', () => {
    const line = (more: object) => formatFindings('x', [{ ...finding, ...more }]).split('\n')[1];
    expect(line({ keys: [] })).toBe('  must be so [a/b]');
    expect(line({ keys: [], value: 5 })).toBe('   = 5: must be so [a/b]');
    expect(line({ keys: ['a'], value: '' })).toBe('  a = "": must be so [a/b]');
    expect(line({ keys: ['query'], value: 'x y', valueOffset: 2 })).toBe('  query = "x y": column 3: must be so [a/b]');
    expect(line({ keys: [], valueOffset: 0 })).toBe('  column 1: must be so [a/b]');
    expect(line({})).toBe('  spec.x: must be so [a/b]');
  });

  it('may be none', () => {
    expect(formatFindings('x', [])).toBe('x: 0 notices');
  });

  it.each([
    [FindingSeverity.WARNING, '1 warning'],
    [FindingSeverity.NOTICE, '1 notice'],
  ])('of severity %s are called %s', (severity, count) => {
    expect(formatFindings('x', [{ ...finding, severity }])).toMatch(`x: ${count}\n`);
  });
});

const circular: unknown[] = [];
circular.push(circular);

describe('values', () => {
  it.each([
    [0, '0'],
    [-0.5, '-0.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [null, 'null'],
    ['', '""'],
    ['a "b"\n', '"a \\"b\\"\\n"'],
    [{ a: [1] }, '{"a":[1]}'],
    ['\u202eevil', '"\\u202eevil"'],
    [Symbol('s'), 'Symbol(s)'],
    [Symbol('\u001b[2J'), 'Symbol(\\u001b[2J)'],
    [5n, '5'],
    [true, 'true'],
    [[1, 'a'], '[1,"a"]'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [function named() {}, '<function named>'],
    [Duration.minutes(5), 'Duration.millis(300000)'],
    [Duration.millis(0.5), 'Duration.millis(0.5)'],
    [Duration.seconds(0.0001), 'Duration.millis(0.1)'],
    [Duration.seconds(Number.NaN), 'Duration.millis(NaN)'],
    [{ toMilliseconds: 5 }, '{"toMilliseconds":5}'],
    [undefined, 'undefined'],
    [new Map(), '<Map>'],
    [new Chart(new App(), 'c'), '<Chart>'],
    [circular, '<circular>'],
  ])('are printed so that they can be told apart: %p', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it('are cut after 80 characters', () => {
    expect(formatValue('a'.repeat(78))).toBe(`"${'a'.repeat(78)}"`);
    expect(formatValue('a'.repeat(79))).toBe(`"${'a'.repeat(79)}… (81 characters)`);
  });

  it('never reach the terminal as control characters, and never fill the screen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const printed = formatValue(text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(printed).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
        expect(printed.length).toBeLessThan(110);
      }),
    );
  });
});
