import { ownValue } from '../../src/base';

describe('a table', () => {
  const table: Readonly<Record<string, unknown>> = { own: 1, none: undefined };

  it('has its own values', () => {
    expect(ownValue(table, 'own')).toBe(1);
    expect(ownValue(table, 'none')).toBeUndefined();
    expect(ownValue(JSON.parse('{ "constructor": 2, "__proto__": 3 }'), 'constructor')).toBe(2);
    expect(ownValue(JSON.parse('{ "constructor": 2, "__proto__": 3 }'), '__proto__')).toBe(3);
  });

  it.each([...Object.getOwnPropertyNames(Object.prototype), 'other', ''])(
    'has no value of every object: %j',
    (name) => {
      expect(ownValue(table, name)).toBeUndefined();
    },
  );
});
