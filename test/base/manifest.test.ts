import { isMap, valueAt } from '../../src/base';

class WithGetter {
  public readonly own = 1;
  public get inherited(): number {
    return 2;
  }
}

describe('the value at a path', () => {
  const data = { spec: { list: [{ name: 'a' }, null, 0, ''], none: null, zero: 0, no: false } };

  it.each<[(string | number)[], unknown]>([
    [[], data],
    [['spec', 'list', 0, 'name'], 'a'],
    [['spec', 'list', 1], null],
    [['spec', 'list', 2], 0],
    [['spec', 'list', 3], ''],
    [['spec', 'list', 4], undefined],
    [['spec', 'list', 'length'], 4],
    [['spec', 'zero'], 0],
    [['spec', 'no'], false],
    [['spec', 'none'], null],
    [['spec', 'none', 'below'], undefined],
    [['spec', 'zero', 'toFixed'], undefined],
    [['spec', 'list', 0, 'name', 'length'], undefined],
    [['spec', 'list', 0, 'name', 0], undefined],
    [['absent'], undefined],
    [['absent', 'below'], undefined],
    [['constructor'], undefined],
    [['spec', 'toString'], undefined],
    [['__proto__'], undefined],
  ])('at %j', (path, value) => {
    expect(valueAt(data, ...path)).toEqual(value);
  });

  it.each([[undefined], [null], ['text'], [5], [true]])('in %j is nothing', (value) => {
    expect(valueAt(value, 'length')).toBeUndefined();
    expect(valueAt(value)).toBe(value);
  });

  it('is its own, not one of its class', () => {
    expect(valueAt(new WithGetter(), 'own')).toBe(1);
    expect(valueAt(new WithGetter(), 'inherited')).toBeUndefined();
  });

  it.each<[boolean, unknown]>([
    [true, {}],
    [true, { a: 1 }],
    [false, []],
    [false, null],
    [false, undefined],
    [false, 'map'],
    [false, 0],
    [false, () => undefined],
  ])('%s: %p is a map', (is, value) => {
    expect(isMap(value)).toBe(is);
  });
});
