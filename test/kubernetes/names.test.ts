import { valueAt } from '../../src/base';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem, subdomainProblem } from '../../src/kubernetes';

const long = (length: number) => 'a'.repeat(length);

describe('names of Kubernetes', () => {
  it.each([
    [subdomainProblem, ['a', 'a-b.c1', '1', long(253)], ['', 'A', 'a_b', '-a', 'a-', 'a..b', '.a', 'a\n', long(254)]],
    [dnsLabelProblem, ['a', 'a-b', '1', long(63)], ['', 'a.b', 'A', '-a', 'a\n', long(64)]],
    [
      labelKeyProblem,
      ['app', 'a.b/c_d', `${long(253)}/x`, 'A'],
      ['', '/x', 'x/', 'a/b/c', 'A.b/c', long(64), `${long(254)}/x`, 'a b', 'a\n'],
    ],
    [labelValueProblem, ['', 'a', 'A_b.c-d', long(63)], ['-a', 'a b', 'a-', 'ä', 'a\n', long(64)]],
  ])('are told from what is none: %p', (problem, legal, illegal) => {
    expect(legal.filter((text) => problem(text) !== undefined)).toEqual([]);
    expect(illegal.filter((text) => problem(text) === undefined)).toEqual([]);
  });
});

describe('valueAt', () => {
  it('walks plain data, and leaves it nowhere', () => {
    const data = { a: [{ b: 0 }], c: null };
    expect(valueAt(data, 'a', 0, 'b')).toBe(0);
    expect(valueAt(data)).toBe(data);
    for (const path of [
      ['c', 'x'],
      ['a', 1, 'b'],
      ['toString'],
      ['__proto__'],
      ['a', 0, 'b', 'c'],
      ['a', 'length', 'x'],
    ]) {
      expect(valueAt(data, ...path)).toBeUndefined();
    }
    expect(valueAt(undefined, 'a')).toBeUndefined();
  });
});
