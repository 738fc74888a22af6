import { nearestWord, suggestion } from '../../src/base';

const words = (count: number) => Array.from({ length: count }, (_, index) => `w${String(index).padStart(4, '0')}`);

describe('the nearest word', () => {
  it.each<[string, string[], string | undefined]>([
    ['abc', ['abd'], 'abd'],
    ['abc', ['ab'], 'ab'],
    ['abc', ['axd'], undefined],
    ['abcdefgh', ['abcdefxx'], 'abcdefxx'],
    ['abcdefgh', ['abcdexxx'], undefined],
    ['abcdefghijkl', ['abcdefghixyz'], 'abcdefghixyz'],
    ['abcdefghijkl', ['abcdefghwxyz'], undefined],
    ['a', ['b'], undefined],
    ['a', ['ab'], undefined],
    ['ab', ['a'], undefined],
    ['ab', ['ax'], 'ax'],
    ['ab', ['xab'], 'xab'],
    ['abc', ['zzz', 'abx', 'abcdef'], 'abx'],
    ['abc', [], undefined],
  ])('to %j in %j is %j', (word, candidates, nearest) => {
    expect(nearestWord(word, candidates)).toBe(nearest);
    expect(suggestion(word, candidates)).toBe(nearest === undefined ? '' : `; did you mean ${nearest}?`);
  });

  it('is searched in no more than 1000 words', () => {
    expect(nearestWord('w000x', words(1_000))).toBe('w0000');
    expect(nearestWord('w000x', words(1_001))).toBeUndefined();
  });
});
