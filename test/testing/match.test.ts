import { Duration } from 'cdk8s';
import { Match, Template } from '../../src/testing';
import { messageOf } from '../support';

const holding = (spec: unknown) => Template.fromObjects([{ apiVersion: 'v1', kind: 'Thing', spec }]);

/** What is said of a thing whose spec is not as the pattern; nothing where it is. */
function differences(pattern: unknown, spec: unknown): string[] {
  const template = holding(spec);
  if (template.findResources('Thing', { spec: pattern }).length > 0) {
    return [];
  }
  const [title, ...lines] = messageOf(() => template.hasResource('Thing', { spec: pattern })).split('\n');
  expect(title).toBe('no Thing matches; the only one is Thing:');
  return lines.map((line) => line.trim());
}

const env = [
  { name: 'A', value: '1', optional: true },
  { name: 'B', value: '2' },
  { name: 'C', value: '3' },
];

describe('a pattern', () => {
  it.each<[string, unknown, unknown]>([
    ['a map with more fields', { a: 1 }, { a: 1, b: 2 }],
    ['maps in a list with more fields', { a: [{ b: 1 }] }, { a: [{ b: 1, c: 2 }] }],
    ['null', { a: null }, { a: null }],
    ['zero and minus zero', { a: 0 }, { a: -0 }],
    ['what is no number', { a: Number.NaN }, { a: Number.NaN }],
    ['a field that must not be there', { a: undefined }, {}],
    ['a field named as one that all objects have', { constructor: undefined, toString: undefined }, {}],
    ['a map without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['a matcher of the test runner', { a: expect.any(String), b: expect.arrayContaining([1]) }, { a: 'x', b: [2, 1] }],
    ['no value', Match.absent(), undefined],
    ['any value', Match.anyValue(), false],
    ['an empty list with', Match.arrayWith([]), [1]],
    ['items among others', Match.arrayWith([{ name: 'A' }, { name: 'C' }]), env],
    ['the same item twice', Match.arrayWith([1, 1]), [1, 2, 1]],
    ['an exact map', Match.exact({ a: [{ b: Match.anyValue() }] }), { a: [{ b: 1 }] }],
    ['a loose map inside an exact one', Match.exact({ a: Match.objectLike({ b: 1 }) }), { a: { b: 1, c: 2 } }],
    ['not', { a: Match.not('x'), b: Match.not('x') }, { a: 'y' }],
    ['a text', Match.stringLikeRegexp('^a.c$'), 'abc'],
    ['a text by an expression with flags', Match.stringLikeRegexp(/B/gi), 'abc'],
  ])('takes %s', (_, pattern, spec) => {
    expect(differences(pattern, spec)).toEqual([]);
    expect(differences(pattern, spec)).toEqual([]);
  });

  it.each<[string, unknown, unknown, string[]]>([
    ['another value', { a: 1 }, { a: '1' }, ['spec.a: expected 1, found "1"']],
    ['null for nothing', { a: undefined }, { a: null }, ['spec.a: expected nothing, found null']],
    ['nothing for null', { a: null }, {}, ['spec.a: expected null, found nothing']],
    ['a list for a map', { a: {} }, { a: [] }, ['spec.a: expected {}, found []']],
    ['a map for a list', { a: [] }, { a: {} }, ['spec.a: expected [], found {}']],
    ['a text for a map', { a: { b: 1 } }, { a: 'b' }, ['spec.a: expected {"b":1}, found "b"']],
    ['a list in another order', [1, 2], [2, 1], ['spec[0]: expected 1, found 2', 'spec[1]: expected 2, found 1']],
    ['a shorter list', [1, { a: 2 }], [1], ['spec[1]: expected {"a":2}, found nothing']],
    ['a longer list', [1], [1, { a: 2 }], ['spec[1]: expected nothing, found {"a":2}']],
    ['a list whose end must be missing', [1, undefined], [1], ['spec: expected 2 items, found 1']],
    [
      'an object of a class',
      { a: Duration.minutes(5) },
      { a: '5m' },
      ['spec.a: expected a Duration, which a manifest cannot contain, found "5m"'],
    ],
    ['a function', { a: () => 1 }, {}, ['spec.a: expected a function, which a manifest cannot contain, found nothing']],
    [
      'what a matcher of the test runner refuses',
      { a: expect.any(Number) },
      { a: 'x' },
      ['spec.a: expected Any<Number>, found "x"'],
    ],
    ['a value', Match.absent(), 1, ['spec: expected nothing, found 1']],
    ['null for any value', Match.anyValue(), null, ['spec: expected any value, found null']],
    ['no list', Match.arrayWith(['a']), 'a', ['spec: expected a list with ["a"], found "a"']],
    ['a missing item', Match.arrayWith(['a', 'd']), ['a', 'b'], ['spec: expected an item like "d", found ["a","b"]']],
    [
      'an item that stands once',
      Match.arrayWith([1, 1]),
      [1, 2],
      ['spec: expected an item like 1 after item 0, found it before, as item 0'],
    ],
    [
      'items in another order',
      Match.arrayWith([{ name: 'C' }, { name: 'A' }]),
      env,
      ['spec: expected an item like {"name":"A"} after item 2, found it before, as item 0'],
    ],
    [
      'an item that differs',
      Match.arrayWith([{ name: 'A' }, { name: 'C', value: '4' }]),
      env,
      [
        'spec: expected an item like {"name":"C","value":"4"}, found none among 3; the closest differs:',
        'spec[2].value: expected "4", found "3"',
      ],
    ],
    [
      'a field too many in an exact map',
      Match.exact({ a: { b: 1 } }),
      { a: { b: 1, c: 2 }, d: 3 },
      ['spec.a.c: expected nothing, found 2', 'spec.d: expected nothing, found 3'],
    ],
    [
      'what must not be',
      { a: Match.not({ b: 1 }) },
      { a: { b: 1, c: 2 } },
      ['spec.a: expected anything but {"b":1}, found {"b":1,"c":2}'],
    ],
    ['another text', Match.stringLikeRegexp('^b'), 'abc', ['spec: expected a string like /^b/, found "abc"']],
    ['a number for a text', Match.stringLikeRegexp('1'), 1, ['spec: expected a string like /1/, found 1']],
    [
      'a matcher inside a map that is missing',
      { a: { b: Match.anyValue(), c: Match.exact({ d: 1 }) } },
      {},
      ['spec.a: expected {"b":"<any value>","c":"<exactly {\\"d\\":1}>"}, found nothing'],
    ],
    [
      'long texts that part late',
      { query: `${'dest_port = 22 OR '.repeat(10)}dest_port = 23` },
      { query: `${'dest_port = 22 OR '.repeat(10)}dest_port = 24` },
      [
        'spec.query: expected "… 22 OR dest_port = 23", found "… 22 OR dest_port = 24" (they differ from character 194 on)',
      ],
    ],
    [
      'a long text that goes on',
      { query: 'x'.repeat(70) },
      { query: `${'x'.repeat(70)}y` },
      [`spec.query: expected "…${'x'.repeat(20)}", found "…${'x'.repeat(20)}y" (they differ from character 71 on)`],
    ],
    [
      'long texts that part at once',
      { query: `a${'x'.repeat(70)}` },
      { query: `b${'x'.repeat(70)}` },
      [`spec.query: expected "a${'x'.repeat(70)}", found "b${'x'.repeat(70)}" (they differ from character 1 on)`],
    ],
    ['what a terminal would obey', { a: 'x' }, { a: '\u001b[31m' }, ['spec.a: expected "x", found "\\u001b[31m"']],
  ])('refuses %s', (_, pattern, spec, lines) => {
    expect(differences(pattern, spec)).toEqual(lines);
  });

  it('can be a matcher for the whole object', () => {
    const template = holding({ a: 1 });
    template.hasResource('Thing', Match.not({ spec: { a: 2 } }));
    expect(messageOf(() => template.hasResource('Thing', Match.exact({ apiVersion: 'v1', spec: { a: 1 } })))).toBe(
      'no Thing matches; the only one is Thing:\n  kind: expected nothing, found "Thing"',
    );
    expect(messageOf(() => template.hasResource('Thing', Match.not({})))).toBe(
      'no Thing matches; the only one is Thing:\n  the resource: expected anything but {}, found {"apiVersion":"v1","kind":"Thing","spec":{"a":1}}',
    );
  });

  it('is understood where the package is installed twice', () => {
    let second: typeof Match | undefined;
    jest.isolateModules(() => {
      second = (require('../../src/testing') as { Match: typeof Match }).Match;
    });
    expect(second).not.toBe(Match);
    expect(differences({ a: second?.anyValue() }, { a: 1 })).toEqual([]);
    expect(differences({ a: second?.anyValue() }, {})).toEqual(['spec.a: expected any value, found nothing']);
  });

  it('that is no regular expression is refused at once', () => {
    expect(() => Match.stringLikeRegexp('(')).toThrow(SyntaxError);
  });
});
