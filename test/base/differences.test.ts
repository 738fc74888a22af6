import fc from 'fast-check';
import { differences, fieldPath, type Pair } from '../../src/base';

const paths = (...args: Parameters<typeof differences>) => differences(...args).map(({ keys }) => fieldPath(keys));

describe('the differences between two values', () => {
  it.each<[string, unknown, unknown, string[]]>([
    ['the same values', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
    ['numbers that are not numbers', [Number.NaN], [Number.NaN], []],
    ['a changed field', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ['a.c']],
    ['a field on one side', { a: 1 }, { b: 1 }, ['a', 'b']],
    ['a field called __proto__', JSON.parse('{"__proto__": 1}'), {}, ['__proto__']],
    ['a field that every object inherits', {}, { toString: 1 }, ['toString']],
    ['a list and a map', { a: [] }, { a: {} }, ['a']],
    ['null and a map', { a: null }, { a: {} }, ['a']],
    ['an item more', [1], [1, 2], ['[1]']],
    ['an item that is undefined more', { a: [1] }, { a: [1, undefined] }, ['a']],
    ['a key with dots', { 'a.b/c': 1 }, { 'a.b/c': 2 }, ['a.b/c']],
    ['whole values', 1, 2, ['']],
  ])('are found field by field: %s', (_, left, right, expected) => {
    expect(paths(left, right)).toEqual(expected);
  });

  it('have both values', () => {
    expect(differences({ a: [1] }, { a: [{ b: 2 }] })).toEqual([{ keys: ['a', 0], left: 1, right: { b: 2 } }]);
    expect(differences({ a: 1 }, {})).toEqual([{ keys: ['a'], left: 1, right: undefined }]);
  });

  it('can be those of the fields of the left side only', () => {
    expect(paths({ a: 1, b: { c: 1 } }, { b: { c: 2, d: 3 }, e: 4 }, { leftOnly: true })).toEqual(['a', 'b.c']);
  });

  it('can be decided by the caller, by value and place', () => {
    const same = (left: unknown, _: unknown, keys: readonly (string | number)[]) =>
      keys.at(-1) === 'secret' ? true : left === 'any' ? false : undefined;
    expect(paths({ secret: 1, a: 'any', b: 1 }, { secret: 2, a: 'any', b: 2 }, { same })).toEqual(['a', 'b']);
  });

  it('can pair the items of lists by something else than their index', () => {
    const items = (left: readonly unknown[], right: readonly unknown[]): Pair[] =>
      left.map((item) => [String(item), item, right.find((other) => other === item)]);
    expect(paths(['x', 'y'], ['y', 'z', 'x'], { items })).toEqual([]);
    expect(paths({ a: ['x', 'y'] }, { a: ['y'] }, { items })).toEqual(['a.x']);
  });

  it('can be those of whole lists', () => {
    const items = () => undefined;
    expect(paths({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, { items })).toEqual([]);
    expect(paths({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, { items })).toEqual(['a']);
  });

  it('begin where the caller is', () => {
    expect(paths({ a: 1 }, { a: 2 }, {}, ['metadata', 'labels'])).toEqual(['metadata.labels.a']);
  });

  it('are none exactly where JSON is the same, whatever the order of fields', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, value, (left, right) => {
        expect(differences(left, structuredClone(left))).toEqual([]);
        const equal = JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
        expect(differences(left, right).length === 0).toBe(equal);
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === 'object' && value !== null
    ? // Unlike a list, even where it is empty.
      {
        map: Object.entries(value)
          .map(([key, item]) => [key, sorted(item)])
          .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)),
      }
    : value;
}
